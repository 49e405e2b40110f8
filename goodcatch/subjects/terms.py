"""Words of requests: what somebody may ask for, what became of it, and by when (GDPR, articles 12 and 15 to 21)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodcatch.standards.terms import months_later


class Kind(models.TextChoices):
    """What somebody asks for."""

    ACCESS = "access", _("to know what is kept (article 15)")
    RECTIFICATION = "rectification", _("to have it corrected (article 16)")
    ERASURE = "erasure", _("to have it deleted (article 17)")
    RESTRICTION = "restriction", _("to have its use restricted (article 18)")
    OBJECTION = "objection", _("to object to its use (article 21)")


class Outcome(models.TextChoices):
    """What became of a request."""

    DONE = "done", _("done as asked")
    PARTLY = "partly", _("done in part")
    REFUSED = "refused", _("not done, with the reason")


MONTHS, MONTHS_EXTENDED = 1, 3
"""Months for the answer, from the day on which the request came; extended once by two (article 12(3))."""

KEPT_MONTHS = 36
"""Months for which an answered request is kept, so that the house can show that it answered."""

MOST_SENTENCES = 600
"""Sentences of others that one page lets somebody look through; words that are nearer find fewer."""


def due(received: date, *, extended: bool = False) -> date:
    """Give the last day for the answer."""
    return months_later(received, MONTHS_EXTENDED if extended else MONTHS)
