"""Which matters wait for a leader who answers for them, on the page 'today'."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodcatch.cases import queries
from goodcatch.cases import services as cases
from goodcatch.cases.models import Case
from goodcatch.cases.queries.waiting import to_own
from goodcatch.cases.terms import ScaleKind
from goodcatch.cases.tests.telling import a_case, level
from goodcatch.kernel import clock
from goodcatch.people.models import Person
from goodcatch.people.services import named_people
from tests.cast import Cast
from tests.plans import plan_of

pytestmark = pytest.mark.django_db


def waiting_for(person: Person) -> list[str]:
    rows = queries.waiting(Person.objects.get(pk=person.pk))
    return [row.address for row in rows if row.address.endswith("/own/")]


def heavy(cast: Cast, case: Case, kind: ScaleKind = ScaleKind.IMPACT) -> str:
    """Weigh a matter so that it asks for a statement; give the address at which a leader answers for it."""
    case = cases.weigh(by=cast.handler, case=case, level=level(kind, 5), reason="It was serious.")
    assert case.asked.statement
    return f"{case.path}own/"


def test_it_waits_for_leaders_of_its_unit_until_one_of_them_answers(cast: Cast) -> None:
    case = a_case(cast)
    cases.weigh(by=cast.handler, case=case, level=level(ScaleKind.IMPACT, 1), reason="A scratch.")
    assert waiting_for(cast.leader) == []
    other = a_case(cast)
    by_potential, by_impact = heavy(cast, other, ScaleKind.POTENTIAL), heavy(cast, case)
    assert waiting_for(cast.leader) == waiting_for(cast.director) == [by_impact, by_potential]
    assert waiting_for(cast.handler) == waiting_for(cast.colleague) == []
    tomorrow = clock.today() + timedelta(days=1)
    cases.own(by=cast.leader, case=case, short="This happened. I answer for it.", next_word_on=tomorrow)
    assert waiting_for(cast.director) == [by_potential]
    Case.objects.filter(pk=other.pk).update(moved_on_at=clock.now())
    assert waiting_for(cast.director) == []


def test_it_waits_for_nobody_who_may_not_see_it(cast: Cast) -> None:
    case = a_case(cast, audience=named_people(cast.handler, cast.director))
    address = heavy(cast, case)
    assert waiting_for(cast.director) == [address]
    assert waiting_for(cast.leader) == []


def test_it_is_found_by_a_walk_through_what_is_open(cast: Cast) -> None:
    heavy(cast, a_case(cast))
    plan = plan_of(to_own(cast.director, [None]))
    assert "cases_case_open" in plan
    assert "ORDER BY" not in plan  # of SQLite's own, with a tree for it
    assert "Sort" not in plan
