"""The wording check beside the editor: questions about what is written, never a verdict, kept nowhere.

It is asked for texts of reviews alone, by those who write them; nothing is stored, counted or shown to others
(REVIEW-6; science.md 8, 'Tone rule').
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goodcatch_wording import check


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a phrase."""

    phrase: str
    asks: str


MOST = 5
"""Questions beside one text: more would be a marking of homework."""


def questions(texts: Iterable[str]) -> list[Question]:
    """Give at most MOST questions about these texts, in their order, each phrase once."""
    found: dict[str, Question] = {}
    for text in texts:
        for finding in check(text):
            phrase = text[finding.start : finding.end]
            found.setdefault(phrase.casefold(), Question(phrase, finding.suggestion))
        if len(found) >= MOST:
            break
    return list(found.values())[:MOST]
