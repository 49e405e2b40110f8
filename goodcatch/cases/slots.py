"""What cases lend to pages of other rooms."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from goodcatch.cases import queries, rules
from goodcatch.people.models import Person
from goodcatch.reports.models import Report


def waiting(viewer: Person, _thing: object, request: HttpRequest) -> str:
    """Show on the page 'today' what of cases waits for the viewer."""
    rows = queries.waiting(viewer)
    rows += queries.waiting_instead(viewer, rows)
    return render_to_string("cases/waiting.html", {"rows": rows}, request) if rows else ""


def report_rail(viewer: Person, report: Report, request: HttpRequest) -> str:
    """Show beside a report, to those who handle it, the matter that it belongs to, or the way to one."""
    case = queries.case_of_report(viewer, report)
    context = {
        "case": case,
        "asks_safe": report.danger and report.closed_at is None and (case is None or case.safe_at is None),
        "may_say": case is not None and rules.may_handle(viewer, case),
        "report": report,
        "may_open": report.closed_at is None
        and report.may_be_matter
        and not queries.belongs(viewer, report)
        and rules.may_open_anywhere(viewer),
    }
    return render_to_string("cases/report_rail.html", context, request)
