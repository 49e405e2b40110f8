"""The matter itself: what happened, how it is weighed, who owns it, where it stands.

Personal data: who opened, owns, handles, asks and answers; texts may name people. Kept while the matter is of
use to learn from; read by its audience alone. What a reporter wrote stays in `reports`; a case only points there.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goodcatch.cases import terms
from goodcatch.kernel.fields import Occurred, PublicIdField, Versioned
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Audience, Person, Unit
from goodcatch.places.models import Place
from goodcatch.reports.models import Report


class Scale(models.Model):
    """A scale of the house, as versioned data: the one in force is the newest that is not retired."""

    kind = models.CharField(max_length=9, choices=terms.ScaleKind.choices)
    edition = models.PositiveIntegerField()
    adopted_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "edition"], name="cases_scale_edition_once"
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(retired_at__isnull=True),
                name="cases_scale_one_in_force",
            ),
        ]


class Level(models.Model):
    """A level of a scale with its written anchor, and what it asks for: thresholds are data (P-1)."""

    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    word = models.CharField(max_length=40)
    anchor = models.CharField(max_length=300)
    asks_statement = models.BooleanField(default=False)
    asks_response = models.CharField(
        max_length=11, choices=terms.Response.choices, blank=True
    )
    within_days = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scale", "rank"], name="cases_level_rank_once"
            )
        ]

    def __str__(self) -> str:
        return self.word


class Theme(Versioned):
    """Several cases that are looked at together, in one review."""

    public_id = PublicIdField()
    title = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        return Ref("theme", self.public_id)


class Case(Occurred, Versioned):
    """A matter. Its stage is computed from facts that verbs, here and in upper rooms, leave behind."""

    public_id = PublicIdField()
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    kind = models.CharField(max_length=9, choices=terms.Kind.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    told_for_learning = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    impact = models.ForeignKey(
        Level, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    potential = models.ForeignKey(
        Level, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    response = models.CharField(
        max_length=11, choices=terms.Response.choices, blank=True
    )
    response_reason = models.TextField(blank=True)
    response_due = models.DateField(null=True, blank=True)
    joined_case = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    joined_theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    safe_at = models.DateTimeField(null=True, blank=True)
    safe_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    safe_note = models.TextField(blank=True)
    under_way_at = models.DateTimeField(null=True, blank=True)
    improving_at = models.DateTimeField(null=True, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    moved_on_at = models.DateTimeField(null=True, blank=True)
    moved_on_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes = [
            models.Index(
                F("opened_at").desc(), F("id").desc(), name="cases_case_newest"
            ),
            models.Index(
                "audience",
                F("opened_at").desc(),
                F("id").desc(),
                name="cases_case_audience",
            ),
            models.Index("unit", F("opened_at").desc(), name="cases_case_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(safe_at__isnull=True, safe_by__isnull=True)
                | Q(safe_at__isnull=False),
                name="cases_safe_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(response=terms.Response.NONE) | ~Q(response_reason=""),
                name="cases_none_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(joined_case__isnull=True) | Q(joined_theme__isnull=True),
                name="cases_joined_to_one",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        return Ref("case", self.public_id)

    @property
    def stage(self) -> terms.Stage:
        """The furthest stage that the facts bear out."""
        facts = (
            (terms.Stage.MOVED_ON, self.moved_on_at),
            (terms.Stage.SHARED, self.shared_at),
            (terms.Stage.IMPROVING, self.improving_at),
            (terms.Stage.UNDER_WAY, self.under_way_at),
        )
        return next((stage for stage, at in facts if at), terms.Stage.RECEIVED)


class CaseReport(models.Model):
    """A report belongs to at most one case at a time; where it was before stays readable."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(until__isnull=True),
                name="cases_report_in_one_case",
            )
        ]


class Participant(models.Model):
    """Somebody who takes part in a case, in one part, from a day until a day."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=11, choices=terms.Part.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person", "part"],
                condition=Q(until__isnull=True),
                name="cases_part_once",
            )
        ]


class ScaleChange(models.Model):
    """How a case was weighed, and why; every change is kept (append-only)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=terms.ScaleKind.choices)
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )


class CaseText(models.Model):
    """Earlier texts of title and summary (append-only): nothing that was written is lost by an edit."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "version"], name="cases_text_version_once"
            )
        ]


class Statement(Versioned):
    """A leader answers for it: two sentences first, the full statement after (OWN-1)."""

    public_id = PublicIdField()
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    short = models.TextField()
    next_word_on = models.DateField()
    full_at = models.DateTimeField(null=True, blank=True)
    happened = models.TextField(blank=True)
    to_whom = models.TextField(blank=True)
    known = models.TextField(blank=True)
    not_known = models.TextField(blank=True)
    decision = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)

    @property
    def ref(self) -> Ref:
        return Ref("statement", self.public_id)


class StatementText(models.Model):
    """Earlier texts of a statement (append-only)."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    texts = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "version"], name="cases_statement_version_once"
            )
        ]


class Update(models.Model):
    """A dated word on how it goes (OWN-4)."""

    public_id = PublicIdField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )

    @property
    def ref(self) -> Ref:
        return Ref("update", self.public_id)


class Question(models.Model):
    """A question from the audience, with or without a name, answered in the open; unanswered ones show (OWN-4)."""

    public_id = PublicIdField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    asked_on = models.DateField()
    asked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="cases_answer_is_whole",
            )
        ]

    @property
    def ref(self) -> Ref:
        return Ref("question", self.public_id)


class ConditionTick(models.Model):
    """A condition for moving on, ticked by the verb of the room that knows (append-only)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    condition = models.CharField(max_length=20, choices=terms.Condition.choices)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "condition"], name="cases_condition_once"
            )
        ]
