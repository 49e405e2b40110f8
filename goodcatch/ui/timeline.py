"""Draws a timeline to scale, once across (desk) and once upright (phone): numbers for a template to set as SVG."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext as _

WIDE, TALL = 720, 340
"""Width of the drawing across, and of the upright one, in units of about a pixel."""

_LETTER = 7.2
"""Width of a letter of the labels, on the wide side."""
_LANE = 20
_EDGE = 20
_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 43200, 129600, 525600]
"""Minutes between two marks of the scale, of which the first that gives at most six is taken."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry: when, in how many words; a decision may have alternatives. `note` stands in the table alone."""

    at: datetime
    words: str
    note: str = ""
    decision: bool = False
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """Words at a place."""

    x: float
    y: float
    words: str
    anchor: str = ""
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """An entry on the line; a decision is a diamond."""

    x: float
    y: float
    decision: bool = False

    @property
    def left(self) -> float:
        """Left edge of the diamond's square."""
        return self.x - 8

    @property
    def top(self) -> float:
        """Top edge of the diamond's square."""
        return self.y - 8


@dataclass(frozen=True, slots=True)
class Line:
    """A path; `look` is its class."""

    path: str
    look: str


@dataclass(slots=True)
class Drawing:
    """One drawing: `way` is across or upright."""

    way: str
    width: float
    height: float = 0
    lines: list[Line] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scale:
    """Where an instant lies between the first and the last, from 0 to 1, and the marks worth writing."""

    first: datetime
    last: datetime
    by_day: bool

    def share(self, at: datetime) -> float:
        """Give the place of an instant, from 0 to 1."""
        whole = (self.last - self.first).total_seconds()
        return (at - self.first).total_seconds() / whole if whole else 0.5

    def marks(self) -> list[tuple[float, str]]:
        """Give at most seven round instants with their words, in the reader's zone."""
        minutes = (self.last - self.first).total_seconds() / 60
        least = 1440 if self.by_day else 1
        step = next((s for s in _STEPS if s >= least and minutes / s <= 6), _STEPS[-1])
        start = timezone.localtime(self.first)
        base = start.replace(hour=0, minute=0, second=0, microsecond=0)
        passed = (start - base).total_seconds() / 60
        mark = base + timedelta(minutes=-(-passed // step) * step)
        found: list[tuple[float, str]] = []
        while mark.astimezone(UTC) <= self.last and len(found) < 8:
            found.append((self.share(mark), self._words(mark, step)))
            mark += timedelta(minutes=step)
        return found

    def _words(self, mark: datetime, step: int) -> str:
        pattern = "j M" if step >= 1440 else "H:i"
        return formats.date_format(mark, pattern if step < 43200 else "M Y")


def draw(happenings: Sequence[Happening], *, by_day: bool = False) -> list[Drawing]:
    """Draw the entries across and upright. `by_day` keeps minutes out, for readers of wider circles."""
    rows = sorted(happenings, key=lambda h: h.at)
    if not rows:
        return []
    scale = Scale(rows[0].at, rows[-1].at, by_day)
    return [_across(rows, scale), _upright(rows, scale)]


def table(happenings: Sequence[Happening], *, by_day: bool = False) -> list[list[str]]:
    """Give the same entries as rows: when, what, remark."""
    return [
        [
            formats.date_format(timezone.localtime(h.at), "j F Y" if by_day else "j F Y, H:i"),
            h.words,
            " · ".join([h.note] * bool(h.note) + [_("alternative: %s") % a for a in h.alternatives]),
        ]
        for h in sorted(happenings, key=lambda h: h.at)
    ]


def _across(rows: list[Happening], scale: Scale) -> Drawing:
    drawing = Drawing("across", WIDE)
    above, below = _Lanes(), _Lanes()
    placed: list[tuple[float, Happening, _Lanes, int]] = []
    others: list[tuple[float, str, int]] = []
    for number, row in enumerate(rows):
        x = _EDGE + scale.share(row.at) * (WIDE - 2 * _EDGE)
        side = above if number % 2 == 0 else below
        placed.append((x, row, side, side.take(*_span(x, row.words))))
    for x, row, _side, _lane in placed:
        others += [(x, words, above.take(*_aside(x, words))) for words in _alternatives(row)]
    line = above.count * _LANE + 2 * _LANE
    drawing.height = line + below.count * _LANE + 2.6 * _LANE
    drawing.lines.append(Line(f"M{_EDGE} {line:.1f}H{WIDE - _EDGE}", "axis"))
    for x, row, side, lane in placed:
        y = line - (lane + 1.4) * _LANE if side is above else line + (lane + 1.9) * _LANE
        drawing.lines.append(Line(f"M{x:.1f} {line:.1f}V{y + (4 if side is above else -12):.1f}", "lead-line"))
        drawing.texts.append(_set(x, y, row.words))
        drawing.dots.append(Dot(round(x, 1), round(line, 1), row.decision))
    for x, words, lane in others:
        _branch(drawing, x, line, line - (lane + 1.4) * _LANE, words)
    drawing.dots.sort(key=lambda dot: dot.decision)  # a diamond lies above the dots it shares a place with
    foot = drawing.height - 6
    for share, words in scale.marks():
        x = _EDGE + share * (WIDE - 2 * _EDGE)
        drawing.lines.append(Line(f"M{x:.1f} {line - 4:.1f}v8", "axis"))
        drawing.texts.append(_set(x, foot, words, soft=True))
    return drawing


class _Lanes:
    """Rows of labels on one side of the line; a label takes the nearest row in which it has room."""

    def __init__(self) -> None:
        self._taken: list[list[tuple[float, float]]] = []

    @property
    def count(self) -> int:
        return len(self._taken)

    def take(self, left: float, right: float) -> int:
        for lane, spans in enumerate(self._taken):
            if all(right < a or left > b for a, b in spans):
                spans.append((left, right))
                return lane
        self._taken.append([(left, right)])
        return len(self._taken) - 1


def _alternatives(row: Happening) -> list[str]:
    return [_("alternative: %s") % words for words in row.alternatives]


def _short(words: str, letters: int) -> str:
    return textwrap.shorten(words, letters, placeholder="…")


def _span(x: float, words: str) -> tuple[float, float]:
    wide = len(_short(words, 40)) * _LETTER + 12
    left = min(max(x - wide / 2, 0), WIDE - wide)
    return left, left + wide


def _set(x: float, y: float, words: str, *, soft: bool = False) -> Text:
    left, right = _span(x, words)
    return Text(round((left + right) / 2, 1), round(y, 1), _short(words, 40), "middle", soft)


def _aside(x: float, words: str) -> tuple[float, float]:
    """Give the span of a label that stands beside a dashed line: to its right, or left where there is no room."""
    wide = len(_short(words, 40)) * _LETTER
    return (x, x + 22 + wide) if x + 22 + wide <= WIDE else (x - 22 - wide, x)


def _branch(drawing: Drawing, x: float, line: float, y: float, words: str) -> None:
    way = 1 if _aside(x, words)[0] >= x else -1
    drawing.lines.append(
        Line(f"M{x:.1f} {line:.1f}C{x:.1f} {y:.1f} {x:.1f} {y - 4:.1f} {x + 18 * way:.1f} {y - 4:.1f}", "other")
    )
    anchor = "" if way > 0 else "end"
    drawing.texts.append(Text(round(x + 22 * way, 1), round(y, 1), _short(words, 40), anchor, soft=True))


def _upright(rows: list[Happening], scale: Scale) -> Drawing:
    drawing = Drawing("upright", TALL)
    blocks = [_block(row) for row in rows]
    heights = [18 * len(block) + 14 for block in blocks]
    start, length, line = 24.0, max(240.0, 1.15 * sum(heights)), 58
    drawing.height = round(start + length + max(heights[-1], 24), 1)
    drawing.lines.append(Line(f"M{line} {start:.1f}v{length:.1f}", "axis"))
    dots = [start + scale.share(row.at) * length for row in rows]
    for row, at, y, block in zip(rows, dots, _spread(dots, heights, start + length), blocks, strict=True):
        drawing.lines.append(Line(f"M{line} {at:.1f}L{line + 22} {y:.1f}", "lead-line"))
        drawing.dots.append(Dot(line, round(at, 1), row.decision))
        for number, (words, soft) in enumerate(block):
            drawing.texts.append(Text(line + 28, round(y + 5 + 18 * number, 1), words, "", soft))
    drawing.dots.sort(key=lambda dot: dot.decision)
    for share, words in scale.marks():
        y = start + share * length
        drawing.lines.append(Line(f"M{line - 4} {y:.1f}h8", "axis"))
        drawing.texts.append(Text(line - 12, round(y + 5, 1), words, "end", soft=True))
    return drawing


def _spread(wanted: list[float], heights: list[int], end: float) -> list[float]:
    """Give places near the wanted ones at which labels of these heights do not touch; the last begins by `end`."""
    places: list[float] = []
    free = wanted[0]
    for at, height in zip(wanted, heights, strict=True):
        places.append(max(at, free))
        free = places[-1] + height
    limit = end
    for number in range(len(places) - 1, -1, -1):
        places[number] = min(places[number], limit)
        limit = places[number] - heights[number - 1]
    return places


def _block(row: Happening) -> list[tuple[str, bool]]:
    """Give the lines of an upright label, and whether each is a soft one."""
    own = [(words, False) for words in textwrap.wrap(_short(row.words, 96), 32)]
    return own + [(part, True) for words in _alternatives(row) for part in textwrap.wrap(_short(words, 96), 32)]
