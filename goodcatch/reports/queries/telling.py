"""Reads of one report: who reaches it, and its words and dialogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import BigAutoField, BigIntegerField, CharField, Exists, OuterRef, Q, QuerySet

from goodcatch.kernel import clock
from goodcatch.kernel.ready import Gap, Ready
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.people.terms import Reporter
from goodcatch.reports import kept, rules, terms, words
from goodcatch.reports.models import Message, Milestone, Report
from goodcatch.reports.queries.channels import owed
from goodcatch.vault.terms import DataKeys

_BESIDE = ("channel__unit", "place", "person", "acknowledged_by", "closed_by", "law")


@dataclass(frozen=True, slots=True)
class Said:
    """One message as a viewer sees it; `author` is shown to those who handle the report alone."""

    number: int
    text: str
    from_reporter: bool
    is_answer: bool
    day: date
    read_on: date | None
    author: Person | None
    files: tuple[words.KeptFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Reached:
    """A milestone that was reached, with what stands beside it, and the day by which it is promised."""

    told: terms.Told
    words: str
    day: date
    promised_on: date | None
    outcome: terms.Outcome | None


@dataclass(frozen=True, slots=True)
class Telling:
    """A report with its words, its dialogue and its milestones, in order.

    `minutes` and `done` are those of an open report, for `minutes_of`, which gives them of any.
    """

    report: Report
    told: terms.WordsTold
    files: tuple[words.KeptFile, ...]
    messages: tuple[Said, ...]
    milestones: tuple[Reached, ...]
    acknowledge_by: date
    answer_by: date
    withheld: str
    """Why the law keeps those who handle an open report from saying what followed; never shown to its reporter."""
    minutes: terms.Minutes | None = None
    done: tuple[terms.Done, ...] = ()

    def file(self, number: int) -> words.KeptFile | None:
        """Give the file with this number, where the viewer may see it."""
        listed = [*self.files, *(each for said in self.messages for each in said.files)]
        return next((each for each in listed if each.number == number), None)

    @property
    def made_safe_on(self) -> date | None:
        """The day on which whoever reported was told that it is safe for now; None while they were not."""
        days = [each.day for each in self.milestones if each.told == terms.Told.MADE_SAFE]
        return days[-1] if days else None

    @property
    def outcome(self) -> terms.Outcome | None:
        """What followed from it, as it stands beside the answer; None before it is closed."""
        return next((each.outcome for each in self.milestones if each.outcome), None)

    @property
    def answered(self) -> bool:
        """True once those who handle it have written to whoever reported."""
        return any(not said.from_reporter for said in self.messages)

    @property
    def unread_by_reporter(self) -> bool:
        """True where something written to the reporter waits to be read."""
        return any(not said.from_reporter and said.read_on is None for said in self.messages)

    @property
    def happened(self) -> str:
        """What happened, in the words of whoever told it."""
        return self.told.happened

    @property
    def where(self) -> str:
        """Where, in their words."""
        return self.told.where

    @property
    def name(self) -> str:
        """The name they gave, if they did."""
        return self.told.name


def report_for(viewer: Viewer, public_id: str) -> Report | None:
    """Give the report with this id to those who handle it; None to everybody else."""
    return Report.objects.filter(rules.visible_to(viewer), public_id=public_id).select_related(*_BESIDE).first()


def door_to(viewer: Viewer, public_id: str) -> Literal["handled", "sealed", "own"] | None:
    """Tell through which page the viewer reaches a report, in one query: as who handles it, else as who signed it.

    Those who handle a sealed one reach it through a page of its own.
    """
    handled = Report.objects.filter(rules.visible_to(viewer), pk=OuterRef("pk"))
    own = Q(person=viewer) if isinstance(viewer, Person) else Q(pk__in=[])
    found = Report.objects.filter(own | Q(Exists(handled)), public_id=public_id).annotate(handled=Exists(handled))
    mine = found.values_list("handled", "channel__sealed").first()
    if mine is None:
        return None
    handled_by_them, sealed = mine
    return ("sealed" if sealed else "handled") if handled_by_them else "own"


def own_report(viewer: Viewer, public_id: str) -> Report | None:
    """Give the report with this id to whoever sent it: the person who signed, or the holder of its receipt."""
    if isinstance(viewer, Person):
        return _SIGNED.first(public_id=public_id, person=viewer.pk)
    if isinstance(viewer, Reporter) and viewer.report == public_id:
        return _UNSIGNED.first(public_id=public_id)
    return None


def _named() -> QuerySet[Report]:
    return Report.objects.filter(public_id=Gap("public_id", CharField())).select_related(*_BESIDE)


_SIGNED = Ready(lambda: _named().filter(person=Gap("person", BigAutoField())))
_UNSIGNED = Ready(lambda: _named().filter(person__isnull=True))
_MESSAGES = Ready(
    lambda: Message.objects.filter(report=Gap("report", BigIntegerField())).select_related("author").order_by("number")
)
_MILESTONES = Ready(lambda: Milestone.objects.filter(report=Gap("report", BigIntegerField())).order_by("number"))


def telling(viewer: Viewer, report: Report, keys: DataKeys | None = None) -> Telling:
    """Give a report with its words, dialogue and milestones, to whoever was given the report; six queries at most.

    `keys` are those of a sealed report. Who sent it sees no names of handlers, but roles and days (P-4); who handles
    a sealed one sees what its reporter wrote from the next fixed hour on, and when they read from the next day on.
    Raises Locked.
    """
    for_reporter = isinstance(viewer, Reporter) or report.person_id == getattr(viewer, "pk", 0)
    found = words.read(report, keys)
    due = owed(viewer, report)
    return Telling(
        report=report,
        told=found.told,
        files=_beside(found, 0),
        messages=tuple(
            Said(
                number=message.number,
                text=found.messages.get(message.number, ""),
                from_reporter=message.from_reporter,
                is_answer=message.is_answer,
                day=message.day,
                read_on=_read_on(message, report, for_reporter=for_reporter),
                author=None if for_reporter else message.author,
                files=_beside(found, message.number),
            )
            for message in _MESSAGES.ask(report=report.pk)
            if for_reporter or not message.held
        ),
        milestones=tuple(_reached(row, found) for row in _MILESTONES.ask(report=report.pk)),
        acknowledge_by=due.acknowledge_by,
        answer_by=due.answer_by,
        withheld="" if for_reporter else found.withheld,
        minutes=found.minutes,
        done=found.done,
    )


def _reached(row: Milestone, found: words.Words) -> Reached:
    beside = found.milestones.get(row.number) or terms.Beside(row.words, row.promised_on, outcome=row.outcome)
    outcome = terms.Outcome(beside.outcome) if beside.outcome else None
    return Reached(terms.Told(beside.told or row.told), beside.words, row.day, beside.promised_on, outcome)


def _beside(found: words.Words, number: int) -> tuple[words.KeptFile, ...]:
    return tuple(each for each in found.files if each.beside == number)


def _read_on(message: Message, report: Report, *, for_reporter: bool) -> date | None:
    """Give the day of reading; to those who handle a sealed report not on that day itself, lest they watch the hour."""
    watched = report.channel.sealed and not for_reporter and not message.from_reporter
    return None if watched and message.read_on == clock.today() else message.read_on


def says_the_same(viewer: Viewer, report: Report, told: Mapping[str, Any]) -> bool:  # noqa: ARG001  # whoever sent it
    """Tell whether these answers are, word by word, those with which an open report was sent."""
    found = words.read(report).told
    typed = (
        kept.text(told["happened"], field=""),
        kept.line(told["where"], field=""),
        kept.line(told["name"], field=""),
    )
    return (found.happened, found.where, found.name) == typed


def files_of(viewer: Viewer, reports: Iterable[Report]) -> dict[Ref, tuple[words.KeptFile, ...]]:  # noqa: ARG001  # its reports were given to a viewer
    """Give the files beside what was told in these reports of open channels, which the viewer was given.

    One query, and one more for each report that has some.
    """
    found = words.files_of(reports)
    return {thing: tuple(each for each in kept if not each.beside) for thing, kept in found.items()}
