"""Correcting, updates, questions and answers."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from goodcatch.cases import services as cases
from goodcatch.cases.models import CaseText, Question, Statement
from goodcatch.cases.tests.telling import a_case
from goodcatch.kernel import clock, deeds
from goodcatch.kernel.errors import AlreadyDone, ChangedMeanwhile, RuleBroken
from goodcatch.record.models import Entry, EntryHearer
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def test_a_correction_keeps_what_stood_before(cast: Cast) -> None:
    case = a_case(cast)
    row = cases.correct(by=cast.handler, case=case, title="Two labels", summary="Both were wrong.", version=1)
    assert (row.title, row.version) == ("Two labels", 2)
    assert CaseText.objects.get(case=case).title == "Two pumps"
    with pytest.raises(ChangedMeanwhile) as changed:
        cases.correct(by=cast.handler, case=case, title="Three labels", summary="", version=1)
    assert changed.value.theirs == {"title": "Two labels", "summary": "Both were wrong."}


def test_an_update_is_heard_by_those_in_it(cast: Cast) -> None:
    case = a_case(cast)
    with clock.moved_to(NOON):
        cases.own(by=cast.leader, case=case, short="I answer for it.", next_word_on=date(2026, 6, 2))
        cases.post_update(by=cast.leader, case=case, text="Labels are ordered.", next_word_on=date(2026, 6, 9))
    heard = EntryHearer.objects.filter(entry__verb="cases.post_update").values_list("person", flat=True)
    assert set(heard) == {cast.handler.public_id}
    assert Statement.objects.get(case=case).next_word_on == date(2026, 6, 9)
    with clock.moved_to(NOON), pytest.raises(RuleBroken, match="promises a next word"):
        cases.post_update(by=cast.handler, case=case, text="And so on.", next_word_on=date(2026, 6, 9))


def test_a_question_with_a_name_is_answered_to_its_asker(cast: Cast) -> None:
    case = a_case(cast)
    question = cases.ask_question(by=cast.outsider, case=case, text="Ours too?", with_name=True)
    assert question.asked_by == cast.outsider
    row = cases.answer_question(by=cast.handler, question=question, answer="Yes.")
    assert (row.answer, row.answered_by) == ("Yes.", cast.handler)
    heard = EntryHearer.objects.filter(entry__verb="cases.answer_question").values_list("person", flat=True)
    assert cast.outsider.public_id in set(heard)
    with pytest.raises(RuleBroken, match="answered this question before"):
        cases.answer_question(by=cast.leader, question=question, answer="No.")


def test_a_question_without_a_name_leaves_no_trace_of_who_asked(cast: Cast) -> None:
    case = a_case(cast)
    before = Entry.objects.count()
    with clock.moved_to(NOON):
        question = cases.ask_question(by=cast.outsider, case=case, text="Ours too?", with_name=False)
    row = Question.objects.get(pk=question.pk)
    assert (row.asked_by, row.asked_on) == (None, NOON.date())
    assert Entry.objects.count() == before, "its entry waits in the day's pool"
    assert not Entry.objects.filter(verb="cases.ask_question").exists()
    assert not EntryHearer.objects.filter(entry__verb="cases.ask_question").exists()


def test_a_question_sent_twice_is_one(cast: Cast) -> None:
    case = a_case(cast)
    with deeds.deed("the-very-form"):
        cases.ask_question(by=cast.outsider, case=case, text="Ours too?", with_name=False)
    with deeds.deed("the-very-form"), pytest.raises(AlreadyDone):
        cases.ask_question(by=cast.outsider, case=case, text="Ours too?", with_name=False)
    assert Question.objects.filter(case=case).count() == 1


def test_nobody_asks_about_what_they_may_not_read(cast: Cast) -> None:
    case = a_case(cast)
    cases.leave_off(by=cast.handler, case=case, person=cast.leader)
    with pytest.raises(RuleBroken, match="that you may read"):
        cases.ask_question(by=cast.leader, case=case, text="What is this?", with_name=False)
