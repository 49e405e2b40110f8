"""What people said at closing, pooled by quarter: never one answer, never this quarter."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from goodcatch.kernel import clock
from goodcatch.people.queries import Viewer
from goodcatch.reports import rules, terms
from goodcatch.reports.models import Channel, Voice

Shares = tuple[int, int, int]
"""Yes, partly, no."""


@dataclass(frozen=True, slots=True)
class Voices:
    """The answers of one quarter; None where fewer than five answered a question."""

    quarter: str
    answers: int
    heard: Shares | None
    told: Shares | None
    protected: Shares | None


def voices(viewer: Viewer, channel: Channel) -> list[Voices]:
    """Give the answers at closing of earlier quarters, newest first, to those who keep or handle the channel.

    A quarter with fewer than five answers is left out, and so is the present one (words.md, Numbers; P-4).
    """
    if not rules.may_see_channel(viewer, channel):
        return []
    rows = Voice.objects.filter(channel=channel, quarter__lt=terms.quarter_of(clock.today()))
    by_quarter: dict[str, list[Voice]] = {}
    for row in rows.order_by("-quarter"):
        by_quarter.setdefault(row.quarter, []).append(row)
    return [
        Voices(
            quarter,
            len(said),
            _shares([each.heard for each in said]),
            _shares([each.told for each in said]),
            _shares([each.protected for each in said]),
        )
        for quarter, said in by_quarter.items()
        if len(said) >= terms.FEWEST_VOICES
    ]


def _shares(answers: list[str]) -> Shares | None:
    counted = Counter(answer for answer in answers if answer)
    if counted.total() < terms.FEWEST_VOICES:
        return None
    return counted[terms.Said.YES], counted[terms.Said.PARTLY], counted[terms.Said.NO]
