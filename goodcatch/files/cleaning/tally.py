"""What is counted on the way through one file, to be said about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from goodcatch.files.cleaning import segments
from goodcatch.files.cleaning.words import Code, Note


@dataclass(slots=True)
class Tally:
    """What was found on the way through one file."""

    counts: dict[Code, int] = field(default_factory=dict)

    def add(self, code: Code, count: int = 1) -> None:
        """Count some more of this."""
        if count:
            self.counts[code] = self.counts.get(code, 0) + count

    def notes(self, order: Iterable[Code]) -> tuple[Note, ...]:
        """Give what was counted, in this order."""
        return tuple(Note(code, self.counts[code]) for code in order if code in self.counts)


def media(body: bytes, tally: Tally) -> bytes:
    """Give a picture inside without its hidden segments; what we cannot look into stays, and is counted."""
    cleaned = segments.without_notes(body)
    if cleaned is None:
        tally.add(Code.MEDIA_STAY)
    return body if cleaned is None else cleaned
