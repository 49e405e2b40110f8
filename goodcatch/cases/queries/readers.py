"""Who reads a case, who could be named, who has a part: for those who look after it."""

from __future__ import annotations

from goodcatch.cases import rules
from goodcatch.cases.models import Case, Participant
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, people_in
from goodcatch.people.rules import may_see_directory

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
