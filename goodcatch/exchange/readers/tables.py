"""Tables: their cells, and what their columns hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from goodcatch.exchange.readers.blocks import Block
from goodcatch.exchange.readers.document import Span
from goodcatch.exchange.readers.headings import words_of

_CELL_BORDER = re.compile(r"(?<!\\)\|")
_QUOTE = re.compile(r"^[ \t]*(?:>[ \t]?)*[ \t]*")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table."""

    cells: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table's head, its rows with words in them, and the lines of the head."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    head_span: Span


def table_of(block: Block, lines: Sequence[str]) -> Table:
    """Return the table that a block holds; surplus cells stay with the last column.

    Rows are cut here and not by the Markdown parser, which drops cells beyond the head's.
    """
    start, end = block.span.start, block.span.end
    head = _cells(lines[start - 1], 0)
    rows = tuple(
        Row(cells, number) for number in range(start + 2, end + 1) if any(cells := _cells(lines[number - 1], len(head)))
    )
    return Table(head, rows, Span(start, min(start + 1, end)))


def _cells(line: str, width: int) -> tuple[str, ...]:
    inner = _QUOTE.sub("", line).strip()
    inner = inner.removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    cells = [cell.strip() for cell in _CELL_BORDER.split(inner)]
    if width and len(cells) > width:
        cells = [*cells[: width - 1], " | ".join(cells[width - 1 :])]
    return tuple(cells)


def column(head: Sequence[str], names: frozenset[str]) -> int | None:
    """Return the first column whose head holds one of the names as a whole word."""
    for index, cell in enumerate(head):
        if not names.isdisjoint(words_of(cell)):
            return index
    return None
