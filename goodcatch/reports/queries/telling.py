"""Reads of one report: who reaches it, and its words and dialogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Exists, OuterRef, Q

from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.people.terms import Reporter
from goodcatch.reports import rules, terms
from goodcatch.reports.models import Message, Milestone, Report, ReportWords, Slip
from goodcatch.reports.queries.channels import owed

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


@dataclass(frozen=True, slots=True)
class Telling:
    """A report with its words, its dialogue and its milestones, in order."""

    report: Report
    happened: str
    where: str
    name: str
    messages: tuple[Said, ...]
    milestones: tuple[Milestone, ...]
    acknowledge_by: date
    answer_by: date

    @property
    def unread_by_reporter(self) -> bool:
        """True where something written to the reporter waits to be read."""
        return any(not said.from_reporter and said.read_on is None for said in self.messages)


def report_for(viewer: Viewer, public_id: str) -> Report | None:
    """Give the report with this id to those who handle it; None to everybody else."""
    return Report.objects.filter(rules.visible_to(viewer), public_id=public_id).select_related(*_BESIDE).first()


def door_to(viewer: Viewer, public_id: str) -> Literal["handled", "own"] | None:
    """Tell through which page the viewer reaches a report, in one query: as who handles it, else as who signed it."""
    handled = Report.objects.filter(rules.visible_to(viewer), pk=OuterRef("pk"))
    own = Q(person=viewer) if isinstance(viewer, Person) else Q(pk__in=[])
    found = Report.objects.filter(own | Q(Exists(handled)), public_id=public_id).annotate(handled=Exists(handled))
    mine = found.values_list("handled", flat=True).first()
    return None if mine is None else "handled" if mine else "own"


def own_report(viewer: Viewer, public_id: str) -> Report | None:
    """Give the report with this id to whoever sent it: the person who signed, or the holder of its receipt."""
    found = Report.objects.filter(public_id=public_id).select_related(*_BESIDE)
    if isinstance(viewer, Person):
        return found.filter(person=viewer).first()
    if isinstance(viewer, Reporter) and viewer.report == public_id:
        return found.filter(person__isnull=True).first()
    return None


def telling(viewer: Viewer, report: Report) -> Telling:
    """Give a report with its words, dialogue and milestones, to whoever was given the report; three queries.

    Who sent it sees no names of handlers, but roles and days (P-4).
    """
    for_reporter = isinstance(viewer, Reporter) or report.person_id == getattr(viewer, "pk", 0)
    texts = {
        (part, number): text
        for part, number, text in ReportWords.objects.filter(report=report).values_list("part", "number", "text")
    }
    due = owed(viewer, report)
    messages = Message.objects.filter(report=report).select_related("author").order_by("number")
    return Telling(
        report=report,
        happened=texts.get((terms.Part.HAPPENED, 0), ""),
        where=texts.get((terms.Part.WHERE, 0), ""),
        name=texts.get((terms.Part.NAME, 0), ""),
        messages=tuple(
            Said(
                number=message.number,
                text=texts.get((terms.Part.MESSAGE, message.number), ""),
                from_reporter=message.from_reporter,
                is_answer=message.is_answer,
                day=message.day,
                read_on=message.read_on,
                author=None if for_reporter else message.author,
            )
            for message in messages
        ),
        milestones=tuple(Milestone.objects.filter(report=report).order_by("number")),
        acknowledge_by=due.acknowledge_by,
        answer_by=due.answer_by,
    )


def has_slip(viewer: Reporter, report: Report) -> bool:
    """Tell whether a receipt was taken for this report."""
    return Slip.objects.filter(report=report, report__public_id=viewer.report).exists()
