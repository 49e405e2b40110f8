"""The clock that runs along a timeline: it carries the day, the zone, and midnight."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from goodcatch.exchange.readers import zones
from goodcatch.exchange.readers.document import Mention, Occurred, Precision
from goodcatch.exchange.readers.moments import DATE, Moment, fields_of

# A clock that goes back this far has passed midnight; a smaller step back is an entry out of
# its order, as people write them down afterwards.
_MIDNIGHT = timedelta(hours=6)
_YEARS = range(1950, 2100)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S{1,2000}")
_ALREADY_IN_A_WORD = re.compile(r"[\w/.:\-]\Z")
_SLASHED = re.compile(r"(?<![\d/.\-])(\d{1,2})([/\-])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d/.\-])")


def is_day_first(text: str) -> bool:
    """Return whether the text writes days before months, as a day above 12 gives away."""
    first = second = 0
    for match in _SLASHED.finditer(_ADDRESS.sub(" ", text)):
        first += 12 < int(match[1]) <= 31
        second += 12 < int(match[3]) <= 31
    return first > second


def mentions(numbered: Iterable[tuple[int, str]], day_first: bool) -> Iterator[Mention]:
    """Yield the full dates written in the given lines, outside addresses."""
    for number, line in numbered:
        bare = _ADDRESS.sub(lambda match: " " * len(match.group()), line)
        for match in DATE.finditer(bare):
            if _ALREADY_IN_A_WORD.search(bare[max(0, match.start() - 1) : match.start()]):
                continue
            got = fields_of(match, day_first)
            day = _day(got[0], got[1], got[2]) if got else None
            if day and not match["y5"]:
                yield Mention(day, match.group(), number)


def _day(year: int | None, month: int, day: int) -> date | None:
    if year is None or year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(slots=True)
class Clock:
    """Where a timeline stands: its day, its zone, the last time read."""

    day: date | None = None
    year: int | None = None
    zone: str = ""
    tz: tzinfo | None = None
    assumed: bool = True
    last: time | None = None

    def hear(self, words: str, day_first: bool) -> None:
        """Take day, year and zone from a heading, note or table head."""
        zone = zones.first_in(words)
        if zone:
            self.zone, self.tz = zone
        for mention in mentions([(0, words)], day_first):
            self.day, self.year, self.assumed, self.last = mention.day, mention.day.year, True, None
            return
        year = re.search(r"(?<![\d\-/.])((?:19|20)\d{2})(?![\d\-/.])", words)
        if year:
            self.year = int(year[1])

    def turn_to(self, moment: Moment) -> None:
        """Take the day from a date that stands above the entries it holds for."""
        day = self._written_day(moment)
        if day:
            self.day, self.year, self.assumed, self.last = day, day.year, True, None

    def occurred(self, moment: Moment) -> Occurred | None:
        """Return when an entry happened, or None where no day is known for it."""
        if moment.has_date or moment.unreadable:
            day = self._written_day(moment)
            self.day, self.assumed = day, False
            if day:
                self.year = day.year
            self.last = None
        elif self.day and moment.clock and self.last and _passed_midnight(self.last, moment.clock):
            self.day += timedelta(days=1)
        if self.day is None or (not moment.has_date and moment.clock is None):
            return None
        self.last = moment.clock or self.last
        if self.tz is None and moment.tz is not None:
            self.tz, self.zone = moment.tz, moment.zone  # '16:59 PST', then '17:07'
        carried = not moment.has_date
        return self._at(self.day, moment, carried)

    def _written_day(self, moment: Moment) -> date | None:
        if moment.month is None or moment.day is None:
            return None
        year = moment.year or self.year or (self.day.year if self.day else None)
        day = _day(year, moment.month, moment.day)
        if day and not moment.year and self.day and (self.day - day).days > 300:
            return _day(day.year + 1, day.month, day.day)  # from December into January
        return day

    def _at(self, day: date, moment: Moment, carried: bool) -> Occurred:
        tz = moment.tz or self.tz
        instant = until = None
        if moment.clock is not None:
            instant = _utc(day, moment.clock, tz)
            if moment.until is not None:
                until = _utc(day, moment.until, tz)
                if until < instant:
                    until = _utc(day + timedelta(days=1), moment.until, tz)
        return Occurred(
            day=day,
            instant=instant,
            until=until,
            zone=moment.zone or self.zone,
            zone_assumed=tz is None,
            day_assumed=carried,
            precision=moment.precision if instant or moment.has_date else Precision.DAY,
            approximate=moment.approximate,
        )


def _utc(day: date, clock: time, tz: tzinfo | None) -> datetime:
    return datetime.combine(day, clock, tz or UTC).astimezone(UTC)


def _passed_midnight(before: time, now: time) -> bool:
    day = date.min
    return datetime.combine(day, before) - datetime.combine(day, now) > _MIDNIGHT
