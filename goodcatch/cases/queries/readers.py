"""Who reads a case, who could be named, who has a part: for those who look after it."""

from __future__ import annotations

from goodcatch.cases import rules
from goodcatch.cases.models import Case, CaseReport, Participant, Statement
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, people_in
from goodcatch.people.rules import may_see_directory
from goodcatch.reports.models import Report

MOST = 500
"""More people than this are not offered for choosing."""


def readers_of(*, viewer: Viewer, case: Case) -> list[Person]:
    """Give those who may read the case, by name, to whoever looks after it."""
    if not rules.handles(viewer, case):
        return []
    return list(people_in(case.audience_id).order_by("name", "pk")[:MOST])


def could_be_named(*, viewer: Viewer, case: Case) -> list[Person]:
    """Give everybody with an account, guests too, by name, to whoever looks after the case.

    A guest who looks after it does not see the house: to them, those who read it already.
    """
    if not rules.handles(viewer, case):
        return []
    if not isinstance(viewer, System) and not may_see_directory(viewer):
        return readers_of(viewer=viewer, case=case)
    return list(Person.objects.filter(left_at=None).order_by("name", "pk")[:MOST])


def participant(*, viewer: Viewer, case: Case, person: str, part: str) -> Participant | None:
    """Give one part in a case that the viewer was given."""
    rows = Participant.objects.filter(case=case, person__public_id=person, part=part, until=None)
    return rows.select_related("person").first() if rules.may_see(viewer, case) else None


def near_report(viewer: System, *, report: Report) -> frozenset[int]:  # noqa: ARG001  # for the house itself
    """Give who had to do with a matter of this report, by primary key: who opened, owns, closed it or takes part.

    Asked when somebody is watched over because of the report: none of them learns what is done to them.
    """
    cases = CaseReport.objects.filter(report=report).values("case_id")
    found: set[int | None] = set()
    for row in Case.objects.filter(pk__in=cases).values_list("opened_by_id", "safe_by_id", "moved_on_by_id"):
        found |= set(row)
    found |= set(Participant.objects.filter(case_id__in=cases).values_list("person_id", flat=True))
    found |= set(Statement.objects.filter(case_id__in=cases).values_list("owner_id", flat=True))
    return frozenset(each for each in found if each is not None)
