"""Where the words of a report lie: plain on an open channel, in envelopes on a sealed one; alike for all who use them.

Everything that reads or writes what somebody told, or a message, goes through here. `keys` are a sealed report's data
keys, which its reporter's receipt or a reader's key ring has opened; open reports need none: their words lie plain, and
what is known of their files lies in envelopes under keys that the house holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField

from goodcatch.files.terms import About
from goodcatch.kernel.ready import Gap, Ready
from goodcatch.kernel.refs import Ref
from goodcatch.reports import terms
from goodcatch.reports.models import Message, Report, ReportWords
from goodcatch.vault import services as vault
from goodcatch.vault.terms import DataKeys, Locked, Side

TOLD, MESSAGE, MILESTONE, FILE = "told", "message", "milestone", "file"
SUMMARY, SAID = "summary", "summary said"
MINUTES, DONE = "minutes", "minutes done"
"""Kinds of envelope of a report."""
_FILES_OF_ONE = 100
"""A file's number is its message's times this, and its own: 0 stands for what was told first."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file beside what was told or a message, with its number in the report."""

    number: int
    about: About

    @property
    def beside(self) -> int:
        """The number of the message it came with; 0 with what was told first."""
        return self.number // _FILES_OF_ONE


@dataclass(frozen=True, slots=True)
class Words:
    """All words of one report: what was told, the dialogue by number, what stands beside milestones by number.

    `minutes` and `done` are those of an open report; of a sealed one the functions with these names give them.
    """

    told: terms.WordsTold
    messages: dict[int, str]
    milestones: dict[int, terms.Beside]
    files: tuple[KeptFile, ...]
    withheld: str = ""
    """Why the law keeps us from saying what followed; of a sealed report it stands on its readers' sheets instead."""
    minutes: terms.Minutes | None = None
    done: tuple[terms.Done, ...] = ()


def read(report: Report, keys: DataKeys | None = None) -> Words:
    """Give all words of a report; four queries at most. Raises Locked where it is sealed and no keys are at hand."""
    if not report.channel.sealed:
        return _plain(report)
    held = _taken(report, keys, FILE)
    return Words(
        told=terms.WordsTold.from_bytes(_taken(report, keys, TOLD)[0]),
        messages={number: text.decode() for number, text in _taken(report, keys, MESSAGE).items()},
        milestones={number: terms.Beside.from_bytes(raw) for number, raw in _taken(report, keys, MILESTONE).items()},
        files=_kept(held),
    )


def first(reports: Iterable[Report], keys: Mapping[Ref, DataKeys]) -> dict[Ref, terms.WordsTold]:
    """Give what was told in each of these sealed reports to which there are keys; one query, for a list."""
    wanted = {report.ref: keys[report.ref] for report in reports if report.ref in keys}
    found = vault.take_many(keys=wanted, kind=TOLD)
    return {thing: terms.WordsTold.from_bytes(raw) for thing, raw in found.items()}


def write_told(report: Report, told: terms.WordsTold, keys: DataKeys | None = None) -> None:
    """Keep what somebody told. Raises Locked."""
    if report.channel.sealed:
        _put(report, keys, TOLD, 0, told.to_bytes(), side=Side.REPORTER)
        return
    parts = {
        terms.Part.HAPPENED: told.happened,
        terms.Part.WHERE: told.where,
        terms.Part.REMEDY: told.remedy,
        terms.Part.NAME: told.name,
    }
    ReportWords.objects.bulk_create(
        ReportWords(report=report, part=part, text=text) for part, text in parts.items() if text
    )


def write_message(message: Message, text: str, keys: DataKeys | None = None) -> None:
    """Keep the text of a message. Raises Locked."""
    report = message.report
    if report.channel.sealed:
        side = Side.REPORTER if message.from_reporter else Side.READERS
        _put(report, keys, MESSAGE, message.number, text.encode(), side=side)
        return
    ReportWords.objects.create(report=report, part=terms.Part.MESSAGE, number=message.number, text=text)


def write_milestone(report: Report, number: int, beside: terms.Beside, keys: DataKeys | None = None) -> None:
    """Keep what stands beside a milestone of a sealed report. Raises Locked."""
    _put(report, keys, MILESTONE, number, beside.to_bytes(), side=Side.READERS)


def write_withheld(report: Report, why: str) -> None:
    """Keep, for those who handle an open report, why the law keeps them from saying what followed."""
    ReportWords.objects.create(report=report, part=terms.Part.WITHHELD, text=why)


