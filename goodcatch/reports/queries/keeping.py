"""Reads of keeping: until when a sealed report is kept, and which ones may go."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef

from goodcatch.kernel import clock
from goodcatch.kernel.refs import System
from goodcatch.people.queries import Viewer
from goodcatch.reports.models import Clock, Hold, Message, Report
from goodcatch.reports.queries.channels import owed
from goodcatch.standards.terms import months_later


def keep_until(viewer: Viewer, report: Report) -> date:
    """Give the last day on which a closed report is kept, by its law's edition or the stricter channel."""
    assert report.closed_at is not None  # noqa: S101  # asked of closed reports alone
    return months_later(report.closed_at.date(), owed(viewer, report).keep_months)


def may_be_purged(viewer: System, report: Report) -> bool:
    """Tell whether a report may be deleted: its time has ended, all is read, no clock runs, no hold stands."""
    return any(each.pk == report.pk for each in due_to_go(viewer, only=report))


def due_to_go(viewer: System, *, only: Report | None = None) -> list[Report]:
    """Give the sealed reports whose time has ended, in which all is read, where no clock runs and no hold stands."""
    mine = {"report": OuterRef("pk")}
    found = Report.objects.filter(
        ~Exists(Message.objects.filter(**mine, from_reporter=True, read_on__isnull=True)),
        ~Exists(Clock.objects.filter(**mine, ended_on__isnull=True)),
        ~Exists(Hold.objects.filter(**mine, lifted_at__isnull=True)),
        channel__sealed=True,
        closed_at__isnull=False,
        unread=False,
        held=False,
    )
    chosen = found.filter(pk=only.pk) if only else found
    rows = chosen.select_related("channel__unit", "law").order_by("day", "id")
    return [report for report in rows if keep_until(viewer, report) < clock.today()]


def hold_on(viewer: Viewer, report: Report) -> Hold | None:  # noqa: ARG001  # its report was given to a viewer
    """Give the hold that stands on a report, if any."""
    return Hold.objects.filter(report=report, lifted_at__isnull=True).select_related("placed_by").first()
