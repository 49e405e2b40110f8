"""What of cases waits for those whom somebody stands in for, as far as both of them may see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _

from goodcatch.cases.models import Case, Participant, Statement
from goodcatch.cases.queries.waiting import (
    FOR_A_LEADER,
    Waiting,
    looked_after,
    promised,
    to_make_safe,
    to_own,
    unanswered,
    unready,
)
from goodcatch.cases.rules import visible_to
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, standing, stood_in_for
from goodcatch.people.terms import Role


def waiting_instead(viewer: Viewer, known: Iterable[Waiting]) -> list[Waiting]:
    """Give what waits for those whom the viewer stands in for, and is not `known` to wait for the viewer themselves.

    Each leads to the matter, where the viewer may do what their own part in it allows: to stand in lends no role.
    Reports to look at and questions before acting are not here: who may read one has it in their own list. One query
    for each who is away, and eight for all of them.
    """
    absent = list(stood_in_for(viewer))
    if not isinstance(viewer, Person) or not absent:
        return []
    own = {(row.case, row.why) for row in known}
    found = [*_for_leaders(viewer, absent), *_promised(viewer, absent), *_by_parts(viewer, absent)]
    return [row for row in found if (row.case, row.why) not in own]


def _for_leaders(viewer: Person, absent: list[Person]) -> Iterator[Waiting]:
    led = {person: [unit for role, unit in standing(person).grants if role == Role.LEADER] for person in absent}
    leaders = {person: units for person, units in led.items() if units}
    if not leaders:
        return
    theirs = _any(Q(pk__in=to_own(person, units)) for person, units in leaders.items())
    found = list(Case.objects.filter(visible_to(viewer), theirs).select_related("unit").order_by("opened_at"))
    names = {
        case: person.name
        for case in found
        for person, units in leaders.items()
        if any(unit is None or unit.pk in case.unit.ancestor_ids for unit in units)
    }
    yield from _named((Waiting(case.title, str(FOR_A_LEADER), case.path, case=case) for case in found), names)


def _promised(viewer: Person, absent: list[Person]) -> Iterator[Waiting]:
    theirs = _any(Q(owner=person) & visible_to(person, "case__") for person in absent)
    statements = Statement.objects.filter(theirs)
    why = _("The next word was promised.")
    rows = [replace(row, why=why) for row in promised(viewer, statements)]
    owned = Statement.objects.filter(case__in=[row.case for row in rows if row.case]).select_related("case", "owner")
    yield from _named(rows, {each.case: each.owner.name for each in owned})


def _by_parts(viewer: Person, absent: list[Person]) -> Iterator[Waiting]:
    theirs = _any(Q(pk__in=looked_after(person).values("pk")) & visible_to(person) for person in absent)
    cases = Case.objects.filter(theirs)
    rows = [*to_make_safe(viewer, cases), *unanswered(viewer, cases), *unready(viewer, cases)]
    parts = Participant.objects.filter(case__in=[row.case for row in rows if row.case], person__in=absent, until=None)
    yield from _named(rows, {each.case: each.person.name for each in parts.select_related("case", "person")})


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


def _named(rows: Iterable[Waiting], names: Mapping[Case, str]) -> Iterator[Waiting]:
    """Let each row lead to its matter, and say for whom; that somebody else is late is said to nobody (P-4)."""
    for row in rows:
        if row.case and row.case in names:
            yield replace(row, address=row.case.path, late=False, whose=names[row.case])
