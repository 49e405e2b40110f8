"""The house's own promises are due on working days; what somebody chose, and what a law says, stays."""

from datetime import UTC, date, datetime

import pytest

from goodcatch.cases import services as cases
from goodcatch.cases.queries import waiting
from goodcatch.cases.terms import Response
from goodcatch.cases.tests.telling import a_case
from goodcatch.kernel import clock
from goodcatch.kernel.refs import PUBLIC
from goodcatch.people import services as people
from goodcatch.reports import queries as reports
from goodcatch.reports import services as telling
from goodcatch.reports.models import Channel
from goodcatch.reports.terms import Kind
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def _off(cast: Cast, holidays: str) -> None:
    people.set_unit_days(
        by=cast.administrator, unit=cast.units.northfield, own=True, days_off=[6, 7], holidays=holidays
    )


def test_what_the_house_promises_is_due_on_a_working_day(cast: Cast) -> None:
    _off(cast, "2026-12-24\n2026-12-25 Christmas")
    with clock.moved_to(datetime(2026, 12, 11, 9, tzinfo=UTC)):  # two weeks before Christmas, a Friday
        case = a_case(cast)
        case = cases.choose_response(by=cast.handler, case=case, response=Response.BRIEF)
    assert case.response_due == date(2026, 12, 28)


def test_what_somebody_chose_and_what_a_channel_promises_stay(cast: Cast, channel: Channel) -> None:
    _off(cast, "2026-11-20 Day of rest")
    with clock.moved_to(datetime(2026, 11, 13, 9, tzinfo=UTC)):
        report = telling.submit_report(by=PUBLIC, channel=channel, kind=Kind.HAZARD, happened="A loose handrail.")
        chosen = date(2026, 11, 21)
        case = cases.choose_response(by=cast.handler, case=a_case(cast), response=Response.BRIEF, due=chosen)
    assert case.response_due == chosen
    assert reports.owed(cast.handler, report).acknowledge_by == date(2026, 11, 20), "seven days, as the law counts"


def test_the_next_word_is_asked_for_on_the_last_working_day_before_it(cast: Cast) -> None:
    friday = datetime(2026, 11, 20, 9, tzinfo=UTC)
    with clock.moved_to(friday):
        case = a_case(cast)
        cases.own(by=cast.leader, case=case, short="I answer for it.", next_word_on=date(2026, 11, 23))
        shown = [each.why for each in waiting(cast.leader)]
    assert "You promised the next word." in [str(why) for why in shown]
