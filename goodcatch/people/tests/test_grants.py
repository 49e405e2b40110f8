"""Giving and ending roles: told to those who hold them, and never to oneself."""

from datetime import timedelta

import pytest

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people import services as people
from goodcatch.people.models import Grant, Person
from goodcatch.people.queries import standing
from goodcatch.people.terms import READING_ROLES, Role
from goodcatch.record.models import Entry, EntryHearer
from tests.cast import Cast


def told(verb: str) -> dict[str, str]:
    entry = Entry.objects.filter(verb=verb).latest("pk")
    return dict(EntryHearer.objects.filter(entry=entry).values_list("person", "reason"))


def test_a_grant_is_told_to_the_person_and_to_those_who_hold_the_role(cast: Cast) -> None:
    people.grant(by=cast.administrator, person=cast.peer, role=Role.TRIAGER, unit=cast.units.treatment)
    assert told("people.grant") == {cast.peer.public_id: "yours", cast.handler.public_id: "holder"}
    row = Grant.objects.latest("pk")
    people.end_grant(by=cast.administrator, grant=row)
    assert told("people.end_grant") == {cast.peer.public_id: "yours", cast.handler.public_id: "holder"}


@pytest.mark.parametrize("role", list(Role))
def test_nobody_gives_a_role_to_themself(cast: Cast, role: Role) -> None:
    with pytest.raises(RuleBroken, match="themself"):
        people.grant(by=cast.administrator, person=cast.administrator, role=role)
    assert [r for r, _ in standing(cast.administrator).grants] == [Role.ADMINISTRATOR]


def test_an_administrator_holds_no_role_that_reads(cast: Cast) -> None:
    assert Role.ADMINISTRATOR not in READING_ROLES
    assert Role.AUDITOR not in READING_ROLES


def test_only_administrators_give_roles(cast: Cast) -> None:
    for part, person in cast.everybody.items():
        if part != "administrator":
            with pytest.raises(RuleBroken):
                people.grant(by=person, person=cast.peer, role=Role.CURATOR)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_some_roles_belong_to_the_house_as_a_whole(cast: Cast, role: Role) -> None:
    with pytest.raises(RuleBroken) as broken:
        people.grant(by=cast.administrator, person=cast.peer, role=role, unit=cast.units.treatment)
    assert broken.value.field == "unit"


def test_a_role_holds_from_its_day_until_its_day(cast: Cast) -> None:
    now = clock.now()
    people.grant(
        by=cast.administrator, person=cast.peer, role=Role.FACILITATOR, unit=cast.units.treatment,
        since=now + timedelta(days=2), until=now + timedelta(days=4),
    )  # fmt: skip
    for days, holds in ((0, False), (3, True), (5, False)):
        with clock.moved_to(now + timedelta(days=days)):
            fresh = Person.objects.get(pk=cast.peer.pk)
            assert standing(fresh).holds(Role.FACILITATOR, cast.units.treatment) is holds


def test_odd_grants_are_refused_with_a_sentence(cast: Cast) -> None:
    now, by = clock.now(), cast.administrator
    odd = [
        ({"person": cast.guest}, "person"),
        ({"person": cast.leaver}, "person"),
        ({"person": cast.peer, "until": now - timedelta(days=1)}, "until"),
        ({"person": cast.peer, "since": now + timedelta(days=3), "until": now + timedelta(days=2)}, "until"),
        ({"person": cast.curator}, "role"),
    ]
    for words, field in odd:
        with pytest.raises(RuleBroken) as broken:
            people.grant(by=by, role=Role.CURATOR, **words)  # type: ignore[arg-type]
        assert broken.value.field == field
    fleet = cast.units.fleet
    people.take_out_of_unit(by=by, person=cast.outsider, unit=fleet)
    people.close_unit(by=by, unit=fleet)
    fleet.refresh_from_db()
    with pytest.raises(RuleBroken, match="closed"):
        people.grant(by=by, person=cast.peer, role=Role.LEADER, unit=fleet)


def test_whoever_holds_a_role_lays_it_down_and_nobody_else_does(cast: Cast) -> None:
    row = Grant.objects.get(person=cast.curator)
    for stranger in (cast.outsider, cast.leader, cast.auditor):
        with pytest.raises(RuleBroken):
            people.end_grant(by=stranger, grant=row)
    people.end_grant(by=cast.curator, grant=row)
    assert standing(Person.objects.get(pk=cast.curator.pk)).grants == ()
    with pytest.raises(RuleBroken, match="ended already"):
        people.end_grant(by=cast.curator, grant=row)


def test_the_house_keeps_an_administrator(cast: Cast) -> None:
    row = Grant.objects.get(person=cast.administrator)
    with pytest.raises(RuleBroken, match="only administrator"):
        people.end_grant(by=cast.administrator, grant=row)
