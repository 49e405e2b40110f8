"""Cases and themes, the reports in them, who takes part, and earlier texts."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goodcatch.cases import terms
from goodcatch.cases.models.scales import Level
from goodcatch.kernel.fields import Occurred, PublicIdField, Versioned
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Audience, Person, Unit
from goodcatch.places.models import Place
from goodcatch.reports.models import Report


class Theme(Versioned):
    """Several cases that are looked at together, in one review."""

    public_id = PublicIdField()
    title = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        return Ref("theme", self.public_id)

    @property
    def path(self) -> str:
        """The address of its page."""
        return f"/in/themes/{self.public_id}/"


class Case(Occurred, Versioned):
    """A matter. Its stage is computed from facts that verbs, here and in upper rooms, leave behind."""

    public_id = PublicIdField()
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    kind = models.CharField(max_length=9, choices=terms.Kind.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    stays_named = models.BooleanField(default=False, help_text="opened for named people, and never read by more")
    brought_in = models.BooleanField(default=False, help_text="written elsewhere: its words are Markdown")
    told_for_learning = models.BooleanField(default=False)
    held = models.BooleanField(default=False, help_text="a hold stands on it: the page need not look for one otherwise")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    impact = models.ForeignKey(Level, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    potential = models.ForeignKey(Level, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    response = models.CharField(max_length=11, choices=terms.Response.choices, blank=True)
    response_reason = models.TextField(blank=True)
    response_due = models.DateField(null=True, blank=True)
    joined_case = models.ForeignKey(
        "self", null=True, blank=True, db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    joined_theme = models.ForeignKey(
        Theme, null=True, blank=True, db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    safe_at = models.DateTimeField(null=True, blank=True)
    safe_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    safe_note = models.TextField(blank=True)
    under_way_at = models.DateTimeField(null=True, blank=True)
    improving_at = models.DateTimeField(null=True, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    moved_on_at = models.DateTimeField(null=True, blank=True)
    moved_on_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(F("opened_at").desc(), F("public_id").desc(), name="cases_case_newest"),
            models.Index("audience", F("opened_at").desc(), F("public_id").desc(), name="cases_case_audience"),
            models.Index("unit", F("opened_at").desc(), name="cases_case_unit"),
            # With all that is looked at to find which of those that are open wait for a leader (queries.waiting).
            models.Index(
                fields=["opened_at", "impact", "potential", "audience"],
                name="cases_case_open",
                condition=Q(moved_on_at__isnull=True),
            ),
            # Most cases are joined to nothing: an index that held those too would look useless to the planner.
            models.Index(fields=["joined_case"], name="cases_case_joined", condition=Q(joined_case__isnull=False)),
            models.Index(fields=["joined_theme"], name="cases_case_theme", condition=Q(joined_theme__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(safe_at__isnull=True, safe_by__isnull=True) | Q(safe_at__isnull=False),
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
    def path(self) -> str:
        """The address of its story, whichever room serves it (words.md, 'Addresses')."""
        return f"/in/cases/{self.public_id}/"

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

    @property
    def levels(self) -> list[Level]:
        """Give the levels it was weighed at, impact first."""
        return [level for level in (self.impact, self.potential) if level is not None]

    @property
    def asked(self) -> terms.Asked:
        """What the scales ask of it: the heavier of impact and potential counts."""
        levels = self.levels
        responses = [level.asks_response for level in levels if level.asks_response]
        return terms.Asked(
            statement=any(level.asks_statement for level in levels),
            response=max(responses, key=lambda word: terms.WEIGHT_OF_RESPONSE[word], default=""),
            within=tuple(level.within for level in levels if level.within),
        )


class CaseReport(models.Model):
    """A report belongs to at most one case at a time; where it was before stays readable.

    Once the report was deleted, as its channel's retention says, the day of that is all that is left of it here.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    deleted_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(report__isnull=False, deleted_on__isnull=True)
                | Q(report__isnull=True, deleted_on__isnull=False, until__isnull=False),
                name="cases_report_or_day",
            ),
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(until__isnull=True),
                name="cases_report_in_one_case",
            ),
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


class CaseText(models.Model):
    """Earlier texts of title and summary (append-only): nothing that was written is lost by an edit."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="cases_text_version_once")]
