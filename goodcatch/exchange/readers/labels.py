"""Labels inside a text: 'Severity: 2', '**Impact:** a third of the users'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from goodcatch.exchange.readers.document import Kind
from goodcatch.exchange.readers.headings import reading, words_of

# Labels whose value is a short fact, kept as written.
_FACTS = (
    "severity, sev, priority, level, status, state, date, dates, day, when, start, started, ended, "
    "end, duration, length, downtime, category, type, service, services, component, components, "
    "version, id, number, ticket, jira, tags, team, teams, environment, region, regions, title, "
    "incident date, date of incident, incident status, start time, end time, start date, end date, "
    "incident type, incident id, incident number, incident severity, incident level, "
    "incident duration, time to detection, time to detect, time to recovery, time to recover, "
    "time to resolve, time to resolution, time to mitigate, time to repair, time to acknowledge, "
    "ttd, ttr, mttr, mttd, services affected, affected services, affected service, "
    "service affected, services impacted, impacted services, customers affected, users affected, "
    "affected components, components affected, last updated, reviewed, published, detected, "
    "resolved, mitigated, identified, reported, declared, detected at, resolved at, mitigated at, "
    "started at, ended at, reported at, identified at, closed, first detected, incident declared, "
    "repaired, acknowledged, start of incident, end of incident, time of incident, date and time, "
    "event date, date of event, date time, total duration, outage duration, total downtime"
)
_FACT_LABELS = frozenset(_FACTS.split(", "))
_PLAIN = re.compile(r"\s*(?P<label>[A-Za-z][^*_:\n|`\[\]()]{1,58}?)\s*:(?=\s|$)(?P<value>.*)\Z", re.DOTALL)
_MARKED = re.compile(
    r"\s*(?P<mark>\*\*|__|\*|_)(?P<label>[^*_:\n|`\[\]()]{2,60}?)\s*"
    r"(?:[:?]+\s*(?P=mark)\s*:?|(?P=mark)(?:\s*\([^()\n]{1,80}\))?\s*(?::|[-–—](?=\s)|$))(?P<value>.*)\Z",
    re.DOTALL,
)


# '*Author: somebody*', where the marks hold label and value.
_WRAPPED = re.compile(r"(\*\*|__|\*|_)([^*_]{3,300})\1")


@dataclass(frozen=True, slots=True)
class Label:
    """A label with the kind it names (None where it names nothing known) and its value.

    `marked` says that it is set in bold or italics, and not just a word before a colon.
    """

    label: str
    value: str
    kind: Kind | None
    marked: bool


def names_a_fact(heading: str) -> bool:
    """Return whether a heading asks for one short fact: 'Event date', 'Severity'."""
    return " ".join(words_of(heading)) in _FACT_LABELS


def label_of(words: str, *, any_fact: bool = False) -> Label | None:
    """Return the label that the words begin with, or None.

    With `any_fact` every 'label: value' is a fact, as under the heading 'Stats'.
    """
    head, newline, tail = words.partition("\n")
    whole_line = _WRAPPED.fullmatch(head[:2000].strip())
    strong = _MARKED.match(head[:2000]) or (_PLAIN.match(whole_line[2]) if whole_line else None)
    match = strong or _PLAIN.match(head[:2000])
    if not match:
        return None
    marked = strong is not None
    label = match["label"].strip()
    value = (match["value"] + head[2000:] + newline + tail).strip()
    plain = " ".join(words_of(label))
    if plain in _FACT_LABELS or (any_fact and value):
        return Label(label, value, Kind.FIELD, marked)
    named = reading(label)
    return Label(label, value, named.kinds[0] if named and (named.plain if marked else named.whole) else None, marked)