def write_file(report: Report, beside: int, place: int, about: About, keys: DataKeys | None, *, side: Side) -> None:
    """Keep what is known of a file, at this place beside a message or beside what was told (0). Raises Locked."""
    held = keys if report.channel.sealed else vault.make_house_keys(thing=report.ref)
    _put(report, held, FILE, beside * _FILES_OF_ONE + place, about.to_bytes(), side=side)


def write_aside(aside: terms.Aside, number: int, about: About) -> None:
    """Keep what is known of a file that is set aside."""
    side = Side.REPORTER
    vault.put(keys=aside.keys, thing=aside.ref, kind=FILE, number=number, side=side, text=about.to_bytes())


def aside(held: terms.Aside) -> tuple[About, ...]:
    """Give what is set aside here, in the order in which it came; nothing once it was sent, or forgotten."""
    return tuple(each.about for each in _kept(_all(held.ref, held.keys)))


def files_of(reports: Iterable[Report]) -> dict[Ref, tuple[KeptFile, ...]]:
    """Give the files of these open reports: no query where none has any; else one, and one for each that has some."""
    wanted = [report.ref for report in reports if report.has_files]
    found = vault.house_keys(things=wanted) if wanted else {}
    return {thing: _kept(_all(thing, keys)) for thing, keys in found.items()}


def write_sheet(report: Report, kind: terms.Sheet, held: Mapping[str, str], keys: DataKeys | None) -> int:
    """Keep what readers write for themselves, under the next number of its kind; give it. Raises Locked.

    For verbs that hold the report. The reporter's keys do not open it.
    """
    number = max(_taken(report, keys, kind.value), default=0) + 1
    text = json.dumps(held, ensure_ascii=False, sort_keys=True).encode()
    _put(report, keys, kind.value, number, text, side=Side.NOTES)
    return number


def sheets(report: Report, keys: DataKeys | None) -> list[terms.Written]:
    """Give what readers wrote for themselves, oldest day first; one query for each kind. Raises Locked."""
    found: list[terms.Written] = []
    for kind in terms.Sheet:
        for number, raw in _taken(report, keys, kind.value).items():
            held = json.loads(raw)
            by, day = held.pop("by"), date.fromisoformat(held.pop("day"))
            found.append(terms.Written(kind, number, by, day, held))
    return sorted(found, key=lambda each: (each.day, each.kind, each.number))


def write_summary(
    report: Report, kind: str, number: int, held: Mapping[str, str], keys: DataKeys | None, *, side: Side
) -> None:
    """Keep a summary (SUMMARY) or what its reporter said of it (SAID), which both sides read. Raises Locked."""
    _keep(report, keys, kind, number, json.dumps(held, ensure_ascii=False, sort_keys=True).encode(), side=side)


def summaries(report: Report, keys: DataKeys | None, kind: str = SUMMARY) -> dict[int, dict[str, str]]:
    """Give the summaries of a report by number, or what its reporter said of each. Raises Locked."""
    return {number: json.loads(raw) for number, raw in sorted(_held(report, keys, kind).items())}


def write_minutes(report: Report, minutes: terms.Minutes, keys: DataKeys | None) -> None:
    """Keep how a report was told and who wrote it down; both sides read it. Raises Locked."""
    _keep(report, keys, MINUTES, 0, minutes.to_bytes(), side=Side.READERS)


def minutes(report: Report, keys: DataKeys | None) -> terms.Minutes | None:
    """Give how a report was told, where a reader wrote it down; None where its reporter did. Raises Locked."""
    found = _held(report, keys, MINUTES)
    return terms.Minutes.from_bytes(found[0]) if found else None


def write_done(report: Report, done: terms.Done, keys: DataKeys | None) -> None:
    """Keep one step that whoever told it took with the minutes, under the next number. Raises Locked."""
    number = max(_held(report, keys, DONE), default=0) + 1
    _keep(report, keys, DONE, number, done.to_bytes(), side=Side.REPORTER)


def done(report: Report, keys: DataKeys | None) -> list[terms.Done]:
    """Give what whoever told it has done with the minutes, in order. Raises Locked."""
    return _steps(_held(report, keys, DONE))


