"""Words of a learning review."""

from zlib import crc32

from django.db import models
from django.utils.translation import gettext_lazy as _


class Form(models.TextChoices):
    """A brief is the small form: four questions, ten minutes; it grows into a full review."""

    BRIEF = "brief", _("brief")
    FULL = "full", _("full review")


class State(models.TextChoices):
    """Where a review stands; computed from facts."""

    OPEN = "open", _("open")
    WITH_PEOPLE = "with_people", _("with those it tells of")
    PEER_REVIEW = "peer_review", _("in peer review")
    PUBLISHED = "published", _("published")


class Mark(models.TextChoices):
    """What an entry of the timeline is."""

    FACT = "fact", _("fact")
    INFERENCE = "inference", _("inference")
    NOT_KNOWN_THEN = "not_known_then", _("not known then")


class Support(models.TextChoices):
    """What an entry rests on (REVIEW-15); of a disputed one both accounts stand."""

    ONE_SOURCE = "one_source", _("one source")
    CORROBORATED = "corroborated", _("corroborated")
    DISPUTED = "disputed", _("disputed")


class FindingKind(models.TextChoices):
    """What else a review finds besides contributing factors."""

    WENT_WELL = "went_well", _("went well")
    LUCKY = "lucky", _("lucky")
    SURPRISED = "surprised", _("surprised us")
    MISSED_SIGNAL = "missed_signal", _("a sign that was there")
    LEARNED = "learned", _("what we learned")
    NOTE = "note", _("kept word for word")


def version_of(text: str) -> int:
    """Give a number by which a text is known, for texts that keep no count of their changes; 0 where none stands."""
    return crc32(text.encode())
