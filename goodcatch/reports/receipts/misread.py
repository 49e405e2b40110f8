"""What was wrong with a receipt as typed: facts, from which the page makes a sentence. Never part of a log."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word that is not in the list: its position from 1, as typed, and listed words near to it."""

    position: int
    typed: str
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Swap:
    """Two neighbours that may have changed places: words (row None) or digits of a row, positions from 1."""

    first: int
    row: int | None = None


class Misread(Exception):
    """A receipt that cannot be read as typed. The message itself says nothing; the fields do.

    `words` or `digits`: how many were found where ten or 42 would be right. `unknown`: words not in the list.
    `rows`: rows of digits (from 1) that cannot be right. `swaps`: neighbours whose change of places would
    explain it. None of these: every part is well formed, but they do not belong together.
    """

    def __init__(
        self,
        *,
        words: int | None = None,
        digits: int | None = None,
        unknown: tuple[UnknownWord, ...] = (),
        rows: tuple[int, ...] = (),
        swaps: tuple[Swap, ...] = (),
    ) -> None:
        super().__init__("a receipt could not be read")
        self.words = words
        self.digits = digits
        self.unknown = unknown
        self.rows = rows
        self.swaps = swaps
