"""Reads a postmortem in Markdown, as found in the world, into a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from goodcatch.exchange.readers.blocks import Block, Shape, parse
from goodcatch.exchange.readers.dating import Clock, is_day_first, mentions
from goodcatch.exchange.readers.dividing import LABEL_LEVEL, Division, divide
from goodcatch.exchange.readers.document import (
    Document,
    Field,
    Kind,
    Mention,
    Occurred,
    Part,
    Precision,
    Section,
    Span,
    Structure,
    TitleSource,
    Unreadable,
)
from goodcatch.exchange.readers.headings import reading, words_of
from goodcatch.exchange.readers.keys import keyed
from goodcatch.exchange.readers.moments import lead
from goodcatch.exchange.readers.placing import Placer, swept
from goodcatch.exchange.readers.recognising import refuse_others
from goodcatch.exchange.readers.timeline import TimelineReader

# A long postmortem has some 50 kB; this leaves room for logs pasted into one.
LARGEST_SOURCE = 2 * 1024 * 1024

TOO_LARGE = "The file is larger than 2 MiB. Move long logs out of it and try again."
NOTHING_IN_IT = "The file is empty."
NOT_UTF8 = "The file is not UTF-8 text here. Save it as UTF-8 and try again."
NOT_TEXT = "The file holds control characters here, as programs and pictures do. Only text is read."

_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_REFERENCE = re.compile(r"^ {0,3}\[([^\]\n]{1,300})\]:[ \t]*(\S{1,2000})", re.MULTILINE)
_FRONT_LINE = re.compile(r"([A-Za-z][\w -]{0,40}):[ \t]*(.*)\Z")
_NO_TITLE = frozenset(
    "issue name|incident title|title|postmortem|post mortem|incident report|incident|untitled|"
    "incident postmortem|incident post mortem|post incident review|retrospective".split("|")
)
_LONGEST_TITLE = 200
_START_LABELS = re.compile(r"\A(?:incident )?(?:date|dates|day|when|start|started)\b", re.IGNORECASE)


def read(source: bytes, *, name: str = "") -> Document:
    """Return the document that a source's bytes hold.

    The name gives a title and a day only where the words give none. Raises Unreadable for
    what is not text, and NotAPostmortem for text that tells of nothing that happened.
    """
    lines = _lines_of(source)
    document = _document(lines, name)
    refuse_others(document, lines)
    return document


def lines_of(text: str) -> list[str]:
    """Return the lines of a text as they are counted in spans."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _lines_of(source: bytes) -> list[str]:
    if len(source) > LARGEST_SOURCE:
        raise Unreadable(1, TOO_LARGE)
    if not source.strip():
        raise Unreadable(1, NOTHING_IN_IT)
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(source.count(b"\n", 0, error.start) + 1, NOT_UTF8) from None
    control = _CONTROL.search(text)
    if control:
        raise Unreadable(text.count("\n", 0, control.start()) + 1, NOT_TEXT)
    return lines_of(text)


def _document(lines: list[str], name: str) -> Document:
    front, rest = _front_matter(lines)
    blocks = list(parse(rest))
    day_first = is_day_first("\n".join(lines))
    title, origin, heading_parts = _title(blocks, front, name)
    dates = tuple(mentions(_outside_code(lines, blocks), day_first))
    divisions = divide(blocks, day_first=day_first)
    clock = _first_clock(title, front, divisions, dates, name, day_first)
    times = TimelineReader(lines, clock, day_first)
    placer = Placer(lines, _references(lines), times)
    parts: list[Part] = [*front, *heading_parts, *placer.place(divisions)]
    parts.extend(swept(lines, parts))
    parts.sort(key=lambda part: part.span)
    document = Document(
        title=title,
        title_source=origin,
        occurred=None,
        dates=dates,
        sections=_sections(divisions),
        parts=keyed(parts),
    )
    return replace(document, occurred=_occurred(document, day_first))


def _front_matter(lines: list[str]) -> tuple[list[Part], list[str]]:
    """Return the facts before the first line, and the lines with those left blank."""
    if lines[0].strip() != "---":
        return [], lines
    end = next((n for n, ln in enumerate(lines[1:200], 1) if ln.strip() in ("---", "...")), 0)
    if not end or not any(_FRONT_LINE.match(line) for line in lines[1:end]):
        return [], lines
    parts: list[Part] = []
    for number, line in enumerate(lines[: end + 1], start=1):
        match = _FRONT_LINE.match(line)
        span = Span(number, number)
        if match and match[2].strip():
            value = match[2].strip()
            parts.append(Field(kind=Kind.FIELD, label=match[1], text=value, span=span))
        elif line.strip():
            parts.append(Structure(kind=Kind.FRONT_MATTER, text=line, span=span))
    return parts, [""] * (end + 1) + lines[end + 1 :]


