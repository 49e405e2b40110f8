"""Those it tells of first, then a peer, then everybody: and what each of them agreed to stays what it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from goodcatch.cases import services as cases
from goodcatch.cases.tests.telling import a_case, a_channel, a_report
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people import services as people
from goodcatch.people.services import units_named
from goodcatch.record.models import Entry, EntryHearer
from goodcatch.reports.models import Milestone
from goodcatch.reports.terms import Told
from goodcatch.reviews import services as reviews
from goodcatch.reviews.models import PeerAgreement, PublishedReview, Telling
from goodcatch.reviews.terms import State
from goodcatch.reviews.tests.telling import HAPPENED, a_review, a_written_review, an_agreed_review, fresh
from tests.cast import SETUP, Cast, ClientOf

pytestmark = pytest.mark.django_db


def test_it_passes_from_draft_to_published_and_the_reporter_hears(cast: Cast) -> None:
    case = a_case(cast)
    cases.join_report(by=cast.handler, case=case, report=a_report(cast, a_channel(cast)))
    review = a_written_review(cast, case)
    reviews.name_told(by=cast.facilitator, review=review, person=cast.reporter)
    reviews.show_draft(by=cast.facilitator, review=review)
    assert fresh(review).state == State.WITH_PEOPLE
    reviews.see_draft(by=cast.reporter, review=review)
    reviews.ask_peer(by=cast.facilitator, review=review, peer=cast.peer)
    assert fresh(review).state == State.PEER_REVIEW
    reviews.answer_as_peer(by=cast.peer, review=review, agreed=True)
    version = reviews.publish(by=cast.facilitator, review=review)
    assert fresh(review).state == State.PUBLISHED
    assert version.content["brief"]["happened"] == HAPPENED
    assert Milestone.objects.get(told=Told.UNDERSTOOD).words == "The labels look alike."
    heard = set(EntryHearer.objects.filter(entry__verb="reviews.publish").values_list("person", flat=True))
    assert heard == {p.public_id for p in (cast.reporter, cast.peer, cast.handler)}


def test_nobody_publishes_without_a_peer(cast: Cast) -> None:
    review = a_written_review(cast)
    with pytest.raises(RuleBroken, match="One peer"):
        reviews.publish(by=cast.facilitator, review=review)


def test_a_peer_agrees_to_a_text_and_a_change_asks_them_again(cast: Cast) -> None:
    review = an_agreed_review(cast)
    reviews.add_factor(by=cast.facilitator, review=review, text="Nobody had walked the line that month.")
    with pytest.raises(RuleBroken, match="as it stands now"):
        reviews.publish(by=cast.facilitator, review=review)
    reviews.ask_peer(by=cast.facilitator, review=review, peer=cast.peer)
    reviews.answer_as_peer(by=cast.peer, review=review, agreed=True)
    reviews.publish(by=cast.facilitator, review=review)
    assert PeerAgreement.objects.filter(review=review).count() == 2


def test_a_peer_who_read_an_earlier_text_is_asked_to_read_again(cast: Cast) -> None:
    review = a_written_review(cast)
    reviews.ask_peer(by=cast.facilitator, review=review, peer=cast.peer)
    read = fresh(review).revision
    reviews.add_factor(by=cast.facilitator, review=review, text="The lamp was out.")
    with pytest.raises(RuleBroken, match="changed since you opened it"):
        reviews.answer_as_peer(by=cast.peer, review=review, agreed=True, revision=read)


def test_an_objection_after_the_peer_agreed_is_looked_at_by_a_peer(cast: Cast) -> None:
    review = a_written_review(cast)
    reviews.name_told(by=cast.facilitator, review=review, person=cast.reporter)
    reviews.show_draft(by=cast.facilitator, review=review)
    reviews.see_draft(by=cast.reporter, review=review)
    reviews.ask_peer(by=cast.facilitator, review=review, peer=cast.peer)
    reviews.answer_as_peer(by=cast.peer, review=review, agreed=True)
    reviews.object_to(by=cast.reporter, review=review, objection="The list was not lost, it was taken.")
    with pytest.raises(RuleBroken, match="as it stands now"):
        reviews.publish(by=cast.facilitator, review=review)


def test_whoever_takes_it_on_no_longer_counts_as_a_peer(cast: Cast) -> None:
    review = an_agreed_review(cast, peer=cast.handler)
    reviews.take_facilitation(by=cast.handler, review=review)
    with pytest.raises(RuleBroken, match="One peer, not you"):
        reviews.publish(by=cast.handler, review=review)
    with pytest.raises(RuleBroken, match="One peer, not you"):
        reviews.publish(by=cast.facilitator, review=review)


def test_the_peer_is_neither_told_of_nor_facilitator_nor_outside(cast: Cast) -> None:
    review = a_written_review(cast, a_case(cast, audience=units_named(cast.units.operations, cast.units.plant_safety)))
    reviews.name_told(by=cast.facilitator, review=review, person=cast.colleague)
    reviews.show_draft(by=cast.facilitator, review=review)
    reviews.see_draft(by=cast.colleague, review=review)
    for person in (cast.facilitator, cast.colleague, cast.outsider, cast.leaver):
        with pytest.raises(RuleBroken, match="A peer is somebody"):
            reviews.ask_peer(by=cast.facilitator, review=review, peer=person)


def test_nobody_is_told_of_who_may_not_read_the_matter(cast: Cast) -> None:
    review = a_written_review(cast, a_case(cast, audience=units_named(cast.units.operations, cast.units.plant_safety)))
    with pytest.raises(RuleBroken, match="may not read the matter"):
        reviews.name_told(by=cast.facilitator, review=review, person=cast.outsider)
    assert not Telling.objects.exists()


def test_those_it_tells_of_come_first_but_five_working_days_are_enough(cast: Cast, client_of: ClientOf) -> None:
    friday = datetime(2026, 12, 18, 9, tzinfo=UTC)
    with clock.moved_to(friday):
        review = a_written_review(cast)
        reviews.name_told(by=cast.facilitator, review=review, person=cast.reporter)
        with pytest.raises(RuleBroken, match="see it first"):
            reviews.ask_peer(by=cast.facilitator, review=review, peer=cast.peer)
        people.set_unit_days(by=SETUP, unit=review.unit, own=True, days_off=[6, 7], holidays="2026-12-25 Christmas")
        reviews.show_draft(by=cast.facilitator, review=review)
    with clock.moved_to(friday + timedelta(days=10)):  # the Monday after Christmas: the fifth of them
        page = client_of(cast.facilitator).get(f"/in/reviews/{review.public_id}/").content.decode()
        with pytest.raises(RuleBroken, match="5 working days"):
            reviews.ask_peer(by=cast.facilitator, review=review, peer=cast.peer)
    assert "5 working days to read it, until 28 December" in page
    with clock.moved_to(friday + timedelta(days=11)):
        reviews.ask_peer(by=cast.facilitator, review=review, peer=cast.peer)
    assert fresh(review).state == State.PEER_REVIEW


def test_somebody_told_of_who_lost_the_matter_holds_nothing_up(cast: Cast) -> None:
    case = a_case(cast)
    review = a_written_review(cast, case)
    reviews.name_told(by=cast.facilitator, review=review, person=cast.reporter)
    reviews.name_told(by=cast.facilitator, review=review, person=cast.leader)
    reviews.show_draft(by=cast.facilitator, review=review)
    reviews.see_draft(by=cast.leader, review=review)
    cases.leave_off(by=cast.handler, case=case, person=cast.reporter)
    with pytest.raises(RuleBroken, match="does not tell of you"):
        reviews.object_to(by=cast.reporter, review=review, objection="I was there.")
    reviews.ask_peer(by=cast.facilitator, review=review, peer=cast.director)


def test_publishing_twice_from_one_form_is_one_deed(cast: Cast, client_of: ClientOf) -> None:
    review = an_agreed_review(cast)
    client = client_of(cast.facilitator)
    sent = {"nonce": "one-form-sent-twice"}
    first = client.post(f"/in/reviews/{review.public_id}/publish/", sent)
    assert first.status_code == 302
    second = client.post(f"/in/reviews/{review.public_id}/publish/", sent)
    assert (second.status_code, second.headers["Location"]) == (302, first.headers["Location"])
    other = client.post(f"/in/reviews/{review.public_id}/publish/", {"nonce": "another-form"})
    assert other.status_code == 404  # published: nobody works on it any more
    assert PublishedReview.objects.filter(review=review).count() == 1
    with pytest.raises(RuleBroken, match="published"):
        reviews.publish(by=cast.facilitator, review=review)


def test_a_peer_says_why_not_and_the_form_comes_back(cast: Cast, client_of: ClientOf) -> None:
    review = a_written_review(cast)
    reviews.ask_peer(by=cast.facilitator, review=review, peer=cast.peer)
    client, page = client_of(cast.peer), f"/in/reviews/{review.public_id}/agree/?read={fresh(review).revision}"
    answer = client.post(page, {"agreed": "no", "comment": "", "revision": fresh(review).revision})
    assert answer.status_code == 422
    assert "Say what would make it ready" in answer.content.decode()
    client.post(page, {"agreed": "no", "comment": "Say which list.", "revision": fresh(review).revision})
    assert PeerAgreement.objects.get(review=review).comment == "Say which list."
    assert not PeerAgreement.objects.get(review=review).agreed
    assert client.get(page).status_code == 404


def test_only_the_told_object_and_an_answer_stands_beside(cast: Cast, client_of: ClientOf) -> None:
    review = a_written_review(cast)
    reviews.name_told(by=cast.facilitator, review=review, person=cast.reporter)
    reviews.show_draft(by=cast.facilitator, review=review)
    with pytest.raises(RuleBroken):
        reviews.object_to(by=cast.peer, review=review, objection="No.")
    page = f"/in/reviews/{review.public_id}/object/"
    assert client_of(cast.reporter).post(page, {"objection": "<b>It was dark.</b>"}).status_code == 302
    reviews.answer_objection(by=cast.facilitator, review=review, person=cast.reporter, answer="So it says now.")
    shown = client_of(cast.facilitator).get(f"/in/reviews/{review.public_id}/").content.decode()
    assert "&lt;b&gt;It was dark.&lt;/b&gt;" in shown
    assert "So it says now." in shown


def test_an_empty_draft_is_shown_to_nobody(cast: Cast) -> None:
    review = a_review(cast)
    reviews.name_told(by=cast.facilitator, review=review, person=cast.reporter)
    with pytest.raises(RuleBroken, match="nothing to show"):
        reviews.show_draft(by=cast.facilitator, review=review)
    assert not Entry.objects.filter(verb="reviews.show_draft").exists()
