"""Words of handling a sealed report: how it is weighed, what readers write for themselves, open questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from goodcatch.reports.terms.channels import ACKNOWLEDGE_DAYS
from goodcatch.standards.terms import Kept


class Sheet(models.TextChoices):
    """What readers write for themselves, sealed with a key that the reporter does not hold."""

    NOTE = "note", _("note")
    ASSESSMENT = "assessment", _("assessment")
    HANDED = "handed", _("handed over")
    HOLD = "hold", _("kept from deletion")
    OUTCOME = "outcome", _("outcome")
    PROPOSED = "proposed", _("summary proposed")
    AGREED = "agreed", _("summary agreed")
    CARRIED = "carried", _("carried to a matter")
    EXPORTED = "exported", _("a copy was made")
    PRINTED = "printed", _("another receipt was printed")
    DECISION = "decision", _("decision at the end of its time")


class Risk(models.TextChoices):
    """How likely harm is for whoever reported, for having done so."""

    LOW = "low", _("Nothing points to it")
    SOME = "some", _("It could happen")
    HIGH = "high", _("It is likely, or has begun: protect first")


class Weight(models.TextChoices):
    """How much looking into a report it asks for: no more than it needs, no less."""

    ANSWER = "answer", _("An answer here is enough")
    CARE = "care", _("Look into it, and ask first")
    FORMAL = "formal", _("A formal inquiry, by somebody apart")
    ELSEWHERE = "elsewhere", _("It belongs elsewhere; say where")


class Outcome(models.TextChoices):
    """What followed from a report: whoever reported reads it beside the answer, unless the law stands against it."""

    PUT_RIGHT = "put_right", _("Put right")
    GOES_ON = "goes_on", _("Something larger follows from it")
    EXPLAINED = "explained", _("Looked into; nothing has to change")
    ANSWERED = "answered", _("The question is answered")
    NOT_TAKEN_UP = "not_taken_up", _("Nothing follows from it here")
    WITHHELD = "withheld", _("The law keeps us from saying")

    @property
    def kept_as(self) -> Kept:
        """For which of the law's times of keeping it counts."""
        return Kept.NOT_TAKEN_UP if self == Outcome.NOT_TAKEN_UP else Kept.HANDLED


class Clock(models.TextChoices):
    """What runs for a sealed report."""

    THANKS = "thanks", _("thank whoever reported")
    ANSWER = "answer", _("answer")
    LAST = "last", _("read it, or decide, before it is deleted")


@dataclass(frozen=True, slots=True)
class Steps:
    """When a clock warns, when the next in turn takes over, when a supervisor is told: days before its last day."""

    warns: int
    passes: int
    tells: int

    def reached(self, due: date, today: date) -> tuple[bool, bool, bool]:
        """Tell which of the three have come."""
        found = [today >= due - timedelta(days=days) for days in (self.warns, self.passes, self.tells)]
        return found[0], found[1], found[2]


STEPS = {
    Clock.THANKS: Steps(warns=2, passes=0, tells=-1),
    Clock.ANSWER: Steps(warns=14, passes=0, tells=-1),
    Clock.LAST: Steps(warns=14, passes=0, tells=-1),
}
"""With seven days for thanks: a warning on day 5, the next in turn on day 7, a supervisor on day 8."""


def warns_before(kind: Clock, span: timedelta) -> timedelta:
    """Give how long before its last day something is warned of that is owed within so many days.

    In proportion to the span, as day 5 is to 7; and never longer before than on sealed channels.
    """
    return timedelta(days=min(STEPS[kind].warns, max(1, span.days * 2 // ACKNOWLEDGE_DAYS)))


LAST_DAYS = 30
"""How long the last reader has to read or decide, once a report's time of keeping has ended."""


@dataclass(frozen=True, slots=True)
class Written:
    """One sheet: which kind, its number, who wrote it (public id), on which day, and what stands on it."""

    kind: Sheet
    number: int
    by: str
    day: date
    held: dict[str, str]

    @property
    def choices(self) -> list[str]:
        """What was chosen on it, as people read it."""
        labels = {
            "risk": dict(Risk.choices),
            "weight": dict(Weight.choices),
            "outcome": dict(Outcome.choices),
            "lifted": {"1": _("lifted")},
        }
        return [str(words.get(self.held[name], "")) for name, words in labels.items() if name in self.held]


class Purpose(StrEnum):
    """What a summary is for: a matter that people work on, or everybody who wonders about the same."""

    MATTER = ""
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Summary:
    """What may leave a report, as it was proposed, and who agreed to it.

    `said` is what whoever reported answered: empty while they have not, or where readers may not know yet. With `asks`
    it is of a question before acting: then whoever asked agrees, or nobody. For everybody, `title` is the question and
    `text` the answer, both cleaned; `at` is what bears them (its public id), once they were shared.
    """

    number: int
    purpose: Purpose
    title: str
    text: str
    remedy: str
    asks: bool
    day: date
    said: str
    why: str
    proposed_by: str
    agreed_by: str
    carried: bool
    at: str = ""
    stands: bool = False
    """True while everybody may read what was shared of it."""

    @property
    def for_everybody(self) -> bool:
        """True where it is a question and its answer, for everybody."""
        return self.purpose == Purpose.EVERYBODY

    @property
    def agreed(self) -> bool:
        """True once whoever reported agreed; or a second reader could, did, and whoever reported has not objected."""
        return self.said == "yes" or (bool(self.agreed_by) and self.said != "no" and not self.asks)

    @property
    def whole(self) -> str:
        """The text of the matter, with the remedy that was proposed, if it goes along."""
        credit = _("Proposed by whoever spoke up: %(remedy)s") % {"remedy": self.remedy} if self.remedy else ""
        return "\n\n".join(part for part in (self.text, str(credit)) if part)


OPEN_QUESTIONS = (
    _("Thank you. What did you see before that, and what after?"),
    _("Who else could tell us about it, without knowing that you did?"),
    _("What would have to happen for you to feel safe while we look into it?"),
    _("Is it still going on? How would we notice?"),
    _("What have we not asked that you would have asked?"),
    _("Where could we look, so that what we find does not point to you?"),
)


def open_questions(language: str) -> list[str]:
    """Give open questions to begin a message with, in this language, or the house's where it is empty.

    Whoever writes makes them their own.
    """
    with translation.override(language or settings.LANGUAGE_CODE):
        return [str(question) for question in OPEN_QUESTIONS]
