"""Words of the record."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Urgency(models.TextChoices):
    """How soon a hearer is told (P-12): danger, make-safe, ownership and deadlines at once; the rest waits."""

    AT_ONCE = "at_once", _("at once")
    DIGEST = "digest", _("with the digest")


@dataclass(frozen=True, slots=True)
class Hearer:
    """A person, by public id, who is to be told of an entry, why, and how soon."""

    person: str
    reason: str
    urgency: Urgency = Urgency.DIGEST


POOLED = "record.pooled"
"""The verb that every pool entry bears in the table; its own verb is sealed."""
SMALLEST_POOL = 16
"""How many pool entries a day has at least; more go up to the next power of two."""
BATCH = 500
"""How many entries are numbered and chained at once."""
