"""The triage desk: thank, group, close with an answer, several reports at a time (CASE-5, P-1)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.cases.models import CaseReport
from goodcatch.cases.services.opening import held_reports
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Person
from goodcatch.reports import services as reports_services
from goodcatch.reports.models import Report


@transaction.atomic
def thank(*, by: Person, reports: Sequence[Report]) -> Report:
    """Thank whoever reported, for each of these reports that nobody has thanked yet. Raises RuleBroken."""
    waiting = [report for report in held_reports(reports) if not report.acknowledged_at]
    if not waiting:
        raise RuleBroken(_("Whoever reported these has been thanked already. Tick others."))
    for report in waiting:
        reports_services.acknowledge(by=by, report=report)
    return waiting[0]


@transaction.atomic
def close_with_answer(
    *, by: Person, reports: Sequence[Report], answer: str, outcome: str, withheld: str = ""
) -> Report:
    """Close loose reports with one answer, thanks included: for what needs no matter of its own. Raises RuleBroken.

    `outcome` is what followed, or that the law keeps us from saying it: then `withheld` is why.
    """
    if not reports:
        raise RuleBroken(_("Tick at least one report."))
    reports = held_reports(reports)
    if CaseReport.objects.filter(report__in=reports, until=None).exists():
        raise RuleBroken(_("One of these belongs to a matter. It is answered there, when the matter moves on."))
    for report in reports:
        reports_services.close_with_answer(by=by, report=report, answer=answer, outcome=outcome, withheld=withheld)
    return reports[0]
