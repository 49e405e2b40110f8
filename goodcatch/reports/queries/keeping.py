"""Reads of keeping: until when a report is kept, what keeps it longer, and which ones may go."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.module_loading import import_string

from goodcatch.kernel import clock
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, names_nobody
from goodcatch.reports.models import Clock, Hold, Message, Report
from goodcatch.reports.queries.channels import owed
from goodcatch.standards.terms import months_later


def keep_until(viewer: Viewer, report: Report) -> date:
    """Give the last day on which a closed report is kept, by its law's edition or the stricter channel."""
    assert report.closed_at is not None  # noqa: S101  # asked of closed reports alone
    return months_later(report.closed_at.date(), owed(viewer, report).keep_months)


def may_be_purged(viewer: System, report: Report) -> bool:
    """Tell whether a report may be deleted: its time has ended, all is read, and nothing keeps it."""
    return any(each.pk == report.pk for each in due_to_go(viewer, only=report))


def due_to_go(viewer: System, *, only: Report | None = None) -> list[Report]:
    """Give the reports, open and sealed, whose time has ended, in which all is read, and that nothing keeps.

    What keeps one: a clock that runs, a hold, or a room above to which it still belongs (config.house.KEPT_BY).
    """
    mine = {"report": OuterRef("pk")}
    found = Report.objects.filter(
        ~Exists(Message.objects.filter(**mine, from_reporter=True, read_on__isnull=True)),
        ~Exists(Clock.objects.filter(**mine, ended_on__isnull=True)),
        ~Exists(Hold.objects.filter(**mine, lifted_at__isnull=True)),
        closed_at__isnull=False,
        unread=False,
        held=False,
    )
    ended = _ended(viewer, found.filter(pk=only.pk) if only else found)
    for path in import_string("config.house.KEPT_BY"):
        kept: frozenset[str] = import_string(path)(viewer, reports=ended)
        ended = [report for report in ended if report.public_id not in kept]
    return ended


def _ended(viewer: System, found: QuerySet[Report]) -> list[Report]:
    """Give those of the closed reports found whose last day of keeping has passed.

    Reports of one channel, law and outcome are kept for as long: only those closed early enough are looked at.
    """
    today, ended = clock.today(), []
    alike = ("channel_id", "law_id", "not_taken_up")
    for same in found.order_by().values(*alike).distinct():
        rows = found.filter(**same).select_related("channel__unit", "law").order_by("day", "id")
        first = rows.first()
        if first is None:
            continue
        bound = months_later(today, -owed(viewer, first).keep_months) + timedelta(days=1)
        early = rows.filter(closed_at__lt=datetime(bound.year, bound.month, bound.day, tzinfo=UTC))
        ended += [report for report in early if keep_until(viewer, report) < today]
    return ended


def held_of(viewer: System, *, person: Person) -> bool:  # noqa: ARG001  # for the house itself
    """Tell whether a hold stands on a report of an open channel, left to nobody by name, that a person took part in."""
    standing = Hold.objects.filter(names_nobody("report__"), lifted_at__isnull=True, report__channel__sealed=False)
    wrote = Exists(Message.objects.filter(report=OuterRef("report"), author=person))
    handled = Q(report__person=person) | Q(report__acknowledged_by=person) | Q(report__closed_by=person)
    return standing.filter(handled | Q(wrote)).exists()


def hold_on(viewer: Viewer, report: Report) -> Hold | None:  # noqa: ARG001  # its report was given to a viewer
    """Give the hold that stands on a report, if any."""
    return Hold.objects.filter(report=report, lifted_at__isnull=True).select_related("placed_by").first()
