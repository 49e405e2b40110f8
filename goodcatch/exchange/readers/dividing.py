"""A text divided into sections by its headings, and by labels that stand in for headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from goodcatch.exchange.readers.blocks import Block, Shape
from goodcatch.exchange.readers.document import Kind, Span
from goodcatch.exchange.readers.headings import below, reading
from goodcatch.exchange.readers.labels import Label, label_of, names_a_fact
from goodcatch.exchange.readers.moments import Moment, lead

# Deeper than any heading.
LABEL_LEVEL = 7
_ENDS_WITH_ITS_LINE = frozenset({Kind.FIELD, Kind.PEOPLE})
_LABELLED = frozenset({None, Kind.SUMMARY, Kind.FIELD, Kind.IMPACT, Kind.FACTOR, Kind.RESOLUTION})
# So many headings that begin with a time make a timeline, whatever stands above them.
_TIMES_MAKE_A_TIMELINE = 3
_BOLD_ONLY = re.compile(r"\s*(\*\*|__)([^*_\n]{2,80})\1\s*:?\s*\Z")


@dataclass(slots=True)
class Division:
    """A run of blocks under one heading, with the place it is read into."""

    kind: Kind | None
    path: tuple[str, ...] = ()
    level: int = 0
    heading: Block | None = None
    title: str = ""
    moment: Moment | None = None
    kinds: tuple[Kind, ...] = ()
    blocks: list[Block] = field(default_factory=list)
    lead: bool = False


def divide(blocks: Sequence[Block], *, day_first: bool) -> list[Division]:
    """Return the divisions of a text in order; the first holds what stands before any heading."""
    return _Divider(blocks, day_first).run()


class _Divider:
    def __init__(self, blocks: Sequence[Block], day_first: bool) -> None:
        self.blocks = blocks
        self.day_first = day_first
        self.done: list[Division] = [Division(None, lead=True)]
        self.stack: list[Division] = []
        timed = 0
        for block in blocks:
            if block.shape is Shape.HEADING:
                moment = lead(block.text, day_first=day_first)
                timed += bool(moment and (moment.has_time or moment.as_written.count(":")))
        self.timed_headings = timed >= _TIMES_MAKE_A_TIMELINE

    def run(self) -> list[Division]:
        for block in self.blocks:
            here = self.done[-1]
            if block.shape is Shape.HEADING:
                self._heading(block)
            elif not self._labelled_or_bold(block, here):
                self._here().blocks.append(block)
        return self.done

    def _labelled_or_bold(self, block: Block, here: Division) -> bool:
        """Read a block that labels stand in as divisions of its own; False if none do."""
        if here.moment is not None:
            return False
        labelled = here.level == LABEL_LEVEL and here.kind is not Kind.TIMELINE
        if (labelled or here.kind in _LABELLED) and self._labelled(block):
            return True
        return self._bold_heading(block)

    def _here(self) -> Division:
        """Return the division that the next block belongs to; a fact ends with its line."""
        last = self.done[-1]
        if last.level == LABEL_LEVEL and last.kind in _ENDS_WITH_ITS_LINE and last.heading is None:
            above = self.stack[-1] if self.stack else self.done[0]
            self.done.append(Division(above.kind, above.path, above.level, title=above.title, lead=above.lead))
        return self.done[-1]

    def _heading(self, block: Block) -> None:
        level, words = block.level, block.text
        moment = lead(words, day_first=self.day_first)
        in_timeline = self.done[-1].kind is Kind.TIMELINE
        if moment and (in_timeline or self.timed_headings) and not moment.sentence:
            self._moment_heading(block, moment)
            return
        named = reading(words)
        last = self.done[-1]
        if last.moment and last.heading and level > last.heading.level and named is None:
            last.blocks.append(block)
            return
        while self.stack and self.stack[-1].level >= level:
            self.stack.pop()
        above = self.stack[-1] if self.stack else None
        kind = below(above.kind if above else None, named)
        if kind is None and names_a_fact(words):
            kind = Kind.FIELD
        path = (*(above.path if above else ()), words)
        kinds = named.kinds if named and kind in named.kinds else ()
        self._open(Division(kind, path, level, block, words, kinds=kinds))

    def _moment_heading(self, block: Block, moment: Moment) -> None:
        while self.stack and self.stack[-1].moment:
            self.stack.pop()
        while self.stack and self.stack[-1].level >= block.level:
            if self.stack[-1].kind is Kind.TIMELINE:
                break  # '## Feb 21, 13:00' after '## Timeline' is still the timeline
            self.stack.pop()
        above = self.stack[-1] if self.stack else None
        path = (*(above.path if above else ()), block.text)
        level = max(block.level, above.level + 1) if above else block.level
        self._open(Division(Kind.TIMELINE, path, level, block, block.text, moment))

    def _open(self, division: Division) -> None:
        self.stack.append(division)
        self.done.append(division)

    def _bold_heading(self, block: Block) -> bool:
        """Read a bold line of its own, such as '**Timeline**', as a heading."""
        match = _BOLD_ONLY.match(block.text) if block.shape is Shape.PARAGRAPH else None
        named = reading(match[2]) if match else None
        if not match or not named or not named.whole:
            return False
        self._label_division(Label(match[2], "", named.kinds[0], marked=True), block, None)
        return True

    def _labelled(self, block: Block) -> bool:
        """Divide a paragraph or list at the labels it holds; False if it holds none."""
        if block.shape is Shape.PARAGRAPH:
            return self._labelled_paragraph(block)
        if block.shape is Shape.LIST:
            return self._labelled_list(block)
        return False

    def _labelled_paragraph(self, block: Block) -> bool:
        lines = block.text.split("\n")
        if len(lines) != block.span.end - block.span.start + 1:
            return False
        starts = [
            (number, label)
            for number, line in enumerate(lines)
            if (label := self._label(line, last=number == len(lines) - 1))
        ]
        if not starts:
            return False
        if starts[0][0] > 0:
            self._here().blocks.append(_slice(block, lines, 0, starts[0][0]))
        ends = [number for number, _ in starts[1:]] + [len(lines)]
        for (start, label), end in zip(starts, ends, strict=True):
            self._label_run(block, lines, start, end, label)
        return True

    def _label_run(self, block: Block, lines: list[str], start: int, end: int, label: Label) -> None:
        if label.value:
            self._label_division(label, None, _slice(block, lines, start, end))
            return
        self._label_division(label, _slice(block, lines, start, start + 1), None)
        if end > start + 1:
            self.done[-1].blocks.append(_slice(block, lines, start + 1, end))

    def _labelled_list(self, block: Block) -> bool:
        labels = [self._label(item.text.split("\n")[0]) for item in block.children]
        if not any(labels):
            return False
        for item, label in zip(block.children, labels, strict=True):
            alone = Block(Shape.LIST, item.span, item.text, children=(item,))
            nested = [child for child in item.children if child.shape is Shape.LIST]
            if label is None:
                self._here().blocks.append(alone)
            elif nested and not label.value and label.kind is not Kind.FIELD:
                head = item.children[0]
                self._label_division(label, head, None)
                self.done[-1].blocks.extend(item.children[1:])
            else:
                self._label_division(label, None, alone)
        return True

    def _label(self, line: str, *, last: bool = True) -> Label | None:
        """Return a label that leads to another place than the one we are in."""
        label = label_of(line)
        if label is None or label.kind is None or lead(line, day_first=self.day_first):
            return None
        here = self.done[-1]
        if here.kind is None and not here.lead and not label.marked:
            return None  # 'Author:' and 'Date:' of a pasted commit are nobody's labels
        in_summary = here.kind is Kind.SUMMARY and here.level < LABEL_LEVEL
        if label.kind is here.kind and label.kind is not Kind.FIELD and in_summary:
            return None
        return label

    def _label_division(self, label: Label, heading: Block | None, block: Block | None) -> None:
        while self.stack and self.stack[-1].level >= LABEL_LEVEL:
            self.stack.pop()
        above = self.stack[-1] if self.stack else None
        path = (*(above.path if above else ()), label.label)
        title = heading.text if heading else label.label
        division = Division(label.kind, path, LABEL_LEVEL, heading, title)
        if block:
            division.blocks.append(block)
        if heading or label.kind not in _ENDS_WITH_ITS_LINE:
            self.stack.append(division)
        self.done.append(division)


def _slice(block: Block, lines: list[str], start: int, end: int) -> Block:
    first = block.span.start
    return Block(Shape.PARAGRAPH, Span(first + start, first + end - 1), "\n".join(lines[start:end]))
