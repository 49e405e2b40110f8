"""Roles, and who looks: the words of `who may`."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodcatch.kernel.refs import Ref


class Role(models.TextChoices):
    """What a person may do in a unit and those below it, or in the house (unit empty)."""

    LEADER = "leader", _("leader")
    TRIAGER = "triager", _("triager")
    FACILITATOR = "facilitator", _("facilitator")
    CURATOR = "curator", _("curator")
    ADVISER = "adviser", _("adviser")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")


READING_ROLES = frozenset({Role.LEADER, Role.TRIAGER, Role.FACILITATOR, Role.CURATOR, Role.ADVISER})
"""Roles through which a named audience may be read. An administrator runs the system and reads no case by it."""


HOUSE_ROLES = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})
"""Roles that belong to the house as a whole and are never held over one unit alone."""


class Digest(models.TextChoices):
    """Which mail a person gets besides what cannot wait: danger, make-safe, ownership and deadlines always come."""

    DAILY = "daily", _("once a day, all that can wait")
    NONE = "none", _("only what cannot wait")


class AudienceKind(models.TextChoices):
    """How wide a matter is open; words.md, 'Audience'."""

    INSIDE = "inside", _("everyone inside")
    UNITS = "units", _("units")
    NAMED = "named", _("named people")


@dataclass(frozen=True, slots=True)
class Reporter:
    """Whoever holds the receipt or the named authorship of one report; nothing else is known of them."""

    report: str

    @property
    def ref(self) -> Ref:
        return Ref("reporter", "")
