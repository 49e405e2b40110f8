"""Words of sealed channels: how somebody is known, what is told, how it ended for them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from goodcatch.files.terms import About
from goodcatch.reports.terms.reports import Kind
from goodcatch.reports.terms.retaliation import Harm


class Known(models.TextChoices):
    """How whoever speaks up wants to be known."""

    NO = "no", _("No")
    HANDLERS = "handlers", _("Only to those who handle it")
    APART = "apart", _("Kept apart, for an emergency")


class Said(models.TextChoices):
    """An answer to one of the three questions at closing."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


DRAFTS_LAST = timedelta(days=30)
"""For how long after its last saving a draft is kept."""
FEWEST_VOICES = 5
"""Answers at closing below which nothing of them is shown (words.md, Numbers: means from 5)."""


def quarter_of(day: date) -> str:
    """Name the quarter of a day, as '2026-Q4'."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def next_quarter(day: date) -> date:
    """Give the first day of the quarter after that of a day."""
    month = (day.month + 2) // 3 * 3 + 1
    return date(day.year + month // 13, month % 12, 1)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one of the channel's own questions, with the question as it was asked."""

    asked: str
    text: str

    def to_text(self) -> str:
        """Give it as one text, for the words of an open report."""
        return json.dumps([self.asked, self.text], ensure_ascii=False)

    @classmethod
    def from_text(cls, raw: str) -> Answer:
        """Read what `to_text` gave."""
        asked, text = json.loads(raw)
        return cls(asked, text)


@dataclass(frozen=True, slots=True)
class WordsTold:
    """Everything that somebody tells on a sealed channel, as it is sealed.

    `follows` is the report because of which something happened to them since: then it tells of retaliation, and
    `harms` says in which forms.
    """

    asks: bool = False
    danger: bool = False
    kind: str = ""
    happened: str = ""
    where: str = ""
    place: str = ""
    concerned: str = ""
    remedy: str = ""
    known: str = ""
    name: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    salt: str = ""
    follows: str = ""
    harms: list[str] = field(default_factory=list)

    @property
    def harm_names(self) -> list[str]:
        """The forms of retaliation that it tells of, as people read them."""
        return [str(Harm(harm).label) for harm in self.harms]

    @property
    def kind_name(self) -> str:
        """What kind of thing it is, as people read it."""
        if self.asks:
            return _now("A question before acting")
        if self.follows:
            return _now("Retaliation for speaking up")
        return str(Kind(self.kind).label) if self.kind else ""

    def to_bytes(self) -> bytes:
        """Give it as canonical JSON: the same, byte by byte, for the same words."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> WordsTold:
        """Read what `to_bytes` gave."""
        held = json.loads(raw)
        answers = {name: Answer(**each) for name, each in held.pop("answers").items()}
        return cls(**held, answers=answers)


@dataclass(frozen=True, slots=True)
class Unsent:
    """A draft: what is told so far, and what goes with it and never into its words.

    `check_in` is the question of a protection plan that sending it answers.
    """

    told: WordsTold = field(default_factory=WordsTold)
    identity: str = ""
    leave_off: tuple[str, ...] = ()
    answers: dict[str, str] = field(default_factory=dict)
    files: tuple[About, ...] = ()
    check_in: str = ""

    def to_bytes(self) -> bytes:
        """Give it as JSON."""
        held = {
            "identity": self.identity,
            "leave_off": list(self.leave_off),
            "answers": self.answers,
            "check_in": self.check_in,
            "files": [each.to_bytes().decode() for each in self.files],
            "told": self.told.to_bytes().decode(),
        }
        return json.dumps(held, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Unsent:
        """Read what `to_bytes` gave."""
        held = json.loads(raw)
        told = WordsTold.from_bytes(held["told"].encode())
        files = tuple(About.from_bytes(each.encode()) for each in held["files"])
        return cls(told, held["identity"], tuple(held["leave_off"]), held["answers"], files, held["check_in"])

    def at(self, place: str) -> Unsent:
        """Give the same, told at this place."""
        return replace(self, told=replace(self.told, place=place)) if place else self
