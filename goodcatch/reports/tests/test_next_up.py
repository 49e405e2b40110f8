"""Time goes by for open reports: a warning for those who handle them, then a word to whoever is next, of no report."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from goodcatch.kernel import clock
from goodcatch.kernel.refs import PUBLIC, System
from goodcatch.people import services as people
from goodcatch.people.models import Grant, Person
from goodcatch.people.terms import Role
from goodcatch.record.models import EntryHearer
from goodcatch.reports import queries, services, slots, tasks
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.tests.speaking import Telling
from tests.cast import SETUP, Cast, ClientOf

pytestmark = pytest.mark.django_db
TODAY, DESK, LATE = "/in/", "/in/triage/", "/in/reports/late/"


def tend(report: Report, days: int) -> datetime:
    """Let the daily work be done so many days after the day of a report; give that morning."""
    morning = datetime(report.day.year, report.day.month, report.day.day, 8, tzinfo=UTC) + timedelta(days=days)
    with clock.moved_to(morning):
        tasks.tend_clocks({})
    return morning


def told(reason: str = "next") -> list[str]:
    heard = EntryHearer.objects.filter(entry__verb="reports.call_next", reason=reason)
    return sorted(Person.objects.get(public_id=each).name for each in heard.values_list("person", flat=True))


def test_a_warning_on_day_5_and_on_day_8_whoever_leads_learns_the_channel_alone(
    cast: Cast, channel: Channel, tell: Telling, client_of: ClientOf
) -> None:
    report = tell()
    lena, ingrid = client_of(cast.handler), client_of(cast.director)

    def page(client: object, path: str, day: int) -> str:
        with clock.moved_to(tend(report, day)):
            return str(client.get(path).content.decode())  # type: ignore[attr-defined]

    assert "Thank whoever reported" not in page(lena, TODAY, 4)
    warned = page(lena, TODAY, 5)
    assert "Thank whoever reported" in warned
    assert '<span class="tag warm">soon</span>' in warned
    assert 'class="tag late"' not in warned + page(lena, DESK, 7)
    assert told() == told("handler") == []
    for path in (TODAY, DESK):
        assert '<span class="tag late">late</span>' in page(lena, path, 8)
    assert (told(), told("handler")) == (["Ingrid Solheim"], ["Lena Brandt"])
    for path in (TODAY, LATE):
        seen = page(ingrid, path, 9)
        assert channel.name in seen
        assert report.public_id not in seen
    assert told() == ["Ingrid Solheim"], "told once"
    sight = slots.channel_sight(cast.director, channel.public_id)
    assert sight is not None
    assert sight.address == LATE
    assert slots.channel_sight(cast.leader, channel.public_id) is None
    services.acknowledge(by=cast.handler, report=report)
    assert queries.late_for(cast.director) == []
    assert queries.near_their_day(cast.handler, most=9) == []


def test_the_answer_has_a_day_of_its_own_also_within_a_matter(cast: Cast, tell: Telling) -> None:
    report = tell()
    services.acknowledge(by=cast.handler, report=report)
    tend(report, 75)
    assert queries.near_their_day(cast.handler, most=9) == []
    tend(report, 76)
    assert [each.kind for each in queries.near_their_day(cast.handler, most=9)] == ["answer"]
    tend(report, 91)
    assert told() == ["Ingrid Solheim"]
    services.close_with_answer(
        by=cast.handler, report=report, answer="Both lists carry the new numbers.", outcome="put_right"
    )
    assert queries.late_for(cast.director) == []


def test_whoever_was_left_off_is_never_told_whatever_role_they_lay_down(
    cast: Cast, channel: Channel, tell: Telling
) -> None:
    people.grant(by=cast.administrator, person=cast.director, role=Role.TRIAGER, unit=cast.units.northfield)
    report = tell(leave_off=[cast.director])
    held = Grant.objects.get(person=cast.director, role=Role.TRIAGER)
    people.end_grant(by=cast.director, grant=held)
    tend(report, 5)
    tend(report, 8)
    assert told() == ["Priya Nair"]
    assert queries.late_for(cast.director) == []


def test_where_a_matter_was_narrowed_those_left_off_it_are_not_told(cast: Cast, tell: Telling) -> None:
    people.grant(by=cast.administrator, person=cast.facilitator, role=Role.TRIAGER, unit=cast.units.northfield)
    before, after = tell(), tell()
    services.leave_to(by=SETUP, report=after, people=[cast.handler])
    tend(before, 5)
    services.leave_to(by=SETUP, report=before, people=[cast.handler])
    tend(before, 8)
    assert told() == []
    assert told("handler") == ["Lena Brandt"]


def test_who_is_away_is_passed_over_and_who_triages_is_not_next_to_themself(cast: Cast, channel: Channel) -> None:
    house = System("reports")
    channel.unit = cast.units.night_shift
    levels = queries.next_up(house, channel)
    assert [[each.name for each in level.people] for level in levels] == [
        ["Tomás Reyes"],
        ["Ingrid Solheim"],
        ["Priya Nair"],
    ]
    assert queries.next_here(house, levels) == (cast.leader,)
    today = clock.today()
    people.say_away(by=cast.leader, first_day=today, last_day=today, stand_in=None)
    assert queries.next_here(house, levels) == (cast.director,)
    assert queries.next_here(house, levels[:1]) == (cast.leader,)
    people.grant(by=cast.administrator, person=cast.leader, role=Role.TRIAGER, unit=cast.units.night_shift)
    assert queries.next_up(house, channel)[0].people == (cast.director,)


def test_the_public_page_says_who_is_next(cast: Cast, channel: Channel, client_of: ClientOf) -> None:
    page = client_of(cast.guest).get(f"/speak-up/{channel.slug}/about/").content.decode()
    assert "those who lead Northfield Water are told the next morning" in page
    assert queries.unhandled(PUBLIC) == []
