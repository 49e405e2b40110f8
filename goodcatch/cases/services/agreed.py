"""Open a matter from what was agreed to leave a sealed report: it holds that summary, and nothing that leads back."""

from __future__ import annotations

from django.db import transaction

from goodcatch.cases import rules
from goodcatch.cases.models import Case
from goodcatch.cases.services.opening import KIND_OF, open_case
from goodcatch.cases.terms import Kind
from goodcatch.people.models import Person, Unit
from goodcatch.people.services import named_people
from goodcatch.reports.terms import Kind as ReportKind


@transaction.atomic
def open_agreed(*, by: Person, title: str, summary: str, kind: str, unit: Unit) -> Case:
    """Open a matter that only whoever opens it reads at first; the report that it stems from stands nowhere in it.

    Its unit is wide enough that it does not point at few. Raises RuleBroken.
    """
    rules.demand_wide(by, unit)
    usual = KIND_OF[ReportKind(kind)] if kind in ReportKind.values else Kind.CONCERN
    return open_case(by=by, title=title, kind=usual, unit=unit, summary=summary, audience=named_people(by))
