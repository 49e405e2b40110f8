"""Roles, and who looks: the words of `who may`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db import models
from django.utils.functional import Promise
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
    PRIVACY = "privacy", _("data protection")
    ADMINISTRATOR = "administrator", _("administrator")


READING_ROLES = frozenset({Role.LEADER, Role.TRIAGER, Role.FACILITATOR, Role.CURATOR, Role.ADVISER})
"""Roles through which a named audience may be read. An administrator runs the system and reads no case by it."""


HOUSE_ROLES = frozenset({Role.AUDITOR, Role.PRIVACY, Role.ADMINISTRATOR})
"""Roles that belong to the house as a whole and are never held over one unit alone."""


ROLE_MEANS: dict[str, str | Promise] = {
    Role.LEADER: _("answers for what happens in a unit and those below it: owns matters and says what will change"),
    Role.TRIAGER: _("reads what comes in, thanks, sorts, and gives each matter the response it needs"),
    Role.FACILITATOR: _("runs reviews, so that everyone who was there is heard"),
    Role.CURATOR: _("keeps the library of lessons"),
    Role.ADVISER: _("answers questions that people ask before they act"),
    Role.AUDITOR: _("sees the record and pooled figures, and no words"),
    Role.PRIVACY: _(
        "answers those who ask what is kept about them: finds it in what lies open, and never in what is sealed or is "
        "read by named people alone"
    ),
    Role.ADMINISTRATOR: _("keeps people, units and settings, and reads no matter by this role"),
}
"""What each role may do, in a sentence for the pages."""


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


@dataclass(frozen=True)
class Subject:
    """Somebody who asks what is kept about them: their account, by its key in the database, and words to look for."""

    person: int | None = None
    words: tuple[str, ...] = ()

    @cached_property
    def _wanted(self) -> re.Pattern[str] | None:
        words = [
            r"\s+".join(re.escape(part) for part in word.casefold().split()) for word in self.words if word.strip()
        ]
        return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)") if words else None

    def is_in(self, text: str) -> bool:
        """Tell whether one of the words stands in a text as a word of its own, in whatever case."""
        return bool(self._wanted and self._wanted.search(text.casefold()))

    def in_any(self, texts: Iterable[str]) -> str:
        """Give, of these texts, those in which one of the words stands."""
        return "\n\n".join(text for text in texts if text and self.is_in(text))


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing that is kept about somebody: under which heading, on what, since when, and the words.

    `own` where the words are theirs, or the row is about nobody else; others may stand in all other words.
    """

    heading: str
    called: str
    text: str = ""
    day: date | None = None
    own: bool = True
