"""Weighing a matter, and how the house learns from it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from goodcatch.cases import services as cases
from goodcatch.cases.models import Case, ScaleChange
from goodcatch.cases.terms import Response, ScaleKind, Stage
from goodcatch.cases.tests.telling import a_case, a_channel, a_report, level
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.record.models import EntryHearer
from goodcatch.record.terms import Urgency
from goodcatch.reports.models import Milestone
from goodcatch.reports.terms import Told
from tests.cast import SETUP, Cast

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def test_every_weighing_is_kept_with_its_reason(cast: Cast) -> None:
    case = a_case(cast)
    cases.weigh(by=cast.handler, case=case, level=level(ScaleKind.IMPACT, 2), reason="A bruise.")
    case = cases.weigh(by=cast.handler, case=case, level=level(ScaleKind.IMPACT, 3), reason="It was a fracture.")
    kept = list(ScaleChange.objects.filter(case=case).order_by("pk").values_list("level__rank", "reason"))
    assert kept == [(2, "A bruise."), (3, "It was a fracture.")]
    assert case.impact is not None
    assert case.impact.rank == 3


def test_whoever_reported_hears_the_level(cast: Cast) -> None:
    case, report = a_case(cast), a_report(cast, a_channel(cast))
    cases.join_report(by=cast.handler, case=case, report=report)
    cases.weigh(by=cast.handler, case=case, level=level(ScaleKind.POTENTIAL, 4), reason="Only luck.")
    told = Milestone.objects.get(report=report, told=Told.WEIGHED)
    assert "serious" in told.words
    assert "Only luck" not in told.words


def test_above_the_threshold_leaders_are_told_at_once(cast: Cast) -> None:
    case = a_case(cast)
    cases.weigh(by=cast.handler, case=case, level=level(ScaleKind.POTENTIAL, 5), reason="Only luck.")
    heard = EntryHearer.objects.filter(entry__verb="cases.weigh", reason="to_own")
    assert {row.person for row in heard} == {cast.leader.public_id, cast.director.public_id}
    assert {row.urgency for row in heard} == {Urgency.AT_ONCE}


def test_the_heavier_of_the_two_counts(cast: Cast) -> None:
    case = a_case(cast)
    cases.weigh(by=cast.handler, case=case, level=level(ScaleKind.IMPACT, 1), reason="Nothing came of it.")
    case = cases.weigh(by=cast.handler, case=case, level=level(ScaleKind.POTENTIAL, 5), reason="Only luck.")
    assert case.asked.statement
    assert case.asked.response == Response.FULL_REVIEW


def test_a_reason_is_needed_and_a_change(cast: Cast) -> None:
    case = a_case(cast)
    with pytest.raises(RuleBroken) as broken:
        cases.weigh(by=cast.handler, case=case, level=level(ScaleKind.IMPACT, 2), reason=" ")
    assert broken.value.field == "reason"
    cases.weigh(by=cast.handler, case=case, level=level(ScaleKind.IMPACT, 2), reason="A bruise.")
    with pytest.raises(RuleBroken, match="at this level already"):
        cases.weigh(by=cast.handler, case=case, level=level(ScaleKind.IMPACT, 2), reason="A bruise.")


def test_a_level_of_a_retired_scale_is_refused(cast: Cast) -> None:
    case, old = a_case(cast), level(ScaleKind.IMPACT, 2)
    texts = [cases.LevelText("light", "Little."), cases.LevelText("heavy", "Much.")]
    cases.adopt_scales(by=SETUP, kind=ScaleKind.IMPACT, levels=texts)
    old.refresh_from_db()
    with pytest.raises(RuleBroken, match="no longer in force"):
        cases.weigh(by=cast.handler, case=case, level=type(old).objects.get(pk=old.pk), reason="A bruise.")


@pytest.mark.parametrize("part", ["reporter", "facilitator", "outsider", "administrator"])
def test_others_do_not_weigh(cast: Cast, part: str) -> None:
    with pytest.raises(RuleBroken, match="look after"):
        cases.weigh(by=cast.everybody[part], case=a_case(cast), level=level(ScaleKind.IMPACT, 2), reason="So.")


def test_the_scales_say_by_when(cast: Cast) -> None:
    case = a_case(cast)
    cases.weigh(by=cast.handler, case=case, level=level(ScaleKind.IMPACT, 3), reason="Let down.")
    with clock.moved_to(NOON):
        case = cases.choose_response(by=cast.handler, case=case, response=Response.BRIEF)
    assert case.response_due == date(2026, 6, 15)
    assert case.stage == Stage.UNDER_WAY


def test_less_than_the_scales_ask_for_needs_a_reason(cast: Cast) -> None:
    case = a_case(cast)
    cases.weigh(by=cast.handler, case=case, level=level(ScaleKind.POTENTIAL, 5), reason="Only luck.")
    with pytest.raises(RuleBroken, match="ask for a full review"):
        cases.choose_response(by=cast.handler, case=case, response=Response.BRIEF)
    case = cases.choose_response(by=cast.handler, case=case, response=Response.BRIEF, reason="We know this one.")
    assert case.response == Response.BRIEF


def test_none_needs_a_reason_and_has_no_date(cast: Cast) -> None:
    case = a_case(cast)
    with pytest.raises(RuleBroken) as broken:
        cases.choose_response(by=cast.handler, case=case, response=Response.NONE)
    assert broken.value.field == "reason"
    case = cases.choose_response(by=cast.handler, case=case, response=Response.NONE, reason="A loose screw.")
    assert case.response_due is None


@pytest.mark.parametrize("days", [-1, 400])
def test_a_date_is_from_today_within_a_year(cast: Cast, days: int) -> None:
    case, day = a_case(cast), NOON.date() + timedelta(days=days)
    with clock.moved_to(NOON), pytest.raises(RuleBroken) as broken:
        cases.choose_response(by=cast.handler, case=case, response=Response.BRIEF, due=day)
    assert broken.value.field == "due"


def test_a_matter_joins_another_and_no_ring_arises(cast: Cast) -> None:
    first, second = a_case(cast), a_case(cast)
    first = cases.join_matter(by=cast.handler, case=first, to=second)
    assert (first.response, first.joined_case) == (Response.JOINED, second)
    with pytest.raises(RuleBroken, match="wait for each other"):
        cases.join_matter(by=cast.handler, case=second, to=first)


def test_nobody_joins_a_matter_that_they_may_not_see(cast: Cast) -> None:
    hidden = a_case(cast)
    cases.leave_off(by=cast.handler, case=hidden, person=cast.leader)
    with pytest.raises(RuleBroken, match="no such matter"):
        cases.join_matter(by=cast.leader, case=a_case(cast), to=Case.objects.get(pk=hidden.pk))


def test_scales_are_adopted_by_those_who_run_the_house(cast: Cast) -> None:
    texts = [cases.LevelText("light", "Little."), cases.LevelText("heavy", "Much.", asks_statement=True)]
    assert cases.adopt_scales(by=cast.administrator, kind=ScaleKind.IMPACT, levels=texts).edition == 1
    assert cases.adopt_scales(by=cast.administrator, kind=ScaleKind.IMPACT, levels=texts).edition == 2
    with pytest.raises(RuleBroken, match="administrator"):
        cases.adopt_scales(by=cast.director, kind=ScaleKind.IMPACT, levels=texts)
    with pytest.raises(RuleBroken, match="heavier one does too"):
        cases.adopt_scales(by=cast.administrator, kind=ScaleKind.IMPACT, levels=[texts[1], texts[0]])
    with pytest.raises(RuleBroken, match="needs a word"):
        cases.adopt_scales(by=cast.administrator, kind=ScaleKind.IMPACT, levels=[cases.LevelText("", ""), texts[0]])
    with pytest.raises(RuleBroken, match="two and nine"):
        cases.adopt_scales(by=cast.administrator, kind=ScaleKind.IMPACT, levels=texts[:1])
