"""Times and dates as people write them at the beginning of a line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, time, tzinfo

from goodcatch.exchange.readers import zones
from goodcatch.exchange.readers.document import Precision

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_WEEKDAY = (
    r"(?:Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:r(?:s(?:day)?)?)?|Fri(?:day)?"
    r"|Sat(?:urday)?|Sun(?:day)?)\b"
)

# One calendar date. The last two alternatives are dates that cannot be read ('2022-05-??',
# '11/03/202'): they are a time as written all the same, and must not become words.
DATE = re.compile(
    r"(?i:"
    r"(?P<y1>\d{4})(?P<s1>[-/.])(?P<m1>\d{1,2})(?P=s1)(?P<d1>\d{1,2})(?!\d|[-/.]\d)"
    r"|(?P<a2>\d{1,2})(?P<s2>[-/.])(?P<b2>\d{1,2})(?P=s2)(?P<y2>\d{4}|\d{2})(?!\d|[.]\d)"
    rf"|(?P<m3>{_MONTH})\s+(?P<d3>\d{{1,2}})(?!\d|:\d)(?:st|nd|rd|th)?(?:,?\s+(?P<y3>\d{{4}})(?!\d|:\d))?"
    rf"|(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\.?(?:\s+of)?[\s-]+(?P<m4>{_MONTH})"
    r"(?:,?[\s-]+(?P<y4>\d{4})(?!\d|:\d))?"
    r"|(?P<y5>\d{4})-(?P<m5>\d{1,2})-(?:\?\?|XX|DD)"
    r"|(?P<lost>(?=[\d?X/]{0,6}[\d?])[\d?X/]{4,7}-[\d?M]{1,2}-[\d?D]{1,2}|\d{1,2}/\d{1,2}/\d{3}(?!\d))"
    r")"
)
# Month and day alone, only where a time of day follows.
_SHORT_DATE = re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})(?=[\s,]+\d{1,2}:\d\d)")
_TIME = re.compile(
    r"(?i:(?P<h>[01]?\d|2[0-4])(?P<sep>[:h])(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d)(?:[.,]\d{1,9})?)?(?!\d|:\d)"
    r"(?P<zulu>Z(?![a-z]))?(?P<off>(?:\+|(?<=:\d\d:\d\d)-)\d{2}:?\d{2}(?!\d))?"
    r"(?:\s?(?P<ap>[ap]\.?m\b\.?))?"
    r"|(?P<h2>1[0-2]|0?[1-9])(?:\.(?P<m2>[0-5]\d))?\s?(?P<ap2>[ap]\.?m\b\.?)"
    r"|(?P<h3>[01]\d|2[0-3])(?P<m3>[0-5]\d)\s?(?=(?:hrs|UTC|GMT|Z|h)\b))"
)
# A time somebody left open, such as 'HH:mm', '--:--', '14:??', '2X:XX'.
_OPEN_TIME = re.compile(r"(?P<h>\d{1,2}|HH|hh|XX|xx|--|\?\?|\d[Xx?])[:h](?:mm|MM|XX|xx|--|\?\?)")
_RELATIVE = re.compile(
    r"(?:T\s?)?(?P<sign>[+\-−])\s?(?:(?P<h>\d{1,3}):(?P<m>[0-5]\d)(?!\d|:\d)"
    r"|(?P<n>\d{1,4})\s?(?P<u>m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?|d(?:ays?)?)?(?![A-Za-z0-9]|:\d))"
)
_OPENING = re.compile(r"\s*(?:-(?=\d))?(?P<marks>(?:[*_`\[(]|~~){0,3})\s*")
_FLUFF = re.compile(
    rf"(?i:(?P<about>~|≈|ca\.?(?=\s)|circa\b|approx(?:imately\b|\.)?|around\b|about\b)\s*"
    rf"|(?P<small>at\b|on\b|by\b|from\b|since\b|between\b)\s*|{_WEEKDAY}[,.]?\s*(?:the\b\s*)?)"
)
_JOIN = re.compile(r"(?i:\s*,?\s*(?:at\b|on\b|@|T(?=\d))?\s*(?:the\b\s*)?)")
_STRONG_JOIN = re.compile(r"\s*[:\-–—|]\s*")
_RANGE = re.compile(r"(?i:\s*(?:-|–|—|to\b|until\b)\s*)")
_ASIDE = re.compile(r"\s*\((?=~?\d{1,2}[:h]\d\d)[^()\n]{3,40}\)")
_SEPARATOR = re.compile(r"\s*(?:[:;,|>→~]|[-–—]+(?!\d))*\s*")


@dataclass(slots=True)
class Moment:
    """A time read from the beginning of some words; `rest` is what follows it."""

    as_written: str = ""
    rest: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    clock: time | None = None
    until: time | None = None
    zone: str = ""
    tz: tzinfo | None = field(default=None)
    precision: Precision = Precision.DAY
    approximate: bool = False
    unreadable: bool = False
    minutes_after_start: int | None = None
    separated: bool = False
    sentence: bool = False

    @property
    def has_date(self) -> bool:
        """Return whether a day (or month) is written, with or without its year."""
        return self.month is not None

    @property
    def has_time(self) -> bool:
        """Return whether a time of day is written."""
        return self.clock is not None


def fields_of(match: re.Match[str], day_first: bool) -> tuple[int | None, int, int] | None:
    """Return year, month and day of a DATE match, or None where it cannot be a date."""
    got = match.groupdict()
    if got["lost"]:
        return None
    if got["y1"]:
        year, month, day = int(got["y1"]), int(got["m1"]), int(got["d1"])
    elif got["y5"]:
        year, month, day = int(got["y5"]), int(got["m5"]), 1
    elif got["y2"]:
        first, second = int(got["a2"]), int(got["b2"])
        swap = got["s2"] == "." or first > 12 or (day_first and second <= 12)
        month, day = (second, first) if swap else (first, second)
        year = int(got["y2"]) + (2000 if len(got["y2"]) == 2 else 0)
    else:
        name = got["m3"] or got["m4"]
        month = _MONTHS.index(name[:3].lower()) + 1
        day = int(got["d3"] or got["d4"])
        written = got["y3"] or got["y4"]
        return (int(written) if written else None, month, day) if 1 <= day <= 31 else None
    try:
        date(year, month, day)
    except ValueError:
        return None
    return year, month, day


def lead(words: str, *, day_first: bool = False) -> Moment | None:
    """Return the time that the words begin with, or None where they begin with none.

    Understood are ISO and written-out dates, 24 and 12 hours, zones, ranges, open times
    such as 'HH:mm', and 'T+5'; either of date and time may come first, or be absent.
    """
    head = words[:200].split("\n", maxsplit=1)[0]
    opened = _OPENING.match(head)
    start = opened.end() if opened else 0
    reader = _Reader(head, start, day_first)
    reader.read()
    if not reader.found:
        return None
    moment = reader.moment
    moment.as_written = " ".join(head[start : reader.at].split())
    _split_rest(moment, words, reader.at, opened["marks"] if opened else "")
    return moment


def _split_rest(moment: Moment, words: str, at: int, marks: str) -> None:
    """Fill in the words after the time, without the marks that stood around it."""
    rest = words[at:]
    closers = marks[::-1].replace("[", "]").replace("(", ")")
    closing = re.match(rf"\s*:?\s*{re.escape(closers)}", rest) if closers else None
    if closing:
        rest = rest[closing.end() :]
        moment.separated = True
    elif closers and "]" not in closers and ")" not in closers:
        marker = marks
        separator = _SEPARATOR.match(rest)
        moment.separated = bool(separator and separator.group().strip())
        moment.rest = (marker + rest[separator.end() if separator else 0 :]).strip()
        return
    separator = _SEPARATOR.match(rest)
    moment.separated = moment.separated or bool(separator and separator.group().strip())
    if moment.sentence and not (separator and separator.group().strip(" ,")):
        moment.rest = words.strip()
        return
    moment.rest = rest[separator.end() if separator else 0 :].strip()


class _Reader:
    """Walks along the beginning of a line and collects date, time and zone."""

    def __init__(self, head: str, at: int, day_first: bool) -> None:
        self.head = head
        self.at = at
        self.day_first = day_first
        self.moment = Moment()
        self.found = False

    def read(self) -> None:
        self._fluff(first=True)
        if self._relative():
            return
        if self._date():
            self._after_date()
        elif self._time():
            self._after_time()

    def _fluff(self, first: bool = False) -> None:
        for _ in range(3):
            match = _FLUFF.match(self.head, self.at)
            if not match:
                return
            self.moment.approximate |= bool(match["about"])
            self.moment.sentence |= bool(first and match["small"])
            self.at = match.end()

    def _relative(self) -> bool:
        match = _RELATIVE.match(self.head, self.at)
        if not match or (match["n"] and not match["u"] and not match.group().startswith("T")):
            return False
        if match["n"]:
            unit = (match["u"] or "m")[0].lower()
            minutes = int(match["n"]) * {"m": 1, "h": 60, "d": 1440}[unit]
        else:
            minutes = int(match["h"]) * 60 + int(match["m"])
        self.moment.minutes_after_start = -minutes if match["sign"] != "+" else minutes
        self.at, self.found = match.end(), True
        return True

    def _date(self) -> bool:
        match = DATE.match(self.head, self.at)
        moment = self.moment
        if match:
            got = fields_of(match, self.day_first)
            moment.unreadable = got is None
            if got:
                moment.year, moment.month, moment.day = got
            moment.precision = Precision.MONTH if match["y5"] else Precision.DAY
        else:
            match = _SHORT_DATE.match(self.head, self.at)
            if not match or not 1 <= int(match["m"]) <= 12 or not 1 <= int(match["d"]) <= 31:
                return False
            moment.month, moment.day = int(match["m"]), int(match["d"])
        self.at, self.found = match.end(), True
        return True

    def _after_date(self) -> None:
        before = self.at
        date_precision = self.moment.precision
        for join in (_JOIN, _STRONG_JOIN):
            match = join.match(self.head, before)
            self.at = match.end() if match else before
            self._fluff()
            if self._time() or self._open_time():
                self._zone_and_range()
                return
        self.at = before
        self.moment.precision = date_precision
        self._date_range()

    def _date_range(self) -> None:
        """Read past the second date of '10/14/2022 - 11/03/2022'; the first one counts."""
        match = _RANGE.match(self.head, self.at)
        second = DATE.match(self.head, match.end()) if match else None
        if second:
            self.at = second.end()

    def _after_time(self) -> None:
        self._zone_and_range()
        before = self.at
        match = _JOIN.match(self.head, before)
        self.at = match.end() if match else before
        self._fluff()
        precision = self.moment.precision
        spaced = self.at > before
        if not spaced or not self._date():
            self.at = before
        self.moment.precision = precision

    def _time(self) -> bool:
        match = _TIME.match(self.head, self.at)
        if not match:
            return False if self.moment.has_date else self._open_time()
        value = _clock(match)
        if value is None:
            return False
        moment = self.moment
        moment.clock = value
        moment.precision = Precision.SECOND if match["s"] else Precision.MINUTE
        self.at, self.found = match.end(), True
        if match["off"]:
            moment.zone, moment.tz = match["off"], zones.offset(match["off"])
        elif match["zulu"]:
            moment.zone, moment.tz = "Z", zones.named("Z")
        return True

    def _open_time(self) -> bool:
        match = _OPEN_TIME.match(self.head, self.at)
        if not match:
            return False
        if match["h"].isdigit() and int(match["h"]) < 24:
            self.moment.clock, self.moment.precision = time(int(match["h"])), Precision.HOUR
        self.at, self.found = match.end(), True
        return True

    def _zone_and_range(self) -> None:
        self._zone()
        match = _RANGE.match(self.head, self.at)
        if match:
            second = _TIME.match(self.head, match.end())
            opened = None if second else _OPEN_TIME.match(self.head, match.end())
            if second and (value := _clock(second)):
                self.moment.until = value
                self.at = second.end()
            elif opened:
                self.at = opened.end()
        if self.head[self.at : self.at + 1] == "~":
            self.moment.approximate = True
            self.at += 1
        self._zone()
        aside = _ASIDE.match(self.head, self.at)
        if aside:
            self.at = aside.end()

    def _zone(self) -> None:
        if self.moment.tz is not None:
            return
        gap = re.compile(r"\s*(?:hrs\b|h\b)?\s*\(?").match(self.head, self.at)
        start = gap.end() if gap else self.at
        match = zones.ZONE.match(self.head, start)
        zone = zones.named(match.group()) if match else None
        if match and zone:
            self.moment.zone, self.moment.tz = match.group(), zone
            bracket = "(" in self.head[self.at : start]
            self.at = match.end()
            if bracket and self.head[self.at : self.at + 1] == ")":
                self.at += 1


def _clock(match: re.Match[str]) -> time | None:
    """Return the time of day; 'pm' after an hour above 12 adds nothing."""
    hour = int(match["h"] or match["h2"] or match["h3"])
    minute = int(match["m"] or match["m2"] or match["m3"] or 0)
    half = (match["ap"] or match["ap2"] or "").lower()[:1]
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    if hour == 24:
        hour = 0
    return time(hour, minute, int(match["s"] or 0))
