"""Making it safe, answering for it, and the full statement."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from goodcatch.cases import services as cases
from goodcatch.cases.models import Case, Participant, Statement, StatementText
from goodcatch.cases.services import FullStatement
from goodcatch.cases.terms import Part
from goodcatch.cases.tests.telling import a_case, a_channel, a_report
from goodcatch.kernel import clock
from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.people.models import Person
from goodcatch.record.models import EntryHearer
from goodcatch.record.terms import Urgency
from goodcatch.reports.models import Milestone
from goodcatch.reports.terms import Told
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
FRIDAY = date(2026, 6, 5)
FULL = FullStatement(happened="The label was wrong.", decision="I moved the relabelling.", next_steps="New labels.")


def owned(case: Case, by: Person) -> Statement:
    with clock.moved_to(NOON):
        return cases.own(by=by, case=case, short="This happened. I answer for it.", next_word_on=FRIDAY)


def test_make_safe_is_told_at_once(cast: Cast) -> None:
    case, report = a_case(cast), a_report(cast, a_channel(cast))
    cases.join_report(by=cast.handler, case=case, report=report)
    case = cases.make_safe(by=cast.handler, case=case, note="Locked off.")
    assert case.safe_note == "Locked off."
    heard = EntryHearer.objects.filter(entry__verb="cases.make_safe")
    assert {row.person for row in heard} == {cast.leader.public_id, cast.director.public_id}
    assert {row.urgency for row in heard} == {Urgency.AT_ONCE}
    assert Milestone.objects.filter(report=report, told=Told.MADE_SAFE).exists()
    with pytest.raises(RuleBroken, match="made safe before"):
        cases.make_safe(by=cast.handler, case=case, note="Again.")


def test_a_leader_answers_for_it(cast: Cast) -> None:
    case, report = a_case(cast), a_report(cast, a_channel(cast))
    cases.join_report(by=cast.handler, case=case, report=report)
    statement = owned(case, cast.leader)
    assert (statement.owner, statement.next_word_on) == (cast.leader, FRIDAY)
    assert Participant.objects.filter(case=case, person=cast.leader, part=Part.OWNER).exists()
    heard = EntryHearer.objects.filter(entry__verb="cases.own")
    assert {row.person for row in heard} == {cast.handler.public_id, cast.director.public_id}
    assert {row.urgency for row in heard} == {Urgency.AT_ONCE}
    assert Milestone.objects.filter(report=report, told=Told.OWNED).exists()
    with pytest.raises(RuleBroken, match="answers for this matter already"):
        owned(case, cast.director)


@pytest.mark.parametrize("part", ["handler", "facilitator", "reporter", "outsider", "administrator"])
def test_only_leaders_own(cast: Cast, part: str) -> None:
    with pytest.raises(RuleBroken, match="leads this unit"):
        owned(a_case(cast), cast.everybody[part])


@pytest.mark.parametrize("day", [date(2026, 5, 31), date(2026, 12, 1)])
def test_the_next_word_is_near(cast: Cast, day: date) -> None:
    with clock.moved_to(NOON), pytest.raises(RuleBroken) as broken:
        cases.own(by=cast.leader, case=a_case(cast), short="I answer for it.", next_word_on=day)
    assert broken.value.field == "next_word_on"


def test_the_full_statement_keeps_what_stood_before(cast: Cast) -> None:
    statement = owned(a_case(cast), cast.leader)
    with clock.moved_to(NOON):
        first = cases.own_in_full(by=cast.leader, statement=statement, full=FULL, next_word_on=FRIDAY, version=1)
        other = FullStatement(happened="Both labels were wrong.", next_steps="New labels.")
        second = cases.own_in_full(by=cast.leader, statement=first, full=other, next_word_on=FRIDAY, version=2)
    assert (second.version, second.happened) == (3, "Both labels were wrong.")
    kept = StatementText.objects.filter(statement=second).order_by("version").values_list("texts__happened", flat=True)
    assert list(kept) == ["", "The label was wrong."]


def test_the_second_of_two_who_save_is_shown_both(cast: Cast) -> None:
    statement = owned(a_case(cast), cast.leader)
    with clock.moved_to(NOON):
        cases.own_in_full(by=cast.leader, statement=statement, full=FULL, next_word_on=FRIDAY, version=1)
        with pytest.raises(ChangedMeanwhile) as changed:
            cases.own_in_full(by=cast.leader, statement=statement, full=FULL, next_word_on=FRIDAY, version=1)
    assert changed.value.theirs["happened"] == "The label was wrong."
    assert changed.value.version == 2


def test_nobody_else_writes_it(cast: Cast) -> None:
    statement = owned(a_case(cast), cast.leader)
    with clock.moved_to(NOON), pytest.raises(RuleBroken, match="Only whoever answers"):
        cases.own_in_full(by=cast.director, statement=statement, full=FULL, next_word_on=FRIDAY)
