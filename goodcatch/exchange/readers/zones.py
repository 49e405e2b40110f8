"""Time zones as people write them in the margin of a timeline."""

from __future__ import annotations

import re
from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Hours from UTC, of zones that do not change with the season.
_HOURS: dict[str, float] = {
    "UTC": 0, "GMT": 0, "Z": 0, "WAT": 1, "SAST": 2, "CAT": 2, "MSK": 3, "EAT": 3, "IST": 5.5,
    "SGT": 8, "HKT": 8, "AWST": 8, "PHT": 8, "JST": 9, "KST": 9, "ACST": 9.5, "AEST": 10,
    "ACDT": 10.5, "AEDT": 11, "NZST": 12, "NZDT": 13, "BRT": -3, "ART": -3, "AST": -4, "HST": -10,
}  # fmt: skip

# Abbreviations of places with a summer time. They are read as the place's clock on that day:
# people write 'PST' all year round for what the clock on their wall showed (logs quoted in
# their postmortems agree with the wall). The abbreviation is kept as written beside it, and an
# offset such as 'PST (UTC-7)' counts before it.
_SEASONAL: dict[str, str] = {
    "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles",
    "MST": "America/Denver", "MDT": "America/Denver",
    "CST": "America/Chicago", "CDT": "America/Chicago",
    "EST": "America/New_York", "EDT": "America/New_York",
    "AKST": "America/Anchorage", "AKDT": "America/Anchorage",
    "WET": "Europe/Lisbon", "WEST": "Europe/Lisbon", "BST": "Europe/London",
    "CET": "Europe/Berlin", "CEST": "Europe/Berlin", "MEZ": "Europe/Berlin",
    "MESZ": "Europe/Berlin", "EET": "Europe/Helsinki", "EEST": "Europe/Helsinki",
}  # fmt: skip

# Names of a place's time, which changes with the season.
_PLACES: dict[str, str] = {
    "PT": "America/Los_Angeles", "PACIFIC": "America/Los_Angeles",
    "PACIFIC TIME": "America/Los_Angeles", "US/PACIFIC": "America/Los_Angeles",
    "MT": "America/Denver", "MOUNTAIN TIME": "America/Denver",
    "CT": "America/Chicago", "CENTRAL TIME": "America/Chicago",
    "ET": "America/New_York", "EASTERN": "America/New_York", "EASTERN TIME": "America/New_York",
    "CENTRAL EUROPEAN TIME": "Europe/Berlin",
    "LONDON TIME": "Europe/London", "BERLIN TIME": "Europe/Berlin",
    "ZURICH TIME": "Europe/Zurich", "PARIS TIME": "Europe/Paris",
}  # fmt: skip

_OFFSET = r"[+\-−]\s?\d{1,2}(?::?\d{2})?"
_ABBREVIATIONS = "|".join(sorted([*_HOURS, *_SEASONAL], key=len, reverse=True))
_PLACE_NAMES = "|".join(sorted((re.escape(p) for p in _PLACES), key=len, reverse=True))
_REGION = r"(?:Europe|America|Asia|Africa|Australia|Pacific|Atlantic|US)/[A-Z][A-Za-z]+(?:_[A-Z][a-z]+)*"

# Case matters for the short ones: 'Z' and 'CAT' are zones, 'z' and 'cat' are not.
ZONE = re.compile(
    rf"(?P<region>{_REGION})"
    rf"|(?P<base>(?:UTC|GMT|utc|gmt)(?={_OFFSET}))(?P<offset>{_OFFSET})"
    rf"|(?P<place>(?i:{_PLACE_NAMES}))(?![A-Za-z/])"
    rf"|(?P<short>{_ABBREVIATIONS}|utc|gmt)(?![A-Za-z0-9_\-])"
)
_WORD_BEFORE = re.compile(r"[A-Za-z0-9_]\Z")


def named(words: str) -> tzinfo | None:
    """Return the zone that the words name, or None where they name none that is known."""
    match = ZONE.fullmatch(words.strip())
    return _zone_of(match) if match else None


def first_in(words: str) -> tuple[str, tzinfo] | None:
    """Return the zone written in a heading or note, an offset before an abbreviation.

    'PST (UTC-7)' is seven hours behind, whatever PST is.
    """
    found: tuple[str, tzinfo] | None = None
    for match in ZONE.finditer(words):
        if _WORD_BEFORE.search(words[max(0, match.start() - 1) : match.start()]):
            continue
        zone = _zone_of(match)
        if zone is None:
            continue
        if match["offset"] or match["region"]:
            return match.group(), zone
        found = found or (match.group(), zone)
    return found


def offset(words: str) -> tzinfo:
    """Return the fixed zone for an offset such as '+02:00', '-7' or '+0530'."""
    plain = words.replace("−", "-").replace(" ", "").replace(":", "")
    sign = -1 if plain.startswith("-") else 1
    digits = plain.lstrip("+-")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    return timezone(sign * timedelta(hours=min(hours, 14), minutes=min(minutes, 59)))


def _zone_of(match: re.Match[str]) -> tzinfo | None:
    if match["offset"]:
        return offset(match["offset"])
    short = (match["short"] or "").upper()
    if short in _HOURS:
        return timezone(timedelta(hours=_HOURS[short]))
    name = match["region"] or _SEASONAL.get(short) or _PLACES[match["place"].upper()]
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None
