"""Reads of many reports: the inbox of those who handle them, and one person's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from goodcatch.kernel import clock
from goodcatch.kernel.refs import PUBLIC
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.reports import rules, terms, words
from goodcatch.reports.models import Report, ReportWords
from goodcatch.reports.queries.channels import owed

PAGE = 25


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A report with what was told in it, for lists; of a sealed one nothing, until keys open it.

    `minutes` say how it was told, where a handler wrote it down.
    """

    report: Report
    happened: str
    where: str
    name: str
    remedy: str = ""
    minutes: terms.Minutes | None = None

    @property
    def due(self) -> date | None:
        """The day by which whoever reported is owed thanks, then an answer; None once it is closed."""
        if self.report.is_closed:
            return None
        days = owed(PUBLIC, self.report)
        return days.answer_by if self.report.acknowledged_at else days.acknowledge_by

    @property
    def late(self) -> bool:
        """True where that day has gone by."""
        return self.due is not None and self.due < clock.today()


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Some rows of the inbox, and the public id after which the next page begins, if there is one."""

    rows: tuple[InboxRow, ...]
    after: str | None


def reports_for(viewer: Viewer) -> QuerySet[Report]:
    """Give the reports that this viewer handles, to be narrowed further; newest day first, no order within a day."""
    return Report.objects.filter(rules.visible_to(viewer)).order_by("-day", "-id")


def inbox(viewer: Viewer, *, after: str | None = None, waiting: bool = True, size: int = PAGE) -> InboxPage:
    """Give a page of the inbox of open channels: with `waiting` those not closed, or with something unread; else all.

    Costs three queries at most, however many reports there are; `after` is the public id where the last page ended.
    """
    found = reports_for(viewer).filter(channel__sealed=False)
    if waiting:
        found = found.filter(Q(closed_at__isnull=True) | Q(unread=True))
    last = reports_for(viewer).filter(public_id=after).values_list("day", "id").first() if after else None
    if last:
        found = found.filter(Q(day__lt=last[0]) | Q(day=last[0], id__lt=last[1]))
    reports = list(found.select_related("channel", "place", "person", "law")[: size + 1])
    rows = rows_of(viewer, reports[:size])
    return InboxPage(rows, reports[size - 1].public_id if len(reports) > size else None)


def rows_of(viewer: Viewer, reports: Iterable[Report]) -> tuple[InboxRow, ...]:  # noqa: ARG001  # its reports were given to a viewer
    """Give these reports, which the viewer was given by `reports_for`, with their words; one query."""
    listed = list(reports)
    found = ReportWords.objects.filter(report__in=listed).exclude(part__in=(terms.Part.MESSAGE, terms.Part.DONE))
    texts: dict[int, dict[str, str]] = defaultdict(dict)
    for report_id, part, text in found.values_list("report_id", "part", "text"):
        texts[report_id][part] = text
    return tuple(
        InboxRow(
            report=report,
            happened=texts[report.pk].get(terms.Part.HAPPENED, ""),
            where=texts[report.pk].get(terms.Part.WHERE, ""),
            name=texts[report.pk].get(terms.Part.NAME, ""),
            remedy=texts[report.pk].get(terms.Part.REMEDY, ""),
            minutes=words.minutes_in(texts[report.pk]),
        )
        for report in listed
    )


def own_reports(viewer: Viewer) -> tuple[InboxRow, ...]:
    """Give the reports that this person signed, newest day first."""
    if not isinstance(viewer, Person):
        return ()
    found = Report.objects.filter(person=viewer).select_related("channel", "place").order_by("-day", "-id")
    return rows_of(viewer, found)
