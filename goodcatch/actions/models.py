"""The improvement plan: actions belong to the organisation, not to the review that proposed them.

Personal data: owner, proposer, verifier. Kept while the action is of use; an owner outside the origin's audience
reads the action, not where it came from.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goodcatch.actions import terms
from goodcatch.cases.models import Case
from goodcatch.kernel.fields import PublicIdField, Versioned
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Audience, Person, Unit
from goodcatch.reviews.models import Factor, Review


class Action(Versioned):
    """A change that somebody owns. Its state is computed from facts."""

    public_id = PublicIdField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    done_when = models.TextField(blank=True)
    kind = models.CharField(max_length=13, choices=terms.Kind.choices, default=terms.Kind.PROCESS)
    mechanism = models.CharField(max_length=12, choices=terms.Mechanism.choices, default=terms.Mechanism.UNKNOWN)
    kept_although = models.TextField(blank=True, help_text="why 'be more careful' was kept, after the question")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner_as_written = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)
    due_on = models.DateField(null=True, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    credits_reporter = models.BooleanField(default=False, help_text="somebody who spoke up proposed it")
    brought_in = models.BooleanField(default=False, help_text="written elsewhere: its words are Markdown")
    answered_back = models.TextField(blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    stuck_since = models.DateTimeField(null=True, blank=True)
    in_place_at = models.DateTimeField(null=True, blank=True)
    in_place_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    watch_until = models.DateField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_reason = models.TextField(blank=True)
    look_again_on = models.DateField(null=True, blank=True)
    round = models.PositiveSmallIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index("audience", F("proposed_at").desc(), name="actions_audience"),
            models.Index(fields=["owner", "due_on"], name="actions_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(declined_at__isnull=True) | ~Q(declined_reason=""),
                name="actions_declined_has_reason",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        return Ref("action", self.public_id)

    @property
    def strength(self) -> terms.Strength | None:
        """How much it can be relied on, by its mechanism."""
        return terms.strength_of(terms.Mechanism(self.mechanism))

    @property
    def state(self) -> terms.State:
        """The furthest state that the facts bear out; 'watching' is neither open nor overdue."""
        if self.declined_at:
            return terms.State.DECLINED
        if self.verified_at:
            return terms.State.VERIFIED
        if self.in_place_at:
            return terms.State.WATCHING if self.watch_until else terms.State.IN_PLACE
        if not self.agreed_at:
            return terms.State.PROPOSED
        return terms.State.UNDER_WAY if self.started_at else terms.State.AGREED


class Origin(models.Model):
    """Where an action came from; readable only by those who may read that case or review."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "case", "review"], name="actions_origin_once"),
            models.UniqueConstraint(
                fields=["action", "case"], condition=Q(review__isnull=True), name="actions_origin_case_once"
            ),
            models.UniqueConstraint(
                fields=["action", "review"], condition=Q(case__isnull=True), name="actions_origin_review_once"
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=False) | Q(review__isnull=False),
                name="actions_origin_is_some",
            ),
        ]


class ActsOn(models.Model):
    """Which factor an action acts on, and why so (IMPROVE-8)."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    factor = models.ForeignKey(Factor, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "factor"], name="actions_factor_once")]


class ActionText(models.Model):
    """Earlier texts of an action (append-only)."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    texts = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "version"], name="actions_text_version_once")]


class DueChange(models.Model):
    """A new date, with its reason (append-only)."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    was = models.DateField(null=True)
    due_on = models.DateField()
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")


class Note(models.Model):
    """A note on progress, or on what stands in the way (append-only)."""

    public_id = PublicIdField()
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    stuck = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    @property
    def ref(self) -> Ref:
        return Ref("note", self.public_id)


class Look(models.Model):
    """What somebody other than the owner found (append-only); 'not effective' opens the next round."""

    public_id = PublicIdField()
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=13, choices=terms.Verdict.choices)
    evidence = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    independent = models.BooleanField(default=True)

    @property
    def ref(self) -> Ref:
        return Ref("look", self.public_id)
