"""Words of minutes: what somebody told a reader, who wrote it down; they correct it and sign it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodcatch.standards.terms import Way

LONGEST_AGO = timedelta(days=366)
"""How long before it is written down something may have been told; its clocks run from that day."""


class Step(models.TextChoices):
    """What whoever told it did with the minutes; on an open channel also that their paper was printed again."""

    PRINTED = "printed", _("another receipt was printed")
    SEEN = "seen", _("seen")
    CORRECTED = "corrected", _("corrected")
    AGREED = "agreed", _("agreed: this is what I said")


@dataclass(frozen=True, slots=True)
class Minutes:
    """How something was told and written down, as it lies beside what was told. `by` is who wrote (public id).

    On an open channel `by` is empty where whoever told it gave no name: then only the role of who wrote is kept.
    """

    by: str
    way: str
    told_on: date
    written_on: date
    language: str
    agreed: bool

    @property
    def way_name(self) -> str:
        """How it was told, as people read it."""
        return str(Way(self.way).label)

    def to_bytes(self) -> bytes:
        """Give it as JSON."""
        days = {"told_on": self.told_on.isoformat(), "written_on": self.written_on.isoformat()}
        return json.dumps({**asdict(self), **days}, sort_keys=True, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Minutes:
        """Read what `to_bytes` gave."""
        held = json.loads(raw)
        return cls(**{**held, **{name: date.fromisoformat(held[name]) for name in ("told_on", "written_on")}})


@dataclass(frozen=True, slots=True)
class Done:
    """One step of whoever told it; `message` is the number of the message that goes with it, 0 where there is none."""

    step: Step
    day: date
    message: int = 0

    def to_bytes(self) -> bytes:
        """Give it as JSON."""
        return json.dumps({"step": self.step, "day": self.day.isoformat(), "message": self.message}).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Done:
        """Read what `to_bytes` gave."""
        held = json.loads(raw)
        return cls(Step(held["step"]), date.fromisoformat(held["day"]), held["message"])


@dataclass(frozen=True, slots=True)
class Standing:
    """Minutes as a viewer may see them: who wrote them, and what whoever told it has done with them so far.

    `writer` is a name, or a role where no name is kept. `corrections` are their own words beside the writer's, oldest
    first.
    """

    minutes: Minutes
    writer: str
    language_name: str
    done: tuple[Done, ...]
    corrections: tuple[tuple[date, str], ...]

    @property
    def state(self) -> str:
        """Where they stand, as people read it: not yet seen, seen, corrected, agreed."""
        last = self._last
        return str(last.step.label) if last else str(_("not yet seen by whoever told it"))

    @property
    def state_on(self) -> date | None:
        """The day of the step that the state tells of."""
        last = self._last
        return last.day if last else None

    @property
    def printed_on(self) -> list[date]:
        """The days on which another receipt was printed, on an open channel."""
        return [each.day for each in self.done if each.step == Step.PRINTED]

    @property
    def is_untouched(self) -> bool:
        """True while nothing shows that the printed receipt was ever used."""
        return self._last is None

    @property
    def _last(self) -> Done | None:
        """The furthest that whoever told it has come, the last time they did it."""
        order = list(Step)
        theirs = [each for each in self.done if each.step != Step.PRINTED]
        return max(reversed(theirs), key=lambda each: order.index(each.step), default=None)

    @property
    def is_agreed(self) -> bool:
        """True once whoever told it has signed."""
        return any(each.step == Step.AGREED for each in self.done)

    @property
    def taken_over_on(self) -> date | None:
        """The day on which the printed receipt was changed for another one."""
        return next((each.day for each in self.done if each.step == Step.SEEN), None)