def _title(blocks: list[Block], front: Sequence[Part], name: str) -> tuple[str, TitleSource, list[Part]]:
    """Find the title; the heading that holds it is taken out of the blocks."""
    parts: list[Part] = []
    title, origin = "", TitleSource.HEADING
    if blocks and blocks[0].shape is Shape.HEADING and _may_be_title(blocks[0]):
        title = " ".join(blocks[0].text.split())
        parts.append(Structure(kind=Kind.TITLE, text=title, span=blocks[0].span))
        del blocks[0]
    if " ".join(words_of(title)) in _NO_TITLE or not title:
        first = blocks[0] if blocks else None
        if title and first and first.shape is Shape.PARAGRAPH and _is_short(first):
            parts[0] = replace(parts[0], kind=Kind.HEADING)
            title, origin = " ".join(first.text.split()), TitleSource.FIRST_WORDS
            parts.append(Structure(kind=Kind.TITLE, text=title, span=first.span))
            del blocks[0]
    for part in front:
        if isinstance(part, Field) and part.label.lower() == "title":
            return part.text.strip("\"'"), TitleSource.FRONT_MATTER, parts
    if title:
        return title, origin, parts
    return (*_title_without_heading(blocks, name), parts)


def _may_be_title(block: Block) -> bool:
    named = reading(block.text)
    plain = " ".join(words_of(block.text))
    return bool(block.text) and (plain in _NO_TITLE or not (named and named.whole))


def _is_short(block: Block) -> bool:
    return len(block.text) <= _LONGEST_TITLE and "\n" not in block.text and ": " not in block.text


def _title_without_heading(blocks: Sequence[Block], name: str) -> tuple[str, TitleSource]:
    stem = re.sub(r"\.(?:md|markdown|mdown|txt)\Z", "", PurePosixPath(name).name, flags=re.IGNORECASE)
    words = " ".join(re.sub(r"(?<=\w)[-_](?=\w)", " ", stem).split()) if stem else ""
    words = re.sub(r"\A(\d{4}) (\d{2}) (\d{2})\b", r"\1-\2-\3", words)
    if re.search(r"[^\W\d_]", words):
        return words, TitleSource.NAME
    for block in blocks:
        if block.shape is Shape.PARAGRAPH and block.text.strip():
            sentence = re.split(r"(?<=[.!?])\s", " ".join(block.text[:400].split()))[0]
            return sentence[:_LONGEST_TITLE], TitleSource.FIRST_WORDS
    return words, TitleSource.NAME


def _references(lines: Sequence[str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for match in _REFERENCE.finditer("\n".join(lines)):
        found.setdefault(" ".join(match[1].split()).casefold(), match[2])
    return found


def _outside_code(lines: Sequence[str], blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """Yield numbered lines without those of code, where dates are a program's words."""
    code: set[int] = set()
    for block in blocks:
        if block.shape is Shape.CODE:
            code.update(range(block.span.start, block.span.end + 1))
    for number, line in enumerate(lines, start=1):
        if number not in code:
            yield number, line


def _first_clock(
    title: str,
    front: Sequence[Part],
    divisions: Sequence[Division],
    dates: Sequence[Mention],
    name: str,
    day_first: bool,
) -> Clock:
    """Return the clock as it stands before the timeline: its likely day, and no zone yet."""
    clock = Clock()
    words = [title]
    words.extend(p.text for p in front if isinstance(p, Field) and _START_LABELS.match(p.label))
    words.extend(
        block.text for d in divisions for block in d.blocks
        if d.kind is Kind.FIELD and _START_LABELS.match(d.title)
    )  # fmt: skip
    for candidate in words:
        clock.hear(candidate, day_first)
        if clock.day:
            return Clock(day=clock.day, year=clock.year)
    day = dates[0].day if dates else None
    named = lead(PurePosixPath(name).name, day_first=day_first) if day is None else None
    clock = Clock(day=day, year=day.year if day else clock.year)
    if named and named.year:
        clock.turn_to(named)
    return clock


def _occurred(document: Document, day_first: bool) -> Occurred | None:
    """Return when the matter began: a written start, else the first entry, else the title."""
    for part in document.fields:
        moment = lead(part.text, day_first=day_first) if _START_LABELS.match(part.label) else None
        if moment and moment.year:
            clock = Clock()
            clock.hear(part.text, day_first)
            return clock.occurred(moment)
    for entry in document.timeline:
        if entry.occurred:
            return entry.occurred
    days = list(mentions([(1, document.title)], day_first)) or list(document.dates[:1])
    if not days:
        return None
    return Occurred(
        day=days[0].day, instant=None, until=None, zone="", zone_assumed=True,
        day_assumed=True, precision=Precision.DAY, approximate=False,
    )  # fmt: skip


def _sections(divisions: Sequence[Division]) -> tuple[Section, ...]:
    found: list[Section] = []
    for division in divisions:
        if division.heading is None and (division.level != LABEL_LEVEL or division.kind is Kind.FIELD):
            continue
        spans = [b.span for b in division.blocks]
        if division.heading:
            spans.insert(0, division.heading.span)
        if spans:
            found.append(
                Section(
                    division.title, division.level, division.kind or Kind.UNPLACED,
                    division.path, Span(spans[0].start, spans[-1].end),
                )
            )  # fmt: skip
    return tuple(found)
