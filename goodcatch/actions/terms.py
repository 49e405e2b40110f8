"""Words of an action: kinds, strength by mechanism, life, verdicts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What kind of change it is."""

    PROCESS = "process", _("process")
    POLICY = "policy", _("policy")
    THRESHOLD = "threshold", _("threshold")
    TRAINING = "training", _("training")
    TOOL = "tool", _("tool")
    DESIGN = "design", _("design")
    COMMUNICATION = "communication", _("communication")
    STAFFING = "staffing", _("staffing")
    DATA = "data", _("data governance")
    STUDY = "study", _("further study")


class Strength(models.TextChoices):
    """How much a change can be relied on, by its mechanism (VA NCPS action hierarchy; AHRQ CANDOR, appendix H)."""

    STRONGER = "stronger", _("stronger")
    INTERMEDIATE = "intermediate", _("intermediate")
    WEAKER = "weaker", _("weaker")


class Mechanism(models.TextChoices):
    """By what an action works; design/science.md 2.2, our own words."""

    ELIMINATE = "eliminate", _("removes the hazard, step or permission")
    SUBSTITUTE = "substitute", _("replaces it with something safer")
    FORCE = "force", _("makes the wrong step impossible")
    AUTOMATE = "automate", _("does it by itself, and fails safe")
    SIMPLIFY = "simplify", _("removes steps, or makes one standard way")
    LEAD = "lead", _("a leader changes goal, budget or capacity")
    DETECT = "detect", _("notices it at once, and somebody acts")
    REDUNDANCY = "redundancy", _("adds a second path")
    CAPACITY = "capacity", _("more people, or less load")
    DISTRACTION = "distraction", _("removes distraction")
    AID = "aid", _("a checklist or aid at hand")
    SOFTWARE = "software", _("changes the software")
    HANDOVER = "handover", _("read-back, hand-over, documentation")
    SIMULATE = "simulate", _("practice in simulation, refreshed")
    DOUBLE_CHECK = "double_check", _("a second look")
    WARN = "warn", _("a warning or label")
    RULE = "rule", _("a rule, policy or memo")
    TRAIN = "train", _("a training, once")
    STUDY = "study", _("more analysis")
    PROTECT = "protect", _("personal protection")
    CAREFUL = "careful", _("asks people to be more careful")
    UNKNOWN = "unknown", _("not said yet")


class State(models.TextChoices):
    """Where an action stands; computed from facts."""

    PROPOSED = "proposed", _("proposed")
    AGREED = "agreed", _("agreed")
    UNDER_WAY = "under_way", _("under way")
    IN_PLACE = "in_place", _("in place")
    WATCHING = "watching", _("being watched")
    VERIFIED = "verified", _("verified")
    DECLINED = "declined", _("declined")


class Verdict(models.TextChoices):
    """What somebody else found when they looked (append-only)."""

    SEEN_IN_PLACE = "seen_in_place", _("seen in place")
    EFFECTIVE = "effective", _("effective")
    NOT_EFFECTIVE = "not_effective", _("not effective")
    INCONCLUSIVE = "inconclusive", _("inconclusive")


PROVES = frozenset({Verdict.SEEN_IN_PLACE, Verdict.EFFECTIVE})
"""The verdicts that verify an action."""

_STRONGER = frozenset(
    {
        Mechanism.ELIMINATE,
        Mechanism.SUBSTITUTE,
        Mechanism.FORCE,
        Mechanism.AUTOMATE,
        Mechanism.SIMPLIFY,
        Mechanism.LEAD,
    }
)
_INTERMEDIATE = frozenset(
    {
        Mechanism.DETECT,
        Mechanism.REDUNDANCY,
        Mechanism.CAPACITY,
        Mechanism.DISTRACTION,
        Mechanism.AID,
        Mechanism.SOFTWARE,
        Mechanism.HANDOVER,
        Mechanism.SIMULATE,
    }
)


def strength_of(mechanism: Mechanism) -> Strength | None:
    """Give the strength of this mechanism; None where no mechanism is said, or it is none ('be careful')."""
    if mechanism in _STRONGER:
        return Strength.STRONGER
    if mechanism in _INTERMEDIATE:
        return Strength.INTERMEDIATE
    return None if mechanism in {Mechanism.CAREFUL, Mechanism.UNKNOWN} else Strength.WEAKER
