"""The blocks of a Markdown text, each with the lines it stands on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from markdown_it import MarkdownIt
from markdown_it.token import Token

from goodcatch.exchange.readers.document import Kind, Span


class Shape(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    ITEM = "item"
    TABLE = "table"
    CODE = "code"
    HTML = "html"
    QUOTE = "quote"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Block:
    """A block with its words, without the marks that made it one."""

    shape: Shape
    span: Span
    text: str
    level: int = 0
    children: tuple[Block, ...] = ()


_OPENS = {
    "heading_open": Shape.HEADING,
    "paragraph_open": Shape.PARAGRAPH,
    "bullet_list_open": Shape.LIST,
    "ordered_list_open": Shape.LIST,
    "list_item_open": Shape.ITEM,
    "table_open": Shape.TABLE,
    "blockquote_open": Shape.QUOTE,
}
_SINGLE = {
    "fence": Shape.CODE,
    "code_block": Shape.CODE,
    "html_block": Shape.HTML,
    "hr": Shape.RULE,
}
_MARKER = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)")
_QUOTE_MARKS = re.compile(r"[ \t]*(?:>[ \t]?)+")
_HEADING_MARKS = re.compile(r"^[ \t>]*#{1,6}(?:[ \t]+|$)|[ \t]+#+[ \t]*$")
_UNDERLINE = re.compile(r"^[ \t>]*(?:=+|-+)[ \t]*$")
# A longer 'heading' is a paragraph that a stray rule under it turned into one.
_LONGEST_HEADING = 300


def parse(lines: Sequence[str]) -> tuple[Block, ...]:
    """Return the top-level blocks of a text, lists and quotes with their children.

    Only block structure is parsed: no words are interpreted, so this takes linear time.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table")
    parser.core.ruler.disable(["inline", "text_join"])
    builder = _Builder(lines)
    return builder.build(parser.parse("\n".join(lines)))


class _Builder:
    """Turns the flat run of tokens into a tree."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines

    def build(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        stack: list[tuple[Token, list[Block]]] = []
        top: list[Block] = []
        for token in tokens:
            here = stack[-1][1] if stack else top
            if token.nesting == 1:
                stack.append((token, []))
            elif token.nesting == -1:
                opened, children = stack.pop()
                outer = stack[-1][1] if stack else top
                block = self._close(opened, tuple(children))
                if block:
                    outer.append(block)
            elif token.type in _SINGLE and (span := self._span(token)):
                here.append(Block(_SINGLE[token.type], span, self._raw(span)))
        return tuple(top)

    def _close(self, token: Token, children: tuple[Block, ...]) -> Block | None:
        shape = _OPENS.get(token.type)
        span = self._span(token)
        if shape is None or span is None:
            return None
        if shape is Shape.HEADING:
            return self._heading(token, span)
        if shape is Shape.ITEM:
            return Block(shape, span, item_text(self.lines, span), children=children)
        return Block(shape, span, self._raw(span), children=children)

    def _heading(self, token: Token, span: Span) -> Block:
        raw = [self.lines[number] for number in range(span.start - 1, span.end)]
        if len(raw) > 1 and _UNDERLINE.match(raw[-1]):
            words = "\n".join(line.strip() for line in raw[:-1])
            if len(raw) > 2 or len(words) > _LONGEST_HEADING:
                return Block(Shape.PARAGRAPH, span, self._raw(span))
            return Block(Shape.HEADING, span, words, level=int(token.tag[1:]))
        words = _HEADING_MARKS.sub("", raw[0]).strip()
        return Block(Shape.HEADING, span, words, level=int(token.tag[1:]))

    def _span(self, token: Token) -> Span | None:
        """Return the token's lines without blank ones at either end."""
        if token.map is None:
            return None
        start, end = token.map
        end = min(end, len(self.lines))
        while end > start and not self.lines[end - 1].strip():
            end -= 1
        while start < end and not self.lines[start].strip():
            start += 1
        return Span(start + 1, end) if end > start else None

    def _raw(self, span: Span) -> str:
        return dedented(self.lines[span.start - 1 : span.end])


def dedented(lines: Sequence[str]) -> str:
    """Return lines without the margin that they share."""
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[margin:].rstrip() for line in lines).strip("\n")


def item_text(lines: Sequence[str], span: Span) -> str:
    """Return a list item's words: its lines without the marker and its margin."""
    first = lines[span.start - 1]
    quote = _QUOTE_MARKS.match(first)
    if quote:
        return _quoted_item(lines, span)
    marker = _MARKER.match(first)
    width = marker.end() if marker else 0
    # 'Two markers in one line' keep the second: it belongs to the words of this item.
    rest = [_without_margin(line, width) for line in lines[span.start : span.end]]
    return "\n".join([first[width:].rstrip(), *rest]).strip("\n")


def _quoted_item(lines: Sequence[str], span: Span) -> str:
    inner = [_QUOTE_MARKS.sub("", line, count=1) for line in lines[span.start - 1 : span.end]]
    return item_text(inner, Span(1, len(inner)))


def _without_margin(line: str, width: int) -> str:
    taken = 0
    while taken < width and taken < len(line) and line[taken] in " \t":
        taken += 1
    return line[taken:].rstrip()


_COMMENT = re.compile(r"\s*(?:<!--(?:(?!-->).){0,100000}-->\s*)+\Z", re.DOTALL)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,60}\]:")


def structural(block: Block) -> Kind | None:
    """Return what a rule, comment or footnote is, or None for a block that says something."""
    if block.shape is Shape.RULE:
        return Kind.RULE
    if block.shape is Shape.HTML and _COMMENT.match(block.text):
        return Kind.COMMENT
    if block.shape is Shape.PARAGRAPH and all(map(_FOOTNOTE.match, block.text.split("\n"))):
        return Kind.FOOTNOTE
    return None