def files_key(report: Report, keys: DataKeys | None) -> bytes:
    """Give the key under which a report's files lie: on an open channel one that the house holds. Raises Locked."""
    if report.channel.sealed:
        return _needed(keys).files
    held = vault.house_keys(things=[report.ref]).get(report.ref)
    return held.files if held else vault.make_house_keys(thing=report.ref).files


def demand_keys(report: Report, keys: DataKeys | None) -> None:
    """Stop, before anything is written, who has no keys to a sealed report. Raises Locked."""
    if report.channel.sealed:
        _needed(keys)


def _plain(report: Report) -> Words:
    texts = {(part, number): text for part, number, text in _TEXTS.ask(report=report.pk)}
    answers = {
        str(number): terms.Answer.from_text(text)
        for (part, number), text in sorted(texts.items())
        if part == terms.Part.ANSWER
    }
    firsts = {part: text for (part, number), text in texts.items() if not number}
    told = plain_told(report, firsts, answers)
    return Words(
        told=told,
        messages={number: text for (part, number), text in texts.items() if part == terms.Part.MESSAGE},
        milestones={},
        files=files_of([report]).get(report.ref, ()),
        withheld=texts.get((terms.Part.WITHHELD, 0), ""),
        minutes=minutes_in(firsts),
        done=tuple(_steps({n: text.encode() for (part, n), text in texts.items() if part == terms.Part.DONE})),
    )


_TEXTS = Ready(
    lambda: ReportWords.objects.filter(report=Gap("report", BigIntegerField())).values_list("part", "number", "text")
)


def plain_told(
    report: Report, texts: Mapping[str, str], answers: dict[str, terms.Answer] | None = None
) -> terms.WordsTold:
    """Give what was told on an open channel, from its row, its texts by part, and its answers."""
    return terms.WordsTold(
        asks=report.asks,
        danger=report.danger,
        kind=report.kind,
        happened=texts.get(terms.Part.HAPPENED, ""),
        where=texts.get(terms.Part.WHERE, ""),
        place=report.place.name if report.place else "",
        remedy=texts.get(terms.Part.REMEDY, ""),
        name=texts.get(terms.Part.NAME, ""),
        answers=answers or {},
    )


def minutes_in(texts: Mapping[str, str]) -> terms.Minutes | None:
    """Give how an open report was told, from its texts by part; None where its reporter wrote it."""
    held = texts.get(terms.Part.MINUTES)
    return terms.Minutes.from_bytes(held.encode()) if held else None


def _steps(held: Mapping[int, bytes]) -> list[terms.Done]:
    return [terms.Done.from_bytes(raw) for _number, raw in sorted(held.items())]


_PARTS = {
    MINUTES: terms.Part.MINUTES,
    DONE: terms.Part.DONE,
    SUMMARY: terms.Part.SUMMARY,
    SAID: terms.Part.SAID,
}
"""Under which part of an open report stands what lies in envelopes of this kind of a sealed one."""


def _keep(report: Report, keys: DataKeys | None, kind: str, number: int, text: bytes, *, side: Side) -> None:
    if report.channel.sealed:
        _put(report, keys, kind, number, text, side=side)
    else:
        ReportWords.objects.create(report=report, part=_PARTS[kind], number=number, text=text.decode())


def _held(report: Report, keys: DataKeys | None, kind: str) -> dict[int, bytes]:
    if report.channel.sealed:
        return _taken(report, keys, kind)
    found = ReportWords.objects.filter(report=report, part=_PARTS[kind]).values_list("number", "text")
    return {number: text.encode() for number, text in found}


def _put(report: Report, keys: DataKeys | None, kind: str, number: int, text: bytes, *, side: Side) -> None:
    vault.put(keys=_needed(keys), thing=report.ref, kind=kind, number=number, side=side, text=text)


def _kept(held: Mapping[int, bytes]) -> tuple[KeptFile, ...]:
    return tuple(KeptFile(number, About.from_bytes(raw)) for number, raw in held.items())


def _all(thing: Ref, keys: DataKeys) -> dict[int, bytes]:
    return {number: raw for number, (_side, raw) in vault.take_all(keys=keys, thing=thing, kind=FILE).items()}


def _taken(report: Report, keys: DataKeys | None, kind: str) -> dict[int, bytes]:
    found = vault.take_all(keys=_needed(keys), thing=report.ref, kind=kind)
    return {number: text for number, (_side, text) in found.items()}


def _needed(keys: DataKeys | None) -> DataKeys:
    if keys is None:
        raise Locked
    return keys
