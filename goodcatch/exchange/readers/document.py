"""What a postmortem says, part by part, each with the lines it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """The places a part of a source can be read into."""

    SUMMARY = "summary"
    IMPACT = "impact"
    BACKGROUND = "background"
    TIMELINE = "timeline"
    FACTOR = "factor"
    DETECTION = "detection"
    RESOLUTION = "resolution"
    WENT_WELL = "went_well"
    WENT_BADLY = "went_badly"
    LUCKY = "lucky"
    SURPRISED = "surprised"
    LESSON = "lesson"
    ACTION = "action"
    PEOPLE = "people"
    FIELD = "field"
    APPENDIX = "appendix"
    UNPLACED = "unplaced"
    # What follows holds the text together and says nothing of its own.
    TITLE = "title"
    HEADING = "heading"
    LABEL = "label"
    DATE_NOTE = "date_note"
    ZONE_NOTE = "zone_note"
    TABLE_HEAD = "table_head"
    RULE = "rule"
    FRONT_MATTER = "front_matter"
    COMMENT = "comment"
    REFERENCE = "reference"
    FOOTNOTE = "footnote"
    MARK = "mark"


STRUCTURAL = frozenset(
    {
        Kind.TITLE,
        Kind.HEADING,
        Kind.LABEL,
        Kind.DATE_NOTE,
        Kind.ZONE_NOTE,
        Kind.TABLE_HEAD,
        Kind.RULE,
        Kind.FRONT_MATTER,
        Kind.COMMENT,
        Kind.REFERENCE,
        Kind.FOOTNOTE,
        Kind.MARK,
    }
)


class State(StrEnum):
    """How far an action had come when the source was written."""

    DONE = "done"
    OPEN = "open"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    """How exactly a time was written."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"


class TitleSource(StrEnum):
    """Where a title was found."""

    FRONT_MATTER = "front_matter"
    HEADING = "heading"
    FIRST_WORDS = "first_words"
    NAME = "name"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Lines of the source, counted from 1, both ends included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Occurred:
    """When something happened, as far as the source says.

    `instant` and `until` are in UTC, and None where no time of day is written. Where
    `zone_assumed` is true no zone was written, and the clock was read as UTC: whoever
    knows the zone shifts it. `day` is the calendar day as written; `day_assumed` says
    that it was carried over from elsewhere in the source.
    """

    day: date
    instant: datetime | None
    until: datetime | None
    zone: str
    zone_assumed: bool
    day_assumed: bool
    precision: Precision
    approximate: bool


@dataclass(frozen=True, slots=True)
class Link:
    """An address and the words it stands under (empty for a bare address)."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A full date found anywhere in the words."""

    day: date
    as_written: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A run of whole lines that belongs to one place.

    `key` stays the same as long as kind and words do, wherever the part moves to.
    """

    kind: Kind
    text: str
    span: Span
    path: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Part):
    """Words in one place: a paragraph, a list item, a table, a block of code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure(Part):
    """A heading, a rule or another line that only holds the text together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry(Part):
    """One thing that happened; `as_written` is its time in the source's words."""

    as_written: str
    occurred: Occurred | None
    minutes_after_start: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem(Part):
    """Something somebody meant to do about it; owner and due are text as written."""

    state: State
    owner_text: str
    due_text: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Part):
    """A labelled value such as 'Severity: 2'; `text` is the value."""

    label: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading as found, and the place its words were read into."""

    title: str
    level: int
    kind: Kind
    path: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A postmortem, read; `parts` holds every non-blank line once, in order."""

    title: str
    title_source: TitleSource
    occurred: Occurred | None
    dates: tuple[Mention, ...]
    sections: tuple[Section, ...]
    parts: tuple[Part, ...]

    def of(self, kind: Kind) -> tuple[Part, ...]:
        """Return the parts read into one place, in order."""
        return tuple(part for part in self.parts if part.kind is kind)

    @property
    def timeline(self) -> tuple[TimelineEntry, ...]:
        """Return what happened, in the order of the source."""
        return tuple(part for part in self.parts if isinstance(part, TimelineEntry))

    @property
    def actions(self) -> tuple[ActionItem, ...]:
        """Return what was to be done."""
        return tuple(part for part in self.parts if isinstance(part, ActionItem))

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return labelled values such as severity and status, as written."""
        return tuple(part for part in self.parts if isinstance(part, Field))

    def _texts(self, kind: Kind) -> tuple[Paragraph, ...]:
        return tuple(p for p in self.parts if p.kind is kind and isinstance(p, Paragraph))

    @property
    def summary(self) -> tuple[Paragraph, ...]:
        """Return the account in short."""
        return self._texts(Kind.SUMMARY)

    @property
    def impact(self) -> tuple[Paragraph, ...]:
        """Return who and what was touched."""
        return self._texts(Kind.IMPACT)

    @property
    def background(self) -> tuple[Paragraph, ...]:
        """Return what one must know to follow."""
        return self._texts(Kind.BACKGROUND)

    @property
    def factors(self) -> tuple[Paragraph, ...]:
        """Return causes, triggers and contributing factors."""
        return self._texts(Kind.FACTOR)

    @property
    def detection(self) -> tuple[Paragraph, ...]:
        """Return how it was noticed."""
        return self._texts(Kind.DETECTION)

    @property
    def resolution(self) -> tuple[Paragraph, ...]:
        """Return how it was set right."""
        return self._texts(Kind.RESOLUTION)

    @property
    def went_well(self) -> tuple[Paragraph, ...]:
        """Return what went well."""
        return self._texts(Kind.WENT_WELL)

    @property
    def went_badly(self) -> tuple[Paragraph, ...]:
        """Return what went badly."""
        return self._texts(Kind.WENT_BADLY)

    @property
    def lucky(self) -> tuple[Paragraph, ...]:
        """Return where they got lucky."""
        return self._texts(Kind.LUCKY)

    @property
    def surprised(self) -> tuple[Paragraph, ...]:
        """Return what surprised them."""
        return self._texts(Kind.SURPRISED)

    @property
    def lessons(self) -> tuple[Paragraph, ...]:
        """Return what they learned."""
        return self._texts(Kind.LESSON)

    @property
    def people(self) -> tuple[Paragraph, ...]:
        """Return who took part, as text and never as accounts."""
        return self._texts(Kind.PEOPLE)

    @property
    def appendix(self) -> tuple[Paragraph, ...]:
        """Return supporting material: questions and answers, logs, links."""
        return self._texts(Kind.APPENDIX)

    @property
    def unplaced(self) -> tuple[Paragraph, ...]:
        """Return the words that found no place, word for word."""
        return self._texts(Kind.UNPLACED)

    def content(self) -> Iterator[Part]:
        """Yield the title and every part that says something."""
        for part in self.parts:
            if part.kind not in STRUCTURAL or part.kind is Kind.TITLE:
                yield part


class Unreadable(Exception):
    """The source cannot be read; `reason` is a whole sentence, `line` counts from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"Line {line}: {reason}")
        self.line = line
        self.reason = reason


class NotAPostmortem(Exception):
    """The source can be read but tells of no incident; `reason` is a whole sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
