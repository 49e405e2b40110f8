"""Blacking out by range, for a copy of a report that leaves the house: pure functions over texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BLACK = "█████"
"""What stands for everything that is blacked out: always as long, whatever stood there."""
_SENTENCE = re.compile(r"\S.*?(?:[.!?](?=\s)|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Range:
    """From a character up to another, within one text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a report, with a word for what it is; `name` tells it from the others."""

    name: str
    called: str
    text: str

    @property
    def sentences(self) -> list[Range]:
        """The sentences and lines of it, in order."""
        return [Range(found.start(), found.end()) for found in _SENTENCE.finditer(self.text)]

    def said(self, part: Range) -> str:
        """Give the words of a range."""
        return self.text[part.start : part.end]

    def without(self, ranges: Iterable[Range], everywhere: Sequence[str] = ()) -> str:
        """Give the text with these ranges blacked out, and these words wherever they stand, in any case."""
        words = (word.strip() for word in everywhere)
        named = [re.finditer(re.escape(word), self.text, re.IGNORECASE) for word in words if word]
        found = [*ranges, *(Range(each.start(), each.end()) for hits in named for each in hits)]
        pieces, at = [], 0
        for start, end in _joined(found):
            pieces += [self.text[at:start], BLACK]
            at = end
        return "".join([*pieces, self.text[at:]])


def _joined(ranges: Iterable[Range]) -> list[tuple[int, int]]:
    """Join ranges that touch or overlap, so that one stands where it cannot be told how many there were."""
    joined: list[tuple[int, int]] = []
    for each in sorted(ranges, key=lambda one: (one.start, one.end)):
        if joined and each.start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], each.end))
        else:
            joined.append((each.start, each.end))
    return joined
