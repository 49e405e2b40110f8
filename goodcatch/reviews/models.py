"""The learning review: brief or full, its timeline, factors and findings.

Personal data: who facilitates, whom it tells of, who agreed; texts may name people. Kept while it is of use to
learn from; read by its audience, which is never wider than the narrowest of its cases.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goodcatch.cases.models import Case, Theme
from goodcatch.kernel.fields import Occurred, PublicIdField, Versioned
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Audience, Person, Unit
from goodcatch.reviews import taxonomy, terms


class Review(Versioned):
    """A review of 0..n cases; the four after-action questions are its brief and stay when it grows."""

    public_id = PublicIdField()
    form = models.CharField(max_length=5, choices=terms.Form.choices)
    title = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    facilitator = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    expected = models.TextField(blank=True)
    happened = models.TextField(blank=True)
    why_different = models.TextField(blank=True)
    keep_or_change = models.TextField(blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)
    peers_asked_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    brought_in = models.BooleanField(default=False, help_text="written elsewhere: its words are Markdown")
    revision = models.PositiveIntegerField(default=1, help_text="moves on with every change of what the review says")

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        return Ref("review", self.public_id)

    @property
    def state(self) -> terms.State:
        """The furthest state that the facts bear out."""
        if self.published_at:
            return terms.State.PUBLISHED
        if self.peers_asked_at:
            return terms.State.PEER_REVIEW
        return terms.State.WITH_PEOPLE if self.shown_at else terms.State.OPEN


class ReviewCase(models.Model):
    """A case that the review looks at."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "case"], name="reviews_case_once")]


class ReviewText(models.Model):
    """Earlier texts of the four questions and the title (append-only)."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    texts = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "version"], name="reviews_text_version_once")]


class TimelineEntry(Occurred, Versioned):
    """One thing that happened, when, and on what that rests. `withdrawn_at` instead of deletion."""

    public_id = PublicIdField()
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveIntegerField(default=0)
    written_time = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    mark = models.CharField(max_length=14, choices=terms.Mark.choices, default=terms.Mark.FACT)
    support = models.CharField(max_length=12, choices=terms.Support.choices, default=terms.Support.ONE_SOURCE)
    source = models.CharField(max_length=300, blank=True)
    other_account = models.TextField(blank=True)
    decision_point = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["review", "occurred_at", "order"], name="reviews_entry_order")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(support=terms.Support.DISPUTED) | ~Q(other_account=""),
                name="reviews_disputed_has_both",
            )
        ]

    @property
    def ref(self) -> Ref:
        return Ref("timeline_entry", self.public_id)


class Factor(Versioned):
    """Something that contributed: one of several, never 'the' cause; `code` is of a taxonomy kept as data."""

    public_id = PublicIdField()
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    accepted_reason = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    @property
    def ref(self) -> Ref:
        return Ref("factor", self.public_id)

    @property
    def kind_name(self) -> str:
        """The name of its kind in the taxonomy; the code itself where the taxonomy no longer has it."""
        kind = taxonomy.BY_CODE.get(self.code)
        return str(kind.name) if kind else self.code


class Finding(Versioned):
    """What went well, what was luck, what surprised, which sign was there; and what an import found no place for."""

    public_id = PublicIdField()
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=13, choices=terms.FindingKind.choices)
    heading = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    @property
    def ref(self) -> Ref:
        return Ref("finding", self.public_id)


class PartText(models.Model):
    """Earlier texts of an entry, factor or finding (append-only), by the part's public id."""

    part = models.CharField(max_length=8)
    version = models.PositiveIntegerField()
    texts = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "version"], name="reviews_part_version_once")]


class Telling(models.Model):
    """Somebody whom the review tells of: they see it first; an objection is answered or printed beside (REVIEW-16)."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    objection = models.TextField(blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "person"], name="reviews_telling_once")]


class PeerAgreement(models.Model):
    """A peer who was asked to look before publishing, and what they said. Not the facilitator."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+")
    peer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    agreed = models.BooleanField(default=False)
    comment = models.TextField(blank=True)
    revision = models.PositiveIntegerField(null=True, blank=True, help_text="which revision the answer is about")
    round = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "peer", "round"], name="reviews_peer_once_a_round")]


class PublishedReview(models.Model):
    """A version that peers agreed to, frozen as it was read (append-only)."""

    public_id = PublicIdField()
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="reviews_published_number_once")]

    @property
    def ref(self) -> Ref:
        return Ref("published_review", self.public_id)
