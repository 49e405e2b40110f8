"""The life of a lesson: a draft, observed, acted on, verified, retired; its public copy; and the reporter hears."""

from __future__ import annotations

import pytest
from django.test import Client

from goodcatch.actions import services as actions
from goodcatch.actions.terms import Verdict
from goodcatch.actions.tests.telling import a_proposed_action, an_action_in_place
from goodcatch.cases import services as cases
from goodcatch.cases.terms import Response
from goodcatch.cases.tests.telling import a_case, a_channel, a_report
from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.lessons import services as lessons
from goodcatch.lessons.models import LessonText, Publication
from goodcatch.lessons.terms import Maturity
from goodcatch.lessons.tests.telling import DRAFT, a_lesson, a_published_lesson, fresh
from goodcatch.people.services import units_named
from goodcatch.reports.models import Milestone
from goodcatch.reports.terms import Told
from goodcatch.reviews import services as reviews
from goodcatch.reviews.tests.telling import an_agreed_review
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_observed_acted_on_verified_retired_and_the_reporter_hears(cast: Cast) -> None:
    case = a_case(cast)
    cases.join_report(by=cast.handler, case=case, report=a_report(cast, a_channel(cast)))
    lesson = a_published_lesson(cast, case)
    assert lesson.maturity == Maturity.OBSERVED
    assert Milestone.objects.filter(told=Told.LESSON_SHARED).exists()
    action = an_action_in_place(cast, case)
    lessons.stand_behind(by=cast.curator, lesson=lesson, action=action)
    assert fresh(lesson).maturity == Maturity.ACTED_ON
    with pytest.raises(RuleBroken, match="somebody other than its owner"):
        lessons.call_verified(by=cast.curator, lesson=lesson)
    actions.verify_effect(by=cast.peer, action=action, verdict=Verdict.EFFECTIVE, evidence="Tried.")
    lessons.call_verified(by=cast.curator, lesson=lesson)
    assert fresh(lesson).maturity == Maturity.VERIFIED
    with pytest.raises(RuleBroken, match="verified already"):
        lessons.call_verified(by=cast.curator, lesson=lesson)
    lessons.retire_lesson(by=cast.curator, lesson=lesson, reason="The pumps are gone.")
    with pytest.raises(RuleBroken, match="retired"):
        lessons.retire_lesson(by=cast.curator, lesson=lesson, reason="Again.")
    with pytest.raises(RuleBroken, match="retired"):
        lessons.change_lesson(by=cast.handler, lesson=lesson, version=1, draft=DRAFT)


def test_what_only_its_owner_saw_verifies_no_lesson(cast: Cast) -> None:
    case = a_case(cast)
    lesson, action = a_published_lesson(cast, case), an_action_in_place(cast, case)
    lessons.stand_behind(by=cast.curator, lesson=lesson, action=action)
    actions.verify_effect(by=cast.leader, action=action, verdict=Verdict.EFFECTIVE, evidence="Tried.", nobody_else=True)
    with pytest.raises(RuleBroken, match="somebody other than its owner"):
        lessons.call_verified(by=cast.curator, lesson=lesson)


def test_an_action_that_nobody_agreed_to_stands_behind_nothing(cast: Cast) -> None:
    case = a_case(cast)
    lesson, action = a_lesson(cast, case), a_proposed_action(cast, case)
    with pytest.raises(RuleBroken, match="Nobody has agreed"):
        lessons.stand_behind(by=cast.handler, lesson=lesson, action=action)


def test_where_a_review_is_wanted_a_peer_agrees_first(cast: Cast) -> None:
    case = a_case(cast)
    cases.choose_response(by=cast.handler, case=case, response=Response.BRIEF)
    lesson = a_lesson(cast, case)
    with pytest.raises(RuleBroken, match="not agreed by a peer"):
        lessons.publish_lesson(by=cast.handler, lesson=lesson)
    reviews.publish(by=cast.facilitator, review=an_agreed_review(cast, case))
    lessons.publish_lesson(by=cast.handler, lesson=lesson)
    with pytest.raises(RuleBroken, match="published already"):
        lessons.publish_lesson(by=cast.handler, lesson=lesson)


def test_the_second_of_two_sees_both_and_the_earlier_text_is_kept(cast: Cast) -> None:
    lesson = a_lesson(cast)
    better = lessons.Draft(title="Workarounds are reports", text="Ask.", tags=("labels",))
    lessons.change_lesson(by=cast.handler, lesson=lesson, version=1, draft=better)
    with pytest.raises(ChangedMeanwhile) as both:
        lessons.change_lesson(by=cast.handler, lesson=lesson, version=1, draft=DRAFT)
    assert (both.value.theirs["title"], both.value.theirs["tags"]) == ("Workarounds are reports", "labels")
    assert LessonText.objects.get().texts["title"] == DRAFT.title


def test_a_public_copy_needs_no_cookie_and_bears_nothing_of_the_house(cast: Cast) -> None:
    lesson = a_published_lesson(cast)
    copy = lessons.publish_to_everybody(by=cast.curator, lesson=lesson)
    client = Client()
    for page in (f"/lessons/{copy.public_id}/", "/lessons/"):
        answer = client.get(page)
        assert answer.status_code == 200
        assert DRAFT.title in answer.content.decode()
        assert not answer.cookies
        assert lesson.public_id not in answer.content.decode()
    again = lessons.publish_to_everybody(by=cast.curator, lesson=lesson)
    assert client.get(f"/lessons/{copy.public_id}/").content == client.get("/lessons/00000000/").content
    lessons.withdraw_publication(by=cast.curator, publication=again)
    with pytest.raises(RuleBroken, match="withdrawn already"):
        lessons.withdraw_publication(by=cast.curator, publication=again)
    assert client.get(f"/lessons/{again.public_id}/").status_code == 404
    assert client.get("/lessons/%00/").status_code == 404
    assert client.get("/lessons/", {"older": "\x00"}).status_code == 400


def test_more_public_lessons_than_a_page_are_all_reached(cast: Cast) -> None:
    case = a_case(cast)
    for _number in range(27):
        lessons.publish_to_everybody(by=cast.curator, lesson=a_published_lesson(cast, case))
    first = Client().get("/lessons/")
    assert first.content.decode().count('<li class="row">') == 25
    rest = Client().get("/lessons/", {"older": first.context["older"]}).content.decode()
    assert rest.count('<li class="row">') == 2


def test_nothing_of_a_narrower_matter_leaves_and_narrowing_takes_the_copy_back(cast: Cast) -> None:
    audience = units_named(cast.units.operations, cast.units.plant_safety, cast.units.treatment)
    inside = a_published_lesson(cast, a_case(cast, audience=audience))
    with pytest.raises(RuleBroken, match="it stays there"):
        lessons.publish_to_everybody(by=cast.curator, lesson=inside)
    case = a_case(cast)
    copy = lessons.publish_to_everybody(by=cast.curator, lesson=a_published_lesson(cast, case))
    cases.change_audience(by=cast.handler, case=case, audience=audience)
    assert Publication.objects.get(pk=copy.pk).withdrawn_at
    assert Client().get(f"/lessons/{copy.public_id}/").status_code == 404
