"""Stages that upper rooms bring about, conditions, and moving on."""

from __future__ import annotations

import pytest

from goodcatch.cases import services as cases
from goodcatch.cases.models import Case, ConditionTick
from goodcatch.cases.terms import Condition, Response, Stage
from goodcatch.cases.tests.telling import a_case, a_channel, a_report
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.services import everyone_inside
from goodcatch.reports.models import Milestone, ReportWords
from goodcatch.reports.terms import Told
from tests.cast import SETUP, Cast

pytestmark = pytest.mark.django_db


def reviewed(cast: Cast) -> Case:
    return cases.choose_response(by=cast.handler, case=a_case(cast), response=Response.BRIEF)


def test_stages_come_from_facts(cast: Cast) -> None:
    case = reviewed(cast)
    assert case.stage == Stage.UNDER_WAY
    case = cases.note_improving(by=SETUP, case=case)
    assert case.stage == Stage.IMPROVING
    once = case.improving_at
    assert cases.note_improving(by=SETUP, case=case).improving_at == once
    assert cases.note_shared(by=SETUP, case=case).stage == Stage.SHARED
    met = set(ConditionTick.objects.filter(case=case).values_list("condition", flat=True))
    assert met == {Condition.ACTIONS_UNDER_WAY, Condition.LESSONS_OUT}


def test_each_condition_is_met_or_waived_with_a_reason(cast: Cast) -> None:
    case = reviewed(cast)
    with pytest.raises(RuleBroken) as broken:
        cases.move_on(by=cast.handler, case=case)
    assert broken.value.field == Condition.LESSONS_OUT
    cases.note_improving(by=SETUP, case=case)
    cases.say_supported(by=cast.handler, case=case, note="Both were asked; one took two days.")
    case = cases.move_on(by=cast.handler, case=case, waived={Condition.LESSONS_OUT: "It is known everywhere."})
    assert case.stage == Stage.MOVED_ON
    waived = ConditionTick.objects.get(case=case, waived=True)
    assert (waived.condition, waived.note) == (Condition.LESSONS_OUT, "It is known everywhere.")


def test_whoever_reported_gets_the_answer(cast: Cast) -> None:
    report = a_report(cast, a_channel(cast))
    case = a_case(cast)
    cases.join_report(by=cast.handler, case=case, report=report)
    cases.choose_response(by=cast.handler, case=case, response=Response.NONE, reason="A loose screw.")
    with pytest.raises(RuleBroken) as broken:
        cases.move_on(by=cast.handler, case=case)
    assert broken.value.field == Condition.REPORTER_ANSWERED
    cases.move_on(by=cast.handler, case=case, answer="It is tight again.", outcome="put_right")
    report.refresh_from_db()
    assert report.is_closed
    assert ReportWords.objects.filter(report=report, text="It is tight again.").exists()
    told = list(Milestone.objects.filter(report=report).order_by("number").values_list("told", flat=True))
    assert told[-1] == Told.MOVED_ON


def test_first_it_is_settled_how_we_learn(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="Choose first"):
        cases.move_on(by=cast.handler, case=a_case(cast))


def test_afterwards_conduct_is_closed_and_words_go_on(cast: Cast) -> None:
    case = a_case(cast)
    cases.choose_response(by=cast.handler, case=case, response=Response.NONE, reason="A loose screw.")
    cases.move_on(by=cast.handler, case=case)
    with pytest.raises(RuleBroken, match="has moved on"):
        cases.choose_response(by=cast.handler, case=case, response=Response.BRIEF)
    with pytest.raises(RuleBroken, match="has moved on"):
        cases.move_on(by=cast.handler, case=case)
    assert cases.post_update(by=cast.handler, case=case, text="Still tight.").text == "Still tight."
    assert cases.change_audience(by=cast.handler, case=case, audience=everyone_inside()).moved_on_at


def test_a_loose_handrail_is_thanked_and_closed_from_the_desk(cast: Cast) -> None:
    channel = a_channel(cast)
    told = [a_report(cast, channel), a_report(cast, channel)]
    cases.close_with_answer(by=cast.handler, reports=told, answer="It is tight again. Thank you.", outcome="put_right")
    for report in told:
        report.refresh_from_db()
        assert report.is_closed
        assert report.acknowledged_at
    with pytest.raises(RuleBroken, match="Tick at least one"):
        cases.close_with_answer(by=cast.handler, reports=[], answer="So.", outcome="put_right")


def test_what_belongs_to_a_matter_is_answered_there(cast: Cast) -> None:
    report = a_report(cast, a_channel(cast))
    cases.join_report(by=cast.handler, case=a_case(cast), report=report)
    with pytest.raises(RuleBroken, match="belongs to a matter"):
        cases.close_with_answer(by=cast.handler, reports=[report], answer="So.", outcome="put_right")


def test_thanks_go_to_each_that_has_none(cast: Cast) -> None:
    channel = a_channel(cast)
    told = [a_report(cast, channel), a_report(cast, channel)]
    cases.thank(by=cast.handler, reports=told)
    for report in told:
        report.refresh_from_db()
        assert report.acknowledged_by == cast.handler
    with pytest.raises(RuleBroken, match="thanked already"):
        cases.thank(by=cast.handler, reports=told)
