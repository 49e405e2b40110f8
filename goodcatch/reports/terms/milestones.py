"""Words of milestones: what stands beside one, and which ones readers of a sealed report tell themselves."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from goodcatch.reports.terms.reports import Told

LONGEST_BESIDE = 500
"""Characters of the line beside a milestone."""
TOLD_BY_READERS = (
    Told.MADE_SAFE,
    Told.UNDERSTOOD,
    Told.DECIDED,
    Told.REMEDY_TAKEN,
    Told.ACTION_AGREED,
    Told.ACTION_IN_PLACE,
    Told.ACTION_VERIFIED,
    Told.LESSON_SHARED,
)
"""Where a sealed report went: its readers say so, for no room above knows of it."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a milestone; of a sealed report all of it lies sealed, which milestone it is included.

    `told` is empty where the row says it; `promised_on` is the day by which what it tells of is promised; `outcome`
    is what followed, beside an answer.
    """

    words: str = ""
    promised_on: date | None = None
    told: str = ""
    outcome: str = ""

    def to_bytes(self) -> bytes:
        """Give it as JSON."""
        day = self.promised_on.isoformat() if self.promised_on else ""
        held = {"words": self.words, "promised_on": day, "told": self.told, "outcome": self.outcome}
        return json.dumps(held, sort_keys=True, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Beside:
        """Read what `to_bytes` gave."""
        held = json.loads(raw)
        day = held.pop("promised_on")
        return cls(promised_on=date.fromisoformat(day) if day else None, **held)
