"""Words of a case: kinds, stages, responses."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
