"""Reads of keeping: which reports a matter still needs, and the hold on a matter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q

from goodcatch.cases.models import Case, CaseReport, CaseText, Hold, Participant, Question, Statement, Update
from goodcatch.cases.rules import handles
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, names_nobody
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


def held_of(viewer: System, *, person: Person) -> bool:  # noqa: ARG001  # for the house itself
    """Tell whether a hold stands on a matter, left to nobody by name, that a person wrote or had a part in."""
    here = {"case": OuterRef("pk")}
    took_part = [
        Participant.objects.filter(**here, person=person),
        Statement.objects.filter(**here, owner=person),
        Update.objects.filter(**here, by=person),
        Question.objects.filter(Q(asked_by=person) | Q(answered_by=person), **here),
        CaseText.objects.filter(**here, by=person),
        CaseReport.objects.filter(**here, report__person=person, until=None),
    ]
    theirs = reduce(or_, (Q(Exists(rows)) for rows in took_part), Q(opened_by=person))
    return Case.objects.filter(names_nobody(), Q(held=True) | Q(joined_case__held=True)).filter(theirs).exists()


def hold_on(viewer: Viewer, case: Case) -> Hold | None:
    """Give the hold that stands on a case, to whoever was given the case; why, to those who look after it alone."""
    if not case.held:
        return None
    hold = Hold.objects.filter(case=case, lifted_at__isnull=True).select_related("placed_by").first()
    if hold is not None and not handles(viewer, case):
        hold.why = ""
    return hold
