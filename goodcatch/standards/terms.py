"""Words of law packs: what a law asks of whoever takes reports, each rule with its article and source."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_STATEMENT, LONGEST_POLICY = 2_000, 50_000
"""Characters of the signed statement, and of the policy under it."""


class Way(models.TextChoices):
    """How somebody told what they did not write themselves."""

    IN_PERSON = "in_person", _("in person")
    PHONE = "phone", _("by phone, not recorded")
    RECORDED = "recorded", _("a recorded call, or a voice message")


class Kept(models.TextChoices):
    """Which reports a time of keeping is for; it is counted from the day on which a report was closed."""

    HANDLED = "handled", _("reports that were taken up")
    NOT_TAKEN_UP = "not_taken_up", _("reports that nothing followed")


@dataclass(frozen=True, slots=True)
class Source:
    """A text that rules are taken from, and the day on which it was looked up."""

    title: str
    address: str
    consulted: date


@dataclass(frozen=True, slots=True)
class Rule:
    """Where a rule stands; `note` says what the text says beside it, `counsel` what a lawyer should look at."""

    article: str
    source: Source
    note: str = ""
    counsel: str = ""


@dataclass(frozen=True, slots=True)
class Days:
    """A clock in calendar days."""

    days: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class Months:
    """A clock in calendar months; `by_law` is False where the text gives no number and this one is ours."""

    months: int
    rule: Rule
    by_law: bool = True


@dataclass(frozen=True, slots=True)
class Oral:
    """Whether reports are taken by voice and in person, and how they are put on paper.

    `meeting_owed`: whoever asks for a meeting is owed one, also where a channel takes text alone; within so many
    working days, or within a reasonable time where the text gives no number. `consent` names the ways of telling in
    which what was told is put on paper with consent alone.
    """

    allowed: bool
    transcribed: bool
    signed: bool
    meeting_owed: bool
    meeting_working_days: int | None
    consent: tuple[str, ...]
    rule: Rule

    def wants_consent(self, way: str) -> bool:
        """Tell whether what is told in this way is put on paper only with the consent of whoever tells it."""
        return way in self.consent


@dataclass(frozen=True, slots=True)
class Anonymous:
    """Whether reports without a name must be taken."""

    must_be_taken: bool
    rule: Rule


@dataclass(frozen=True, slots=True)
class Handlers:
    """Who may handle: the entity itself, the group; whoever reports chooses by choosing a channel."""

    own: bool
    group: bool
    rule: Rule


@dataclass(frozen=True, slots=True)
class Authority:
    """Somebody outside who takes reports."""

    name: str
    about: str
    address: str
    languages: tuple[str, ...]
    counsel: str = ""


@dataclass(frozen=True, slots=True)
class Outside:
    """Whom one may tell outside the house, and whether before the house is told."""

    first: bool
    rule: Rule
    authorities: tuple[Authority, ...]


@dataclass(frozen=True, slots=True)
class LawPack:
    """One edition of what a law asks, as data."""

    code: str
    edition: int
    jurisdiction: str
    name: str
    scope: str
    looked_up: date
    languages: tuple[str, ...]
    sources: tuple[Source, ...]
    acknowledge: Days
    answer: Months
    extension: Months
    keep: dict[str, Months]
    oral: Oral
    anonymous: Anonymous
    handlers: Handlers
    outside: Outside

    @property
    def key(self) -> str:
        """Name this edition in one word, such as 'de-hinschg.1'."""
        return f"{self.code}.{self.edition}"

    def acknowledge_by(self, received: date) -> date:
        """Give the last day on which a report of this day may be acknowledged."""
        return received + timedelta(days=self.acknowledge.days)

    def answer_by(self, received: date, acknowledged: date | None = None, *, extended: bool = False) -> date:
        """Give the last day for the answer: from the acknowledgement, else from the end of the time for one.

        An acknowledgement that came late does not lengthen it.
        """
        begun = min(acknowledged, self.acknowledge_by(received)) if acknowledged else self.acknowledge_by(received)
        return months_later(begun, self.answer.months + (self.extension.months if extended else 0))

    def keep_until(self, closed: date, kind: Kept) -> date:
        """Give the day until which a report that was closed on this day is kept."""
        return months_later(closed, self.keep[kind].months)


def months_later(day: date, months: int) -> date:
    """Give the day so many calendar months later; the last of the month where that month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))
