"""Audiences: one row for one content, and two directions that never disagree."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import PUBLIC, System
from goodcatch.people import services as people
from goodcatch.people.models import Audience, AudienceClause, Grant, Membership, Person, Unit
from goodcatch.people.queries import audiences_held, people_in
from goodcatch.people.terms import Reporter, Role
from tests.cast import Cast

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SPANS = [
    (NOW - DAY, None),
    (NOW - 2 * DAY, None),
    (NOW - DAY, NOW + DAY),
    (NOW - 3 * DAY, NOW - DAY),
    (NOW + DAY, None),
    (NOW - DAY, NOW),
]
"""Holding for good, holding for now, ended, not yet begun, ending this very moment."""

ROLES = [Role.LEADER, Role.TRIAGER, Role.ADMINISTRATOR]
"""One that reads all of a unit, one that reads what names it, one that reads nothing: the others are like these."""
RARELY = st.sampled_from([False, False, False, True])
RELAXED = settings(
    max_examples=50,
    deadline=None,
    phases=[Phase.generate],  # making a case smaller takes minutes where each is a house in a database
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def raise_house(data: st.DataObject) -> tuple[list[Unit], list[Person], list[Audience]]:
    """Make a random tree, random people in it with random pasts, and random audiences."""
    units: list[Unit] = []
    for number in range(data.draw(st.integers(1, 6), label="units")):
        parent = units[data.draw(st.integers(0, number - 1))] if number else None
        unit = Unit.objects.create(name=f"U{number}", parent=parent)
        unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
        unit.save()
        units.append(unit)
    everybody = [_person(data, number, units) for number in range(data.draw(st.integers(1, 5), label="people"))]
    audiences = [_audience(data, units, everybody) for _ in range(data.draw(st.integers(1, 6), label="audiences"))]
    return units, everybody, audiences


def _person(data: st.DataObject, number: int, units: list[Unit]) -> Person:
    left = NOW - DAY if data.draw(RARELY, label="left") else None
    guest = data.draw(RARELY, label="guest")
    person = Person.objects.create(
        name=f"P{number}", username=f"p{number}", joined_at=NOW - 9 * DAY, left_at=left, guest=guest
    )
    for unit in data.draw(st.lists(st.sampled_from(units), unique_by=lambda u: u.pk, max_size=2), label="member"):
        since, until = data.draw(st.sampled_from(SPANS))
        Membership.objects.create(person=person, unit=unit, since=since, until=until)
    places = st.tuples(st.sampled_from(ROLES), st.sampled_from([None, *units]))
    chosen = data.draw(st.lists(places, unique_by=lambda p: (p[0], p[1] and p[1].pk), max_size=3), label="grants")
    for role, at in chosen:
        since, until = data.draw(st.sampled_from(SPANS))
        Grant.objects.create(person=person, role=role, unit=at, since=since, until=until)
    return person


def _audience(data: st.DataObject, units: list[Unit], everybody: list[Person]) -> Audience:
    content: dict[str, Any] = {
        "inside": data.draw(RARELY, label="inside"),
        "units": data.draw(st.lists(st.sampled_from(units), max_size=2)),
        "people": data.draw(st.lists(st.sampled_from(everybody), max_size=2)),
        "roles": data.draw(st.lists(st.tuples(st.sampled_from(ROLES), st.sampled_from([None, *units])), max_size=2)),
    }
    if not any(content.values()):
        content["people"] = [everybody[0]]
    return people.audience_of(**content)


@contextmanager
def house_of(data: st.DataObject) -> Iterator[tuple[list[Unit], list[Person], list[Audience]]]:
    """Give a random house for as long as one case is tried."""
    with transaction.atomic(), clock.moved_to(NOW):
        yield raise_house(data)
        transaction.set_rollback(True)


@pytest.mark.django_db
@RELAXED
@given(data=st.data())
def test_who_is_in_an_audience_holds_it_and_whoever_holds_it_is_in_it(data: st.DataObject) -> None:
    with house_of(data) as (_, everybody, audiences):
        for audience in audiences:
            inside = set(people_in(audience.pk).values_list("pk", flat=True))
            holding = {p.pk for p in everybody if audience.pk in set(audiences_held(Person.objects.get(pk=p.pk)))}
            assert inside == holding


@pytest.mark.django_db
@RELAXED
@given(data=st.data())
def test_nobody_reads_by_being_administrator_or_auditor(data: st.DataObject) -> None:
    with house_of(data) as (units, everybody, audiences):
        named = set(AudienceClause.objects.filter(role__in=[Role.ADMINISTRATOR, Role.AUDITOR]).values_list("audience"))
        person = everybody[0]
        before = set(audiences_held(Person.objects.get(pk=person.pk)))
        for role in (Role.ADMINISTRATOR, Role.AUDITOR):
            for at in [None, *units]:
                Grant.objects.filter(person=person, role=role, unit=at).delete()
                Grant.objects.create(person=person, role=role, unit=at, since=NOW - DAY)
        assert set(audiences_held(Person.objects.get(pk=person.pk))) == before
        assert {a.pk for a in audiences} >= {pk for (pk,) in named}


@pytest.mark.django_db
@RELAXED
@given(data=st.data())
def test_the_same_content_in_whatever_order_is_the_same_row(data: st.DataObject) -> None:
    with house_of(data) as (units, everybody, _):
        some_units = data.draw(st.lists(st.sampled_from(units), max_size=4))
        some_people = data.draw(st.lists(st.sampled_from(everybody), min_size=1, max_size=4))
        roles: list[tuple[Role, Unit | None]] = data.draw(
            st.lists(st.tuples(st.sampled_from(ROLES), st.sampled_from([None, *units])), max_size=4)
        )
        one = people.audience_of(units=some_units, people=some_people, roles=roles)
        count = AudienceClause.objects.count()
        other = people.audience_of(
            units=data.draw(st.permutations(some_units)) + some_units,
            people=data.draw(st.permutations(some_people)),
            roles=data.draw(st.permutations(roles)) + roles,
        )
        assert one == other
        assert AudienceClause.objects.count() == count
        assert people.audience_of(inside=True, units=some_units, people=some_people, roles=roles) != one


def test_an_audience_of_nobody_is_refused() -> None:
    with pytest.raises(RuleBroken, match="nobody in it"):
        people.audience_of()  # refused before anything is asked of the database


def test_an_administrator_reads_what_every_member_reads_and_no_more(cast: Cast) -> None:
    inside = people.everyone_inside()
    night = people.units_named(cast.units.night_shift)
    named = people.named_people(cast.reporter, roles=[(Role.TRIAGER, None), (Role.ADMINISTRATOR, None)])
    assert set(audiences_held(cast.administrator)) == {inside.pk}
    assert set(audiences_held(cast.leader)) == {inside.pk, night.pk}
    assert set(audiences_held(cast.handler)) == {inside.pk, named.pk}
    assert set(audiences_held(cast.guest)) == set(audiences_held(cast.leaver)) == set()
    for nobody in (PUBLIC, System("worker"), Reporter("A2B3C4D5")):
        assert set(audiences_held(nobody)) == set()


def test_a_guest_reads_what_names_them(cast: Cast) -> None:
    named = people.named_people(cast.guest)
    people.everyone_inside()
    assert set(audiences_held(cast.guest)) == {named.pk}
    assert list(people_in(named.pk)) == [cast.guest]
