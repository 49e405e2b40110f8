"""Whether a text tells of something that happened, judged by what it says, not by its name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goodcatch.exchange.readers.document import Document, Kind, NotAPostmortem

LICENCE = "This is a licence, not the account of something that happened."
TEMPLATE = "This is a template: its placeholders have not been filled in."
EMPTY_SECTIONS = "Its sections are empty: there is nothing to read in them."
NO_SECTIONS = (
    "It has no timeline and none of the sections that tell of something that happened, "
    "such as a summary, causes, lessons or actions."
)

_LICENCE_WORDS = tuple(
    re.compile(pattern)
    for pattern in (
        r"permission is hereby granted",
        r"redistribution and use in source and binary forms",
        r"terms and conditions for use, reproduction,? and distribution",
        r"gnu (?:affero |lesser )?general public license",
        r"\bthe software is provided .as is",
        r"this software is provided by the copyright holders",
        r"creative commons (?:attribution|legal code|corporation)",
        r"mozilla public license",
    )
)
_PLACEHOLDERS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\{\{[^{}\n]{1,100}\}\}",
        r"\$\{[^{}\n]{1,60}\}",
        r"<(?!https?:|/?[a-z]+>)[A-Za-z][^<>\n]{2,80} [^<>\n]{1,80}>",
        (
            r"\[(?:[Tt]ime|[Dd]ate|[Nn]ame|[Ii]nsert|[Dd]escribe|[Dd]escription|[Ll]ink|TODO|TBD|"
            r"YYYY|[Ss]tart|[Ee]nd|[Yy]our|[Ii]ncident|[Ii]ssue)[^\[\]\n]{0,60}\](?!\()"
        ),
        r"(?i:lorem ipsum|dolor sit amet|sit amet, consectetur)",
        r"\b(?:YYYY|yyyy|20xx|20XX|20YY)[-/. ]?(?:MM|mm|xx|XX)",
        r"\b(?:HH|hh):(?:mm|MM)\b",
        r"\bXX+\b|\bYYY\b|\bZZZ\b|\bxx+:xx+\b",
        r"\b(?:ISSUE NAME|INCIDENT NAME|DATE RANGE|TITLE HERE)\b|(?m:^#+ Incident [Tt]itle\s*$)",
        r"\b(?:Thing|Event|Action|Item) [123]\b",
    )
)
_TELLING = frozenset(
    {
        Kind.SUMMARY, Kind.IMPACT, Kind.TIMELINE, Kind.FACTOR, Kind.DETECTION, Kind.RESOLUTION,
        Kind.WENT_WELL, Kind.WENT_BADLY, Kind.LUCKY, Kind.SURPRISED, Kind.LESSON, Kind.ACTION,
    }
)  # fmt: skip
# Words under 'Summary' alone may be anything; a second section makes it an account.
_ENOUGH_SECTIONS = 2


def refuse_others(document: Document, lines: Sequence[str]) -> None:
    """Raise NotAPostmortem, with the reason, unless the text tells of something that happened."""
    text = "\n".join(lines)
    told = {part.kind for part in document.parts} & _TELLING
    named = {section.kind for section in document.sections} & _TELLING
    dated = any(entry.occurred for entry in document.timeline)
    if not dated and _is_licence(text, named):
        raise NotAPostmortem(LICENCE)
    kinds = sum(1 for pattern in _PLACEHOLDERS if pattern.search(text))
    undated = not document.dates and not dated
    if named and ((kinds >= 2 and undated) or (kinds >= 4 and not dated)):
        raise NotAPostmortem(TEMPLATE)
    if len(document.timeline) >= 2 or min(len(named), len(told)) >= _ENOUGH_SECTIONS:
        return
    if len(named) >= _ENOUGH_SECTIONS and not told - {Kind.SUMMARY}:
        raise NotAPostmortem(EMPTY_SECTIONS)
    if named - {Kind.SUMMARY} and told and (dated or document.dates):
        return
    raise NotAPostmortem(NO_SECTIONS)


def _is_licence(text: str, named: set[Kind]) -> bool:
    if len(named) >= _ENOUGH_SECTIONS:
        return False
    plain = " ".join(text[:20000].lower().split())
    return any(pattern.search(plain) for pattern in _LICENCE_WORDS)
