"""Reads of keeping: which reports a matter still needs, and the hold on a matter."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from goodcatch.cases.models import Case, CaseReport, Hold
from goodcatch.cases.rules import handles
from goodcatch.kernel.refs import System
from goodcatch.people.queries import Viewer
from goodcatch.reports.models import Report

_AT_ONCE = 500


def kept_reports(viewer: System, *, reports: Sequence[Report]) -> frozenset[str]:  # noqa: ARG001  # for the house itself
    """Tell which of these reports stay: those in a matter that has not moved on, or on which a hold stands.

    A matter that was joined to another one is over when both are. Asked by the purge of reports.
    """
    found: set[str] = set()
    for start in range(0, len(reports), _AT_ONCE):
        some = [report.pk for report in reports[start : start + _AT_ONCE]]
        bound = CaseReport.objects.filter(report__in=some, until=None)
        found |= set(bound.filter(_still_open() | _on_hold()).values_list("report__public_id", flat=True))
    return frozenset(found)


def _still_open() -> Q:
    joined = Q(case__joined_case__isnull=False, case__joined_case__moved_on_at__isnull=True)
    return Q(case__moved_on_at__isnull=True) | joined


def _on_hold() -> Q:
    return Q(case__held=True) | Q(case__joined_case__held=True)


def hold_on(viewer: Viewer, case: Case) -> Hold | None:
    """Give the hold that stands on a case, to whoever was given the case; why, to those who look after it alone."""
    if not case.held:
        return None
    hold = Hold.objects.filter(case=case, lifted_at__isnull=True).select_related("placed_by").first()
    if hold is not None and not handles(viewer, case):
        hold.why = ""
    return hold
