"""Words of a case: kinds, stages, responses, parts, conditions; and what two rooms say to each other about one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from goodcatch.kernel.working_days import WorkingDays


class Kind(models.TextChoices):
    """What kind of matter it is."""

    INCIDENT = "incident", _("incident")
    NEAR_MISS = "near_miss", _("near miss")
    HAZARD = "hazard", _("hazard")
    CONCERN = "concern", _("concern")
    SUCCESS = "success", _("success")
    PROPOSAL = "proposal", _("proposal")


class Stage(models.TextChoices):
    """Where a case stands; computed from facts, never set."""

    RECEIVED = "received", _("received")
    UNDER_WAY = "under_way", _("under way")
    IMPROVING = "improving", _("improving")
    SHARED = "shared", _("shared")
    MOVED_ON = "moved_on", _("moved on")


class Response(models.TextChoices):
    """The learning response a case gets, by a date (CASE-2)."""

    FULL_REVIEW = "full_review", _("full review")
    BRIEF = "brief", _("brief")
    JOINED = "joined", _("joined to a theme or case")
    NONE = "none", _("none, with a reason")


WEIGHT_OF_RESPONSE = {"": 0, Response.NONE: 0, Response.JOINED: 1, Response.BRIEF: 2, Response.FULL_REVIEW: 3}
"""Which response is more than which; a lighter one than the scale asks for needs a reason."""

REVIEWED = frozenset({Response.BRIEF, Response.FULL_REVIEW})
"""Responses in which people look at the matter together."""


class Counted(models.TextChoices):
    """Which days a term of the house counts; a channel's terms and a law's are calendar days, and not here."""

    WORKING = "working", _("working days")
    CALENDAR = "calendar", _("calendar days")


@dataclass(frozen=True, slots=True)
class Term:
    """So many days that the house gives itself, and which days count."""

    days: int
    counted: Counted = Counted.WORKING

    def __str__(self) -> str:
        if self.counted == Counted.WORKING:
            return ngettext("%(days)s working day", "%(days)s working days", self.days) % {"days": self.days}
        return ngettext("%(days)s calendar day", "%(days)s calendar days", self.days) % {"days": self.days}

    def last_day(self, begun: date, days: WorkingDays) -> date:
        """Give the day on which it ends where people work on these days: a working day, however it counts."""
        if self.counted == Counted.WORKING:
            return days.count(self.days, after=begun)
        return days.on_or_after(begun + timedelta(days=self.days))


USUAL_TERMS = {Response.BRIEF: Term(10), Response.FULL_REVIEW: Term(30)}
"""By when, where no level of the scale says."""

NEXT_WORD = Term(5)
"""What the house proposes to a leader who promises the next word; the day stays theirs to choose."""


class ScaleKind(models.TextChoices):
    """What is weighed: what happened, and what could have (CASE-1)."""

    IMPACT = "impact", _("impact")
    POTENTIAL = "potential", _("potential")


class Part(models.TextChoices):
    """What somebody does in a case."""

    OWNER = "owner", _("owns it")
    HANDLER = "handler", _("looks after it")
    CONTRIBUTOR = "contributor", _("takes part")


class Condition(models.TextChoices):
    """What must be so before a case moves on; upper rooms tick theirs by verb (GROW-8)."""

    LESSONS_OUT = "lessons_out", _("lessons are out")
    ACTIONS_UNDER_WAY = "actions_under_way", _("actions are under way")
    PEOPLE_SUPPORTED = "people_supported", _("people are supported")
    REPORTER_ANSWERED = "reporter_answered", _("whoever reported has an answer")


@dataclass(frozen=True, slots=True)
class When:
    """When something happened, as far as it is known; the fields of kernel.fields.Occurred."""

    at: datetime | None = None
    on: date | None = None
    zone: str = ""
    zone_assumed: bool = False
    precision: str = "day"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the scales ask of a case, by the heavier of impact and potential (P-1)."""

    statement: bool = False
    response: str = ""
    within: tuple[Term, ...] = ()
