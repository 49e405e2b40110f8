"""The triage desk: reports that belong to no matter yet, for those who handle them; and what waits for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from goodcatch.cases.models import CaseReport
from goodcatch.kernel import ids
from goodcatch.people.queries import Viewer
from goodcatch.places.models import Place
from goodcatch.reports import queries as reports
from goodcatch.reports.models import Channel, Report

A_DESK = 25


@dataclass(frozen=True, slots=True)
class DeskFilter:
    """What the desk is narrowed to."""

    channel: Channel | None = None
    place: Place | None = None
    kind: str = ""


def untriaged(viewer: Viewer) -> QuerySet[Report]:
    """Give the open reports that the viewer handles and that belong to no matter; newest day first.

    Those of sealed channels are handled where they lie, and never come here; nor do questions before acting, unless
    whoever asked let a matter be opened of it.
    """
    bound = CaseReport.objects.filter(report=OuterRef("pk"), until=None)
    found = reports.reports_for(viewer).filter(~Exists(bound), closed_at=None, channel__sealed=False)
    return found.filter(Q(asks=False) | Q(matter_agreed_on__isnull=False))


def desk(viewer: Viewer, narrowed: DeskFilter, *, after: str | None = None) -> reports.InboxPage:
    """Give a page of the desk with the words of each report; four queries at most."""
    found = untriaged(viewer)
    if narrowed.channel:
        found = found.filter(channel=narrowed.channel)
    if narrowed.place:
        found = found.filter(place__path__startswith=narrowed.place.path)
    if narrowed.kind:
        found = found.filter(kind=narrowed.kind)
    last = reports.reports_for(viewer).filter(public_id=after).values_list("day", "id").first() if after else None
    if last:
        found = found.filter(Q(day__lt=last[0]) | Q(day=last[0], id__lt=last[1]))
    rows = list(found.select_related("channel", "place", "person", "law")[: A_DESK + 1])
    shown = reports.rows_of(viewer, rows[:A_DESK])
    return reports.InboxPage(shown, shown[-1].report.public_id if len(rows) > A_DESK else None)


def chosen(viewer: Viewer, public_ids: Iterable[str]) -> tuple[reports.InboxRow, ...]:
    """Give those of the named reports that the viewer handles and that wait on the desk, with their words."""
    wanted = [known for known in map(ids.read_id, list(public_ids)[:200]) if known]
    rows = untriaged(viewer).filter(public_id__in=wanted).select_related("channel", "place", "audience")
    return reports.rows_of(viewer, rows)


def handles_reports(viewer: Viewer) -> bool:
    """Tell whether any report at all is the viewer's to handle."""
    return reports.reports_for(viewer).order_by().exists()
