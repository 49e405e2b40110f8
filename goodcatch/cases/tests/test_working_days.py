"""The house's own promises are due on working days; what somebody chose, and what a law says, stays."""

from datetime import UTC, date, datetime

import pytest

from goodcatch.cases import services as cases
from goodcatch.cases.queries import waiting
from goodcatch.cases.terms import Counted, Response, ScaleKind
from goodcatch.cases.tests.telling import a_case, level
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import PUBLIC
from goodcatch.people import services as people
from goodcatch.reports import queries as reports
from goodcatch.reports import services as telling
from goodcatch.reports.models import Channel
from goodcatch.reports.terms import Kind
from tests.cast import SETUP, Cast, signed_in

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 12, 11, 9, tzinfo=UTC)
"""Two weeks before Christmas."""


def _off(cast: Cast, holidays: str) -> None:
    people.set_unit_days(
        by=cast.administrator, unit=cast.units.northfield, own=True, days_off=[6, 7], holidays=holidays
    )


def _light() -> cases.LevelText:
    return cases.LevelText("light", "Little.")


def _asking(response: Response, days: int, counted: Counted) -> cases.LevelText:
    return cases.LevelText("heavy", "Much.", asks_response=response, within_days=days, counted=counted)


def test_what_the_house_promises_is_due_on_a_working_day(cast: Cast) -> None:
    _off(cast, "2026-12-24\n2026-12-25 Christmas")
    with clock.moved_to(FRIDAY):
        case = cases.choose_response(by=cast.handler, case=a_case(cast), response=Response.BRIEF)
    assert case.response_due == date(2026, 12, 29), "ten working days, over two weekends and two holidays"


@pytest.mark.parametrize(
    ("said", "due", "words"),
    [
        ((10, Counted.WORKING), date(2026, 12, 29), "within 10 working days, by 29 December 2026"),
        ((14, Counted.CALENDAR), date(2026, 12, 28), "within 14 calendar days, by 28 December 2026"),
        ((1, Counted.WORKING), date(2026, 12, 14), "within 1 working day, by 14 December 2026"),
    ],
)
def test_a_level_says_which_days_it_counts(cast: Cast, said: tuple[int, Counted], due: date, words: str) -> None:
    _off(cast, "2026-12-24\n2026-12-25 Christmas")
    case = a_case(cast)
    cases.adopt_scales(by=SETUP, kind=ScaleKind.POTENTIAL, levels=[_light(), _asking(Response.BRIEF, *said)])
    cases.weigh(by=cast.handler, case=case, level=level(ScaleKind.POTENTIAL, 2), reason="Only luck.")
    with clock.moved_to(FRIDAY):
        page = signed_in(cast.handler).get(f"{case.path}respond/").content.decode()
        case = cases.choose_response(by=cast.handler, case=case, response=Response.BRIEF)
    assert case.response_due == due
    assert words in page
    assert words.partition(",")[0] in signed_in(cast.reporter).get("/in/cases/scales/").content.decode()


def test_of_two_terms_the_one_that_ends_first_counts(cast: Cast) -> None:
    _off(cast, "")
    case, asking = a_case(cast), Response.BRIEF
    cases.adopt_scales(by=SETUP, kind=ScaleKind.IMPACT, levels=[_light(), _asking(asking, 10, Counted.WORKING)])
    cases.adopt_scales(by=SETUP, kind=ScaleKind.POTENTIAL, levels=[_light(), _asking(asking, 12, Counted.CALENDAR)])
    for kind in ScaleKind:
        case = cases.weigh(by=cast.handler, case=case, level=level(kind, 2), reason="So.")
    with clock.moved_to(FRIDAY):
        case = cases.choose_response(by=cast.handler, case=case, response=asking)
    assert case.response_due == date(2026, 12, 23), "twelve calendar days are over before ten working days"


def test_days_are_working_days_or_calendar_days(cast: Cast) -> None:
    odd = [_light(), cases.LevelText("heavy", "Much.", False, Response.BRIEF, 5, "moons")]
    with pytest.raises(RuleBroken, match="working days, or calendar days"):
        cases.adopt_scales(by=cast.administrator, kind=ScaleKind.IMPACT, levels=odd)


def test_what_somebody_chose_and_what_a_channel_promises_stay(cast: Cast, channel: Channel) -> None:
    _off(cast, "2026-11-20 Day of rest")
    with clock.moved_to(datetime(2026, 11, 13, 9, tzinfo=UTC)):
        report = telling.submit_report(by=PUBLIC, channel=channel, kind=Kind.HAZARD, happened="A loose handrail.")
        chosen = date(2026, 11, 21)
        case = cases.choose_response(by=cast.handler, case=a_case(cast), response=Response.BRIEF, due=chosen)
    assert case.response_due == chosen
    assert reports.owed(cast.handler, report).acknowledge_by == date(2026, 11, 20), "seven days, as the law counts"


def test_the_next_word_is_proposed_in_working_days(cast: Cast) -> None:
    _off(cast, "2026-12-25 Christmas")
    case = a_case(cast)
    with clock.moved_to(datetime(2026, 12, 18, 9, tzinfo=UTC)):
        page = signed_in(cast.leader).get(f"{case.path}own/").content.decode()
    assert 'value="2026-12-28"' in page
    assert "5 working days from today" in page


def test_the_next_word_is_asked_for_on_the_last_working_day_before_it(cast: Cast) -> None:
    friday = datetime(2026, 11, 20, 9, tzinfo=UTC)
    with clock.moved_to(friday):
        case = a_case(cast)
        cases.own(by=cast.leader, case=case, short="I answer for it.", next_word_on=date(2026, 11, 23))
        shown = [each.why for each in waiting(cast.leader)]
    assert "You promised the next word." in [str(why) for why in shown]
