"""What can be learned goes on without anybody in it, after a second look, and without a link that anybody sees."""

from __future__ import annotations

import pytest

from goodcatch.actions.models import Action, Origin
from goodcatch.cases.models import Case
from goodcatch.inquiry import services
from goodcatch.inquiry.tests.inquiring import Inquiring
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.queries import people_in
from goodcatch.record.models import Entry
from goodcatch.reviews.models import Review
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TEXT = {
    "title": "Goods signed for by one person",
    "text": "One signature was enough, and nobody counted.",
    "changes": "Two people sign for goods\n\nBe more careful\nCount on arrival\n",
}


def test_a_text_with_a_name_in_it_is_refused(opened_inquiry: Inquiring) -> None:
    opened_inquiry.found()
    number = opened_inquiry.inquiry.public_id
    refused = [{"text": "Ask zabel about it"}, {"title": "OTTOKAR's orders"}, {"text": f"See inquiry {number}"}]
    for said in (*refused, {"changes": "Count\nLet Zabel sign"}):
        with pytest.raises(RuleBroken, match="stands in it"):
            opened_inquiry.do(services.write_bridge, **{**TEXT, **said})


def test_a_second_person_looks_before_it_goes(opened_inquiry: Inquiring, cast: Cast) -> None:
    number = opened_inquiry.do(services.write_bridge, **TEXT)
    carried = {"bridge": number, "unit": cast.units.northfield, "form": "full"}
    with pytest.raises(RuleBroken, match="second person looks"):
        opened_inquiry.do(services.carry_over, **carried)
    with pytest.raises(RuleBroken, match="Somebody else looks"):
        opened_inquiry.do(services.look_over_bridge, bridge=number)
    opened_inquiry.do(services.look_over_bridge, by=opened_inquiry.second, bridge=number)
    with pytest.raises(RuleBroken, match="looked at it already"):
        opened_inquiry.do(services.look_over_bridge, by=opened_inquiry.second, bridge=number)
    with pytest.raises(RuleBroken, match="triage, lead or facilitate"):
        opened_inquiry.do(services.carry_over, by=opened_inquiry.second, **carried)
    with pytest.raises(RuleBroken, match="no such text"):
        opened_inquiry.do(services.carry_over, **{**carried, "bridge": 1})
    with pytest.raises(RuleBroken, match="Choose among the lines"):
        opened_inquiry.do(services.carry_over, **carried, changes=[3])
    with pytest.raises(RuleBroken, match="‘Be more careful’ does not stand"):
        opened_inquiry.do(services.carry_over, **carried, changes=[0, 1])
    assert not Case.objects.exists()
    before = Entry.objects.count()
    opened_inquiry.do(services.carry_over, **carried, changes=[2, 0])
    review, case = Review.objects.get(), Case.objects.get()
    assert (review.title, case.summary) == (TEXT["title"], TEXT["text"])
    verbs = {entry.verb for entry in Entry.objects.order_by("pk")[before:]}
    assert verbs == {"cases.open_case", "reviews.open_review", "actions.propose_action"}
    proposed = list(Action.objects.order_by("pk"))
    assert [action.title for action in proposed] == ["Two people sign for goods", "Count on arrival"]
    assert {(action.agreed_at, action.owner) for action in proposed} == {(None, None)}
    assert {(origin.case, origin.review) for origin in Origin.objects.all()} == {(case, review)}
    held = opened_inquiry.file().bridge(number)
    assert held is not None
    assert held.carried is not None
    assert held.carried.said["review"] == review.public_id
    assert held.carried.said["actions"] == [action.public_id for action in proposed]
    with pytest.raises(RuleBroken, match="carried over already"):
        opened_inquiry.do(services.carry_over, **carried)


def test_neither_matter_nor_review_knows_the_inquiry(opened_inquiry: Inquiring, cast: Cast) -> None:
    number = opened_inquiry.do(services.write_bridge, **TEXT)
    opened_inquiry.do(services.look_over_bridge, by=opened_inquiry.second, bridge=number)
    opened_inquiry.do(services.carry_over, bridge=number, unit=cast.units.northfield, form="brief", changes=[0])
    for row in (*Case.objects.values(), *Review.objects.values(), *Action.objects.values()):
        assert opened_inquiry.inquiry.public_id not in str(row)
    case, review = Case.objects.get(), Review.objects.get()
    assert case.stays_named
    assert list(people_in(case.audience_id)) == list(people_in(review.audience_id)) == [opened_inquiry.first]
