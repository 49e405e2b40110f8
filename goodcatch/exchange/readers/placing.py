"""Every line put where it belongs; what finds no place is kept as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from goodcatch.exchange.readers.blocks import Block, Shape, structural
from goodcatch.exchange.readers.dividing import Division
from goodcatch.exchange.readers.document import Field, Kind, Paragraph, Part, Span, Structure
from goodcatch.exchange.readers.items import ItemReader, announces_causes
from goodcatch.exchange.readers.labels import label_of
from goodcatch.exchange.readers.tables import Table, table_of
from goodcatch.exchange.readers.timeline import TimelineReader

_ITEM_KINDS = frozenset(
    {
        Kind.FACTOR, Kind.WENT_WELL, Kind.WENT_BADLY, Kind.LUCKY, Kind.SURPRISED, Kind.LESSON,
        Kind.ACTION,
    }
)  # fmt: skip
_MAY_HOLD_TIMES = frozenset({None, Kind.SUMMARY, Kind.RESOLUTION, Kind.DETECTION, Kind.BACKGROUND})
_REFERENCE = re.compile(r"\s{0,3}\[[^\]\n]{1,300}\]:\s*\S")
_WORD = re.compile(r"[^\W_]|—")
_ANCHOR = re.compile(r"\s*\[[^\]\n]{1,300}\]\(#[^)\n]{0,300}\)")
_LONGEST_FACT = 12


class Placer:
    """Puts the divisions of one text into their places."""

    def __init__(
        self,
        lines: Sequence[str],
        references: Mapping[str, str],
        times: TimelineReader,
    ) -> None:
        self.lines = lines
        self.references = references
        self.times = times

    def place(self, divisions: Sequence[Division]) -> Iterator[Part]:
        """Yield the parts of all divisions in order."""
        for index, division in enumerate(divisions):
            following = divisions[index + 1] if index + 1 < len(divisions) else None
            below = bool(
                following and following.heading
                and following.level > division.level and following.kind is division.kind
            )  # fmt: skip
            if division.heading and not division.moment:
                kind = Kind.LABEL if division.level > 6 else Kind.HEADING
                yield Structure(
                    kind=kind, text=division.heading.text, span=division.heading.span,
                    path=division.path[:-1],
                )  # fmt: skip
            yield from self._division(division, below)

    def _division(self, division: Division, below: bool) -> Iterator[Part]:
        if division.kind is Kind.TIMELINE:
            yield from self.times.read(division)
            return
        kind = division.kind
        if division.lead:
            kind = kind or Kind.SUMMARY  # what stands right under the title tells it in short
        run: list[Block] = []
        for block in division.blocks:
            special = _structure(block, division)
            if special is None and kind in _MAY_HOLD_TIMES and self.times.timed(block):
                special = list(self.times.blocks([block], division.path))
            if special is None:
                run.append(block)
                continue
            yield from self._run(division, kind, run, below)
            run = []
            yield from special
        yield from self._run(division, kind, run, below)

    def _run(self, division: Division, kind: Kind | None, run: Sequence[Block], below: bool) -> Iterator[Part]:
        if not run:
            return
        if kind in _ITEM_KINDS and kind is not None:
            kinds = division.kinds or (kind,)
            reader = ItemReader(self.lines, self.references, kind, kinds, division.path, below)
            yield from reader.read(run)
            return
        causes = False
        for block in run:
            if causes and block.shape is Shape.LIST:
                cause = (Kind.FACTOR,)
                yield from ItemReader(self.lines, self.references, Kind.FACTOR, cause, division.path, False).list(block)
            elif kind is Kind.FIELD:
                yield from self._facts(block, division)
            elif kind is Kind.PEOPLE and block.shape is Shape.LIST:
                for item in block.children:
                    yield from self._words(kind, item, division)
            else:
                yield from self._words(kind or Kind.UNPLACED, block, division)
            causes = announces_causes(block)

    def _words(self, kind: Kind, block: Block, division: Division) -> Iterator[Part]:
        if kind in (Kind.UNPLACED, Kind.SUMMARY) and block.shape is Shape.TABLE:
            table = table_of(block, self.lines)
            if self._is_fact_table(table):
                yield from self._fact_rows(table, division)
                return
        if kind is Kind.SUMMARY and block.shape is Shape.LIST and _is_contents(block):
            kind = Kind.UNPLACED
        if _WORD.search(block.text) or block.shape is Shape.CODE:
            yield Paragraph(kind=kind, text=block.text, span=block.span, path=division.path)

    def _is_fact_table(self, table: Table) -> bool:
        if len(table.head) != 2 or not table.rows:
            return False
        labels = [label_of(f"{row.cells[0].strip('*_ ')}: -") for row in table.rows]
        return sum(1 for label in labels if label and label.kind) * 2 >= len(labels)

    def _fact_rows(self, table: Table, division: Division) -> Iterator[Part]:
        label = label_of(": ".join(cell.strip("*_ ") for cell in table.head[:2]))
        if label and label.kind:
            start = table.head_span.start
            yield Field(
                kind=Kind.FIELD, label=table.head[0].strip("*_ "), text=table.head[1],
                span=Span(start, start), path=division.path,
            )  # fmt: skip
        else:
            yield Structure(
                kind=Kind.TABLE_HEAD, text=" | ".join(table.head), span=table.head_span,
                path=division.path,
            )  # fmt: skip
        for row in table.rows:
            yield Field(
                kind=Kind.FIELD, label=row.cells[0].strip("*_ "), text=" | ".join(row.cells[1:]),
                span=Span(row.line, row.line), path=division.path,
            )  # fmt: skip

    def _facts(self, block: Block, division: Division) -> Iterator[Part]:
        if block.shape is Shape.LIST:
            for item in block.children:
                yield from self._fact(item.text, item.span, division)
        elif block.shape is Shape.TABLE:
            table = table_of(block, self.lines)
            if len(table.head) == 2:
                yield from self._fact_rows(table, division)
            else:
                yield from self._words(Kind.UNPLACED, block, division)
        elif block.shape is Shape.PARAGRAPH:
            yield from self._fact_lines(block, division)
        else:
            yield from self._words(Kind.UNPLACED, block, division)

    def _fact_lines(self, block: Block, division: Division) -> Iterator[Part]:
        lines = block.text.split("\n")
        matching = len(lines) == block.span.end - block.span.start + 1
        if matching and len(lines) > 1 and all(label_of(line, any_fact=True) for line in lines):
            for number, line in enumerate(lines, start=block.span.start):
                yield from self._fact(line, Span(number, number), division)
        else:
            yield from self._fact(block.text, block.span, division)

    def _fact(self, text: str, span: Span, division: Division) -> Iterator[Part]:
        if not _WORD.search(text):
            return
        label = label_of(text, any_fact=True)
        if label and label.kind is Kind.FIELD and len(label.label.split()) <= 6:
            yield Field(kind=Kind.FIELD, label=label.label, text=label.value, span=span, path=division.path)
        elif len(text.split()) <= _LONGEST_FACT and division.heading:
            yield Field(kind=Kind.FIELD, label=division.title, text=text, span=span, path=division.path)
        else:
            yield Paragraph(kind=Kind.UNPLACED, text=text, span=span, path=division.path)


def _structure(block: Block, division: Division) -> list[Part] | None:
    kind = structural(block)
    if kind is None:
        return None
    return [Structure(kind=kind, text=block.text, span=block.span, path=division.path)]


def _is_contents(block: Block) -> bool:
    """Return whether a list is a table of contents: nothing but links into the same text."""
    return all(_ANCHOR.match(item.text) for item in block.children)


def swept(lines: Sequence[str], parts: Iterable[Part]) -> Iterator[Part]:
    """Yield a part for every line with words or marks that no part holds yet.

    A Markdown parser passes over some lines: reference definitions, empty list markers, and
    what is nested too deeply. They are kept, so that nothing is lost whatever the source is.
    """
    held = bytearray(len(lines) + 1)
    for part in parts:
        held[part.span.start : part.span.end + 1] = b"\1" * (part.span.end - part.span.start + 1)
    run: list[int] = []
    kind = Kind.UNPLACED
    for number, line in enumerate(lines, start=1):
        here = None if held[number] or not line.strip() else _passed_over(line)
        if run and (here is not kind or here is Kind.REFERENCE):
            yield _kept(lines, run, kind)
            run = []
        if here is not None:
            kind = here
            run.append(number)
    if run:
        yield _kept(lines, run, kind)


def _passed_over(line: str) -> Kind:
    if _REFERENCE.match(line):
        return Kind.REFERENCE
    return Kind.UNPLACED if _WORD.search(line) else Kind.MARK


def _kept(lines: Sequence[str], run: Sequence[int], kind: Kind) -> Part:
    span = Span(run[0], run[-1])
    text = "\n".join(lines[span.start - 1 : span.end])
    if kind is Kind.UNPLACED:
        return Paragraph(kind=kind, text=text, span=span)
    return Structure(kind=kind, text=text.strip(), span=span)
