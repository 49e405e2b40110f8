"""The life of an action: proposed, agreed, in place, watched, verified or under way again; and the reporter hears."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodcatch.actions import queries
from goodcatch.actions import services as actions
from goodcatch.actions.models import Action, Look
from goodcatch.actions.terms import Mechanism, State, Strength, Verdict, strength_of
from goodcatch.actions.tests.telling import PRINT, a_proposed_action, an_action_in_place, an_agreed_action, fresh
from goodcatch.cases import services as cases
from goodcatch.cases.tests.telling import a_case, a_channel, a_report
from goodcatch.kernel import clock
from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.people.services import named_people
from goodcatch.record.models import EntryHearer
from goodcatch.record.terms import Urgency
from goodcatch.reports.models import Milestone
from goodcatch.reports.terms import Told
from goodcatch.reviews import services as reviews
from goodcatch.reviews.models import Factor
from goodcatch.reviews.tests.telling import a_written_review
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CHANGES = (Told.ACTION_AGREED, Told.DATE_MOVED, Told.ACTION_IN_PLACE, Told.ACTION_VERIFIED)
SAW = "Pulled a fresh list at the panel; it bears today's date."


def test_the_reporter_hears_at_every_stage(cast: Cast) -> None:
    case = a_case(cast)
    cases.join_report(by=cast.handler, case=case, report=a_report(cast, a_channel(cast)))
    action, later, until = an_agreed_action(cast, case), clock.today() + timedelta(40), clock.today() + timedelta(60)
    actions.change_due(by=cast.leader, action=action, due_on=later, reason="The printer comes late.")
    actions.put_in_place(by=cast.leader, action=action, watch_until=until)
    actions.verify_effect(by=cast.peer, action=action, verdict=Verdict.EFFECTIVE, evidence=SAW)
    rows = Milestone.objects.filter(told__in=CHANGES).order_by("number")
    assert list(rows.values_list("told", "words", "promised_on")) == [
        (Told.ACTION_AGREED, action.title, action.due_on),
        (Told.DATE_MOVED, action.title, later),
        (Told.ACTION_IN_PLACE, action.title, until),
        (Told.ACTION_VERIFIED, action.title, None),
    ]
    assert fresh(action).state == State.VERIFIED


def test_what_fewer_read_than_the_matter_is_told_without_words_and_days(cast: Cast) -> None:
    case = a_case(cast)
    cases.join_report(by=cast.handler, case=case, report=a_report(cast, a_channel(cast)))
    action = a_proposed_action(cast, case)
    action.audience = named_people(cast.handler, cast.leader)
    action.save(update_fields=["audience"])
    actions.agree_action(by=cast.leader, action=action, due_on=clock.today())
    told = Milestone.objects.get(told=Told.ACTION_AGREED)
    assert (told.words, told.promised_on) == ("", None)


def test_be_more_careful_is_asked_about_and_kept_if_confirmed(cast: Cast) -> None:
    case = a_case(cast)
    careful = actions.Proposal(title="Be more careful at panel B")
    with pytest.raises(RuleBroken, match="so that care is not needed") as broken:
        actions.propose_action(by=cast.handler, case=case, proposal=careful)
    assert broken.value.field == "kept_although"
    by_mechanism = actions.Proposal(title="A notice", mechanism=Mechanism.CAREFUL)
    with pytest.raises(RuleBroken):
        actions.propose_action(by=cast.handler, case=case, proposal=by_mechanism)
    kept = actions.Proposal(title="Be more careful at panel B", kept_although="Until the handles come.")
    assert actions.propose_action(by=cast.handler, case=case, proposal=kept).kept_although == "Until the handles come."


def test_not_effective_brings_it_back_under_way_in_its_next_round(cast: Cast) -> None:
    action = an_action_in_place(cast)
    actions.verify_effect(by=cast.peer, action=action, verdict=Verdict.NOT_EFFECTIVE, evidence="The old list hangs.")
    again = fresh(action)
    assert (again.state, again.round, again.in_place_by) == (State.UNDER_WAY, 2, None)
    actions.put_in_place(by=cast.leader, action=again)
    actions.verify_effect(by=cast.peer, action=action, verdict=Verdict.EFFECTIVE, evidence=SAW)
    assert list(Look.objects.order_by("pk").values_list("round", "verdict")) == [
        (1, Verdict.NOT_EFFECTIVE),
        (2, Verdict.EFFECTIVE),
    ]


def test_what_was_verified_and_does_not_work_goes_back_under_way(cast: Cast) -> None:
    action = an_action_in_place(cast)
    actions.verify_effect(by=cast.peer, action=action, verdict=Verdict.EFFECTIVE, evidence=SAW)
    with pytest.raises(RuleBroken, match="verified already"):
        actions.verify_effect(by=cast.peer, action=action, verdict=Verdict.EFFECTIVE, evidence=SAW)
    actions.verify_effect(by=cast.colleague, action=action, verdict=Verdict.NOT_EFFECTIVE, evidence="It jams.")
    assert fresh(action).state == State.UNDER_WAY


def test_inconclusive_leaves_it_as_it_is(cast: Cast) -> None:
    action = an_action_in_place(cast)
    actions.verify_effect(by=cast.peer, action=action, verdict=Verdict.INCONCLUSIVE, evidence="Too few nights.")
    assert fresh(action).state == State.IN_PLACE


def test_while_it_is_watched_seeing_it_is_not_enough(cast: Cast) -> None:
    action = an_action_in_place(cast, watch_days=30)
    assert action.state == State.WATCHING
    assert action not in queries.to_look_at(viewer=cast.handler)
    with pytest.raises(RuleBroken, match="being watched"):
        actions.verify_effect(by=cast.peer, action=action, verdict=Verdict.SEEN_IN_PLACE, evidence=SAW)
    with clock.moved_to(clock.now() + timedelta(days=31)):
        assert action in queries.to_look_at(viewer=cast.handler)
        actions.verify_effect(by=cast.peer, action=action, verdict=Verdict.SEEN_IN_PLACE, evidence=SAW)
    assert fresh(action).state == State.VERIFIED


def test_its_owner_looks_only_where_there_is_nobody_else_and_it_says_so(cast: Cast) -> None:
    action = an_action_in_place(cast)
    with pytest.raises(RuleBroken, match="Somebody else looks"):
        actions.verify_effect(by=cast.leader, action=action, verdict=Verdict.EFFECTIVE, evidence=SAW)
    actions.verify_effect(by=cast.leader, action=action, verdict=Verdict.EFFECTIVE, evidence=SAW, nobody_else=True)
    assert not Look.objects.get().independent


def test_whoever_put_it_in_place_does_not_verify_it_after_handing_it_over(cast: Cast) -> None:
    action = an_action_in_place(cast)
    actions.hand_over(by=cast.leader, action=action, to=cast.colleague)
    with pytest.raises(RuleBroken, match="Somebody else looks"):
        actions.verify_effect(by=cast.leader, action=action, verdict=Verdict.EFFECTIVE, evidence=SAW)


def test_handed_over_it_is_proposed_again_until_the_next_one_agrees(cast: Cast) -> None:
    action = an_agreed_action(cast)
    actions.start_action(by=cast.leader, action=action)
    actions.hand_over(by=cast.leader, action=action, to=cast.colleague)
    assert fresh(action).state == State.PROPOSED
    assert action in queries.narrowed(viewer=cast.leader, state=State.PROPOSED)
    with pytest.raises(RuleBroken, match="once they have agreed"):
        actions.put_in_place(by=cast.colleague, action=action)
    actions.agree_action(by=cast.colleague, action=action, due_on=clock.today())
    assert fresh(action).state == State.UNDER_WAY


def test_agreed_twice_is_a_sentence(cast: Cast) -> None:
    action = an_agreed_action(cast)
    with pytest.raises(RuleBroken, match="agreed to this already"):
        actions.agree_action(by=cast.leader, action=action, due_on=clock.today())


def test_an_answer_back_is_heard_by_whoever_proposed_it(cast: Cast) -> None:
    action = a_proposed_action(cast)
    actions.answer_back(by=cast.leader, action=action, answer="Not before the budget; the saved copy could go.")
    heard = EntryHearer.objects.filter(entry__verb="actions.answer_back").values_list("person", flat=True)
    assert list(heard) == [cast.handler.public_id]
    assert action in queries.to_steer(viewer=cast.handler)


def test_stuck_asks_the_leaders_for_help_at_once(cast: Cast) -> None:
    action = a_proposed_action(cast, owner=cast.colleague)
    actions.agree_action(by=cast.colleague, action=action, due_on=clock.today())
    actions.note_progress(by=cast.colleague, action=action, text="The supplier has none.", stuck=True)
    heard = EntryHearer.objects.filter(entry__verb="actions.note_progress", urgency=Urgency.AT_ONCE)
    assert set(heard.values_list("person", flat=True)) == {cast.leader.public_id, cast.director.public_id}
    assert heard.first().entry.thing_kind == "action"  # type: ignore[union-attr]  # so that a notice knows its title


def test_declined_has_a_reason_and_comes_back_on_its_day(cast: Cast) -> None:
    action = a_proposed_action(cast)
    day = clock.today() + timedelta(days=90)
    with pytest.raises(RuleBroken, match="Say why"):
        actions.decline_action(by=cast.leader, action=action, reason=" ")
    actions.decline_action(by=cast.leader, action=action, reason="The plant closes.", look_again_on=day)
    assert fresh(action).state == State.DECLINED
    assert action not in queries.to_steer(viewer=cast.handler)
    with clock.moved_to(clock.now() + timedelta(days=91)):
        assert action in queries.to_steer(viewer=cast.handler)
    with pytest.raises(RuleBroken, match="decided not to"):
        actions.agree_action(by=cast.leader, action=action, due_on=day)


def test_a_date_moves_with_a_reason_to_a_day_that_can_be_kept(cast: Cast) -> None:
    action = an_agreed_action(cast)
    with pytest.raises(RuleBroken, match="has passed"):
        actions.change_due(by=cast.leader, action=action, due_on=clock.today() - timedelta(days=1), reason="Later.")
    with pytest.raises(RuleBroken, match="already agreed"):
        actions.change_due(by=cast.leader, action=action, due_on=action.due_on, reason="Same.")  # type: ignore[arg-type]
    moved = actions.change_due(
        by=cast.leader, action=action, due_on=clock.today() + timedelta(days=60), reason="Supplier."
    )
    assert moved.due_on == clock.today() + timedelta(days=60)


def test_the_second_of_two_who_describe_it_sees_both(cast: Cast) -> None:
    action = a_proposed_action(cast)
    better = actions.Proposal(title="Print the list daily", mechanism=Mechanism.FORCE)
    actions.describe_action(by=cast.leader, action=action, version=1, proposal=better)
    with pytest.raises(ChangedMeanwhile) as both:
        actions.describe_action(by=cast.facilitator, action=action, version=1, proposal=PRINT)
    assert both.value.theirs["title"] == "Print the list daily"
    assert both.value.theirs["mechanism"] == "makes the wrong step impossible"


def test_it_acts_on_what_a_review_of_its_case_found(cast: Cast) -> None:
    case = a_case(cast)
    factor = Factor.objects.get(review=a_written_review(cast, case))
    elsewhere = Factor.objects.get(review=a_written_review(cast))
    action = actions.propose_action(by=cast.handler, case=case, proposal=PRINT, factors=[factor])
    with pytest.raises(RuleBroken, match="review of its case"):
        actions.act_on(by=cast.handler, action=action, factor=elsewhere)
    with pytest.raises(RuleBroken, match="a review of this case"):
        actions.propose_action(by=cast.handler, case=case, proposal=PRINT, factors=[elsewhere])
    found = queries.actions_by_factor(viewer=cast.handler, review=factor.review)
    assert found == {factor.pk: [action]}
    second = reviews.add_factor(by=cast.facilitator, review=factor.review, text="The lamp was out.")
    actions.act_on(by=cast.handler, action=action, factor=second, why="It is read by hand no more.")
    course = queries.course_of(viewer=cast.handler, action=action)
    assert [(link.factor, link.why) for link in course.factors][1] == (second, "It is read by hand no more.")


@pytest.mark.parametrize("mechanism", Mechanism)
def test_every_mechanism_has_its_strength_or_none(mechanism: Mechanism) -> None:
    assert (strength_of(mechanism) is None) == (mechanism in {Mechanism.CAREFUL, Mechanism.UNKNOWN})
    assert strength_of(Mechanism.TRAIN) == Strength.WEAKER


def test_state_and_list_agree(cast: Cast) -> None:
    action = an_action_in_place(cast)
    for state in State:
        listed = queries.narrowed(viewer=cast.leader, state=state).filter(pk=action.pk).exists()
        assert listed == (Action.objects.get(pk=action.pk).state == state)
