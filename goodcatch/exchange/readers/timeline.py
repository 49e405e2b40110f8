"""Timelines: lists, tables, headings or paragraphs, each entry with its time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from goodcatch.exchange.readers import zones
from goodcatch.exchange.readers.blocks import Block, Shape, dedented, structural
from goodcatch.exchange.readers.dating import Clock
from goodcatch.exchange.readers.dividing import Division
from goodcatch.exchange.readers.document import (
    Kind,
    Paragraph,
    Part,
    Span,
    Structure,
    TimelineEntry,
)
from goodcatch.exchange.readers.headings import words_of
from goodcatch.exchange.readers.moments import DATE, Moment, lead
from goodcatch.exchange.readers.tables import Row, Table, table_of

_TIME_COLUMNS = frozenset("time times date day when timestamp datetime at utc gmt cet cest pst pdt est edt".split())
_ABOUT_TIMES = re.compile(r"\b(?:all times|times? (?:are|is|in|given)|time ?zone)\b", re.IGNORECASE)
_IMAGE_ONLY = re.compile(r"\s*!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)\s*\Z")
_LISTED = re.compile(r"(?:[-*+]|\d+[.)])\s|\|")
_LONGEST_NOTE = 25


@dataclass(slots=True)
class TimelineReader:
    """Reads the entries of one text's timeline; the clock runs on from part to part."""

    lines: Sequence[str]
    clock: Clock
    day_first: bool

    def moment(self, words: str) -> Moment | None:
        """Return the time that the words begin with, or None."""
        return lead(words, day_first=self.day_first)

    def timed(self, block: Block) -> bool:
        """Return whether a list or table is a timeline by what its rows begin with."""
        if block.shape is Shape.LIST:
            starts = [self.moment(item.text) for item in block.children]
        elif block.shape is Shape.TABLE:
            table = table_of(block, self.lines)
            columns = self._time_columns(table)
            starts = [self.moment(_joined(row, columns)) for row in table.rows] if columns else []
        else:
            return False
        hits = sum(1 for m in starts if m and (m.has_time or m.has_date) and not m.sentence)
        return hits >= 2 and hits * 10 >= len(starts) * 6

    def read(self, division: Division) -> Iterator[Part]:
        """Yield the parts of a division that is (part of) a timeline."""
        if division.moment and division.heading:
            yield from self._under_heading(division, division.heading, division.moment)
            return
        self.clock.hear(division.title, self.day_first)
        yield from self.blocks(division.blocks, division.path)

    def _under_heading(self, division: Division, heading: Block, moment: Moment) -> Iterator[Part]:
        holds_others = not division.blocks or any(self._starts_entries(b) for b in division.blocks)
        if moment.has_date and not moment.has_time and not moment.rest and holds_others:
            self.clock.turn_to(moment)
            yield Structure(kind=Kind.DATE_NOTE, text=heading.text, span=heading.span, path=division.path[:-1])
            yield from self.blocks(division.blocks, division.path)
            return
        end = division.blocks[-1].span.end if division.blocks else heading.span.end
        body = dedented(self.lines[heading.span.end : end])
        text = "\n\n".join(words for words in (moment.rest, body) if words)
        yield self._entry(moment, text, Span(heading.span.start, end), division.path[:-1])

    def _starts_entries(self, block: Block) -> bool:
        if block.shape is not Shape.PARAGRAPH:
            return self.timed(block)
        moment = self.moment(block.text)
        return bool(moment and moment.has_time)

    def blocks(self, blocks: Sequence[Block], path: tuple[str, ...]) -> Iterator[Part]:
        """Yield the parts of blocks that stand in a timeline, in order."""
        entry: TimelineEntry | None = None
        for index, block in enumerate(blocks):
            later = any(self._starts_entries(b) for b in blocks[index + 1 : index + 51])
            for part in self._block(block, path, entry is not None):
                if isinstance(part, TimelineEntry):
                    if entry:
                        yield entry
                    entry = part
                    continue
                joins = part.kind is Kind.UNPLACED and block.shape is not Shape.TABLE
                if entry and joins and self._belongs(block, entry, later):
                    entry = self._extended(entry, part)
                    continue
                if entry:
                    yield entry
                    entry = None
                yield part
        if entry:
            yield entry

    def _belongs(self, block: Block, entry: TimelineEntry, later: bool) -> bool:
        """Return whether a block without a time goes on telling the entry before it."""
        between = self.lines[entry.span.end : block.span.start - 1]
        if any(line.strip() for line in between):
            return False
        if block.shape is Shape.CODE:
            return True
        listed = _LISTED.match(self.lines[entry.span.start - 1].lstrip(" \t>"))
        if block.shape is Shape.LIST:
            return not listed
        if block.shape is not Shape.PARAGRAPH or _IMAGE_ONLY.match(block.text):
            return False
        return later or not listed

    def _extended(self, entry: TimelineEntry, part: Part) -> TimelineEntry:
        words = "\n\n".join(text for text in (entry.text, part.text) if text)
        return replace(entry, text=words, span=Span(entry.span.start, part.span.end))

    def _block(self, block: Block, path: tuple[str, ...], begun: bool) -> Iterator[Part]:
        if block.shape is Shape.LIST:
            yield from self._list(block, path)
        elif block.shape is Shape.TABLE:
            yield from self._table(block, path)
        elif block.shape is Shape.PARAGRAPH:
            yield from self._paragraph(block, path, begun)
        elif kind := structural(block):
            yield Structure(kind=kind, text=block.text, span=block.span, path=path)
        else:
            yield Paragraph(kind=Kind.UNPLACED, text=block.text, span=block.span, path=path)

    def _list(self, block: Block, path: tuple[str, ...]) -> Iterator[Part]:
        moments = [self.moment(item.text) or self._closing(item.text) for item in block.children]
        days = [child for item in block.children for child in item.children[1:]]
        if not any(moments) and not any(self._starts_entries(block) for block in days):
            yield Paragraph(kind=Kind.UNPLACED, text=block.text, span=block.span, path=path)
            return
        for item, moment in zip(block.children, moments, strict=True):
            nested = [child for child in item.children if child.shape is Shape.LIST]
            holds = any(self.timed(child) or self._starts_with_time(child) for child in nested)
            if holds and (moment is None or not moment.has_time):
                yield from self._carrier(item, moment, path)
            elif moment:
                yield self._entry(moment, moment.rest, item.span, path)
            elif item.text.strip():
                yield self._without_time(item, path, any(moments))

    def _closing(self, words: str) -> Moment | None:
        """Return the date and time that a line ends with: 'First detected: 2023-09-18 13:42'."""
        line = words.split("\n", maxsplit=1)[0][:300]
        for match in DATE.finditer(line):
            moment = self.moment(line[match.start() :])
            if moment and moment.has_date and not moment.rest.strip(" .)*_"):
                moment.rest = words
                return moment
        return None

    def _starts_with_time(self, block: Block) -> bool:
        moments = [self.moment(item.text) for item in block.children]
        return bool(moments) and all(m and m.has_time for m in moments)

    def _without_time(self, item: Block, path: tuple[str, ...], others: bool) -> Part:
        if others:
            return TimelineEntry(
                kind=Kind.TIMELINE, text=item.text, span=item.span, path=path,
                as_written="", occurred=None,
            )  # fmt: skip
        return Paragraph(kind=Kind.UNPLACED, text=item.text, span=item.span, path=path)

    def _carrier(self, item: Block, moment: Moment | None, path: tuple[str, ...]) -> Iterator[Part]:
        """Yield a day's entries, nested below an item that says which day it is."""
        head = item.children[0]
        if moment:
            self.clock.turn_to(moment)
        if head.shape is not Shape.LIST:
            yield Structure(kind=Kind.DATE_NOTE, text=head.text, span=head.span, path=path)
        yield from self.blocks(item.children[head.shape is not Shape.LIST :], path)

    def _table(self, block: Block, path: tuple[str, ...]) -> Iterator[Part]:
        table = table_of(block, self.lines)
        columns = self._time_columns(table)
        if not columns:
            yield Paragraph(kind=Kind.UNPLACED, text=block.text, span=block.span, path=path)
            return
        self.clock.hear(" ".join(table.head[column] for column in columns), self.day_first)
        yield Structure(kind=Kind.TABLE_HEAD, text=" | ".join(table.head), span=table.head_span, path=path)
        for row in table.rows:
            yield self._row(row, columns, path)

    def _row(self, row: Row, columns: list[int], path: tuple[str, ...]) -> Part:
        written = _joined(row, columns)
        others = [cell for i, cell in enumerate(row.cells) if i not in columns and cell]
        moment = self.moment(written) or Moment(as_written=written)
        if moment.rest:
            others.insert(0, moment.rest)
        entry = self._entry(moment, " | ".join(others), Span(row.line, row.line), path)
        return replace(entry, as_written=moment.as_written)

    def _time_columns(self, table: Table) -> list[int]:
        named = [
            index
            for index, cell in enumerate(table.head)
            if not _TIME_COLUMNS.isdisjoint(words_of(cell)) or "time" in cell.lower()
        ]
        if named and len(named) < max(2, len(table.head)):
            return named[:3]
        first = [self.moment(row.cells[0]) for row in table.rows if row.cells]
        return [0] if first and sum(1 for m in first if m) * 2 >= len(first) else []

    def _paragraph(self, block: Block, path: tuple[str, ...], begun: bool) -> Iterator[Part]:
        lines = block.text.split("\n")
        whole = self.moment(block.text)
        dated = whole is not None and (whole.has_time or whole.minutes_after_start is not None)
        if not dated and self._is_note(block.text):
            self.clock.hear(block.text, self.day_first)
            yield Structure(kind=Kind.ZONE_NOTE, text=block.text, span=block.span, path=path)
            return
        if self._is_day(whole, lines) and whole:
            self.clock.turn_to(whole)
            yield Structure(kind=Kind.DATE_NOTE, text=block.text, span=block.span, path=path)
            return
        if len(lines) != block.span.end - block.span.start + 1:
            lines = [block.text]
        starts = [n for n, line in enumerate(lines) if self._starts(line, n, begun)]
        if not starts or starts[0] > 0:
            before = "\n".join(lines[: starts[0] if starts else len(lines)])
            end = block.span.start + starts[0] - 1 if starts else block.span.end
            span = Span(block.span.start, end)
            yield Paragraph(kind=Kind.UNPLACED, text=before, span=span, path=path)
        for start, end in pairwise([*starts, len(lines)]):
            words = dedented([lines[start].strip(), *(ln.strip() for ln in lines[start + 1 : end])])
            moment = self.moment(words)
            last = block.span.end if end == len(lines) else block.span.start + end - 1
            if moment:
                span = Span(block.span.start + start, last)
                yield self._entry(moment, moment.rest, span, path)

    def _starts(self, line: str, number: int, begun: bool) -> bool:
        moment = self.moment(line)
        if moment is None:
            return False
        if number == 0:
            return not (begun and moment.sentence and not moment.has_time)
        return not moment.sentence and (moment.separated or (moment.has_date and moment.has_time))

    def _is_note(self, words: str) -> bool:
        short = len(words.split()) <= _LONGEST_NOTE
        return (
            short
            and bool(_ABOUT_TIMES.search(words))
            and (zones.first_in(words) is not None or len(words.split()) <= 12)
        )

    def _is_day(self, moment: Moment | None, lines: list[str]) -> bool:
        if moment is None or moment.has_time or not moment.has_date or len(lines) > 1:
            return False
        return not any(character.isalnum() for character in moment.rest)

    def _entry(self, moment: Moment, text: str, span: Span, path: tuple[str, ...]) -> TimelineEntry:
        return TimelineEntry(
            kind=Kind.TIMELINE,
            text=text,
            span=span,
            path=path,
            as_written=moment.as_written,
            occurred=self.clock.occurred(moment),
            minutes_after_start=moment.minutes_after_start,
        )


def _joined(row: Row, columns: list[int]) -> str:
    return " ".join(row.cells[i] for i in columns if i < len(row.cells) and row.cells[i])
