"""Who has a part, who may read it, and what becomes of somebody who is left off."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodcatch.cases import queries, rules
from goodcatch.cases import services as cases
from goodcatch.cases.models import Case, Participant
from goodcatch.cases.terms import Kind, Part
from goodcatch.cases.tests.telling import a_case, a_channel, a_report
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people import services as people
from goodcatch.people.models import Person
from goodcatch.people.queries import people_in
from goodcatch.people.services import audience_of, everyone_inside, named_people
from goodcatch.people.terms import Role
from goodcatch.record.models import EntryHearer
from goodcatch.reports import queries as report_queries
from tests.cast import SETUP, Cast

pytestmark = pytest.mark.django_db


def test_somebody_who_reads_it_is_given_a_part(cast: Cast) -> None:
    case = a_case(cast)
    cases.take_part(by=cast.handler, case=case, person=cast.peer, part=Part.HANDLER)
    assert rules.may_handle(cast.peer, case)
    cases.end_part(by=cast.peer, case=case, person=cast.peer, part=Part.HANDLER)
    assert not rules.may_handle(cast.peer, case)
    assert Participant.objects.filter(case=case, person=cast.peer, until__isnull=False).count() == 1


@pytest.mark.parametrize("part", ["guest", "leaver"])
def test_nobody_else_is(cast: Cast, part: str) -> None:
    with pytest.raises(RuleBroken, match="may not read"):
        cases.take_part(by=cast.handler, case=a_case(cast), person=cast.everybody[part], part=Part.CONTRIBUTOR)


def test_nobody_is_made_to_own(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="Nobody is made to own"):
        cases.take_part(by=cast.handler, case=a_case(cast), person=cast.leader, part=Part.OWNER)


def test_leaving_off_makes_an_allow_list_without_naming_who_is_off(cast: Cast) -> None:
    case = a_case(cast)
    cases.take_part(by=cast.handler, case=case, person=cast.peer, part=Part.CONTRIBUTOR)
    case = cases.leave_off(by=cast.handler, case=case, person=cast.leader)
    seeing = set(people_in(case.audience_id))
    assert seeing == {cast.handler, cast.facilitator, cast.director, cast.peer}
    heard = EntryHearer.objects.filter(entry__verb="cases.change_audience").values_list("person", flat=True)
    assert set(heard) == {cast.peer.public_id}


def test_whoever_is_cut_off_has_no_part_any_more(cast: Cast) -> None:
    case = a_case(cast)
    cases.take_part(by=cast.handler, case=case, person=cast.peer, part=Part.HANDLER)
    cases.change_audience(by=cast.handler, case=case, audience=named_people(cast.handler, cast.leader))
    assert not Participant.objects.filter(case=case, person=cast.peer, until=None).exists()


def test_nobody_leaves_themself_off_or_locks_themself_out(cast: Cast) -> None:
    case = a_case(cast)
    with pytest.raises(RuleBroken, match="cannot leave yourself off"):
        cases.leave_off(by=cast.handler, case=case, person=cast.handler)
    with pytest.raises(RuleBroken, match="Keep yourself"):
        cases.change_audience(by=cast.handler, case=case, audience=named_people(cast.leader))


def test_what_hangs_on_it_follows_in_the_same_transaction(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    followed: list[tuple[Case, object]] = []
    monkeypatch.setattr("config.house.NARROWED", [f"{__name__}.follow"])
    monkeypatch.setattr(f"{__name__}.followed_by", followed.append)
    case = a_case(cast)
    cases.leave_off(by=cast.handler, case=case, person=cast.leader)
    assert followed == [(case, cast.handler)]


def follow(*, case: Case, by: Person) -> None:
    followed_by((case, by))


def followed_by(_seen: tuple[Case, Person]) -> None:
    raise AssertionError("a test puts its own in this place")


PEOPLE = (
    "reporter", "colleague", "handler", "facilitator", "leader", "director", "peer", "outsider", "curator", "auditor",
    "administrator", "guest", "leaver",
)  # fmt: skip
UNITS = ("northfield", "operations", "night_shift", "treatment", "fleet")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    inside=st.booleans(),
    units=st.sets(st.sampled_from(UNITS), max_size=2),
    people=st.sets(st.sampled_from(PEOPLE), max_size=3),
    roles=st.sets(st.tuples(st.sampled_from(list(Role)), st.sampled_from([*UNITS, ""])), max_size=2),
)
def test_seeing_and_being_among_those_who_see_are_one(
    cast: Cast, inside: bool, units: set[str], people: set[str], roles: set[tuple[Role, str]]
) -> None:
    """Whatever the audience: visible_to and people_in give the same answer, for everybody."""
    if not (inside or units or people or roles):
        inside = True
    of = vars(cast.units)
    audience = audience_of(
        inside=inside,
        units=[of[name] for name in sorted(units)],
        people=[cast.everybody[name] for name in sorted(people)],
        roles=[(role, of.get(name)) for role, name in sorted(roles)],
    )
    case = a_case(cast)
    Case.objects.filter(pk=case.pk).update(audience=audience)
    everybody = [Person.objects.get(pk=person.pk) for person in cast.everybody.values()]
    seeing = {person for person in everybody if queries.case_for(person, case.public_id)}
    assert seeing == set(people_in(audience.pk))
    for person in everybody:
        listed = queries.page(viewer=person, narrowed=queries.Filter()).cases
        assert (case in listed) == (person in seeing)
        assert rules.may_see(person, Case.objects.get(pk=case.pk)) == (person in seeing)


def test_the_usual_audience_changes_to_everyone_and_back(cast: Cast) -> None:
    case = a_case(cast)
    case = cases.change_audience(by=cast.handler, case=case, audience=cases.unit_audience(cast.units.operations))
    assert queries.case_for(cast.outsider, case.public_id) is None
    case = cases.change_audience(by=cast.handler, case=case, audience=everyone_inside())
    assert queries.case_for(cast.outsider, case.public_id) == case


def test_whoever_is_left_off_a_matter_is_left_off_its_reports(cast: Cast) -> None:
    people.grant(by=SETUP, person=cast.peer, role=Role.TRIAGER)
    report = a_report(cast, a_channel(cast))
    case = cases.open_case(
        by=cast.handler, title="A drum", kind=Kind.HAZARD, unit=cast.units.operations, reports=[report]
    )
    assert report_queries.report_for(fresh(cast.peer), report.public_id)
    cases.leave_off(by=cast.handler, case=case, person=cast.peer)
    assert report_queries.report_for(fresh(cast.peer), report.public_id) is None
    assert not report_queries.inbox(fresh(cast.peer), waiting=False).rows
    assert report_queries.report_for(fresh(cast.handler), report.public_id)


def test_a_report_that_joins_a_matter_of_few_is_read_by_those_few(cast: Cast) -> None:
    people.grant(by=SETUP, person=cast.peer, role=Role.TRIAGER)
    report = a_report(cast, a_channel(cast))
    case = a_case(cast)
    cases.change_audience(by=cast.handler, case=case, audience=named_people(cast.handler, cast.leader))
    cases.join_report(by=cast.handler, case=case, report=report)
    assert report_queries.report_for(fresh(cast.peer), report.public_id) is None


def fresh(person: Person) -> Person:
    """The person as a new request sees them."""
    return Person.objects.get(pk=person.pk)
