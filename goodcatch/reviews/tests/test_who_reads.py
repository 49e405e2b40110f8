"""Who reads a review: nobody past its audience, drafts only those who work on them, look, or are told of."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodcatch.cases import services as cases
from goodcatch.cases.terms import Part
from goodcatch.cases.tests.telling import a_case
from goodcatch.people.queries import audiences_held
from goodcatch.people.services import everyone_inside, named_people, units_named
from goodcatch.reviews import queries
from goodcatch.reviews import services as reviews
from goodcatch.reviews.models import Review
from goodcatch.reviews.terms import Form
from goodcatch.reviews.tests.telling import a_published_review, a_review, a_written_review, fresh
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db

NOBODY = ["reporter", "colleague", "leader", "director", "peer", "outsider", "curator", "auditor", "administrator",
          "guest", "leaver"]  # fmt: skip


PAGES = ["", "brief/", "entry/", "factor/", "finding/", "told/", "show/", "peer/", "publish/", "grow/", "facilitate/",
         "agree/", "seen/", "object/", "case/"]  # fmt: skip


def readers(cast: Cast, review: Review) -> set[str]:
    return {
        part for part, person in cast.everybody.items() if queries.review_for(viewer=person, public_id=review.public_id)
    }


def test_a_draft_is_read_by_those_who_work_on_it(cast: Cast) -> None:
    assert readers(cast, a_review(cast)) == {"facilitator", "handler"}


def test_a_facilitator_of_the_house_reads_the_drafts_of_others(cast: Cast) -> None:
    review = reviews.open_review(by=cast.handler, cases=[a_case(cast)], form=Form.BRIEF)
    assert review.facilitator == cast.handler
    assert "facilitator" in readers(cast, review)


def test_published_it_is_read_by_its_audience(cast: Cast) -> None:
    seeing = readers(cast, a_published_review(cast))
    assert seeing == set(cast.everybody) - {"guest", "leaver"}


def test_whom_it_tells_of_reads_the_draft_once_it_is_shown(cast: Cast) -> None:
    review = a_written_review(cast)
    reviews.name_told(by=cast.facilitator, review=review, person=cast.reporter)
    assert "reporter" not in readers(cast, review)
    reviews.show_draft(by=cast.facilitator, review=review)
    assert "reporter" in readers(cast, review)


def test_whoever_is_left_off_reads_nothing_more_though_they_wrote_or_are_told_of(cast: Cast) -> None:
    case = a_case(cast)
    cases.take_part(by=cast.handler, case=case, person=cast.leader, part=Part.CONTRIBUTOR)
    review = a_written_review(cast, case)
    reviews.name_told(by=cast.facilitator, review=review, person=cast.leader)
    reviews.show_draft(by=cast.facilitator, review=review)
    assert "leader" in readers(cast, review)
    cases.leave_off(by=cast.handler, case=case, person=cast.leader)
    assert "leader" not in readers(cast, review)
    assert readers(cast, review) <= {"handler", "facilitator", "director"}


@pytest.mark.parametrize("part", NOBODY)
def test_to_everybody_else_a_draft_is_not_there(cast: Cast, client_of: ClientOf, part: str) -> None:
    review = a_review(cast)
    client = client_of(cast.everybody[part])
    for page in PAGES:
        hidden = client.get(f"/in/reviews/{review.public_id}/{page}")
        missing = client.get(f"/in/reviews/00000000/{page}")
        if part == "leaver":
            assert hidden.status_code == missing.status_code == 302
            continue
        assert hidden.status_code == missing.status_code == 404, page
        assert hidden.content == missing.content, page
        assert client.post(f"/in/reviews/{review.public_id}/{page}").status_code == (404 if page else 405), page


def test_a_visitor_is_asked_to_sign_in(cast: Cast, client: object) -> None:
    answer = client.get(f"/in/reviews/{a_review(cast).public_id}/")  # type: ignore[attr-defined]
    assert answer.status_code == 302


@pytest.mark.parametrize("part", ["reporter", "leader", "peer", "outsider", "curator"])
def test_whoever_only_reads_writes_nothing(cast: Cast, client_of: ClientOf, part: str) -> None:
    review = a_published_review(cast)
    client = client_of(cast.everybody[part])
    for page in ("brief", "entry", "factor", "finding", "told", "peer", "publish", "facilitate", "case"):
        assert client.post(f"/in/reviews/{review.public_id}/{page}/", {"text": "x"}).status_code == 404
    assert client.get(f"/in/reviews/{review.public_id}/").status_code == 200


@pytest.mark.parametrize("odd", ["%00", "a%00b", "%F0%9F%98%80", "' OR 1=1", "x" * 400])
def test_an_odd_address_is_not_there(cast: Cast, client_of: ClientOf, odd: str) -> None:
    client = client_of(cast.facilitator)
    assert client.get(f"/in/reviews/{odd}/").status_code == 404
    assert client.get("/in/reviews/", {"older": odd}).status_code == 200


AUDIENCES = st.lists(st.sampled_from(["inside", "operations", "treatment", "two", "guest"]), min_size=1, max_size=3)


@given(kinds=AUDIENCES)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_review_of_several_cases_is_read_only_by_those_who_read_all(cast: Cast, kinds: list[str]) -> None:
    made = {
        "inside": everyone_inside(),
        "operations": units_named(cast.units.operations),
        "treatment": units_named(cast.units.treatment),
        "two": named_people(cast.handler, cast.leader),
        "guest": named_people(cast.handler, cast.guest),
    }
    audiences = [made[kind] for kind in kinds]
    narrow = reviews.narrowest(audiences)
    for part, person in cast.everybody.items():
        held = set(audiences_held(person))
        in_all = all(audience.pk in held for audience in audiences)
        assert (narrow.pk in held) == in_all, part


def test_narrowing_one_of_its_cases_narrows_it(cast: Cast) -> None:
    first, second = a_case(cast), a_case(cast)
    review = reviews.open_review(by=cast.facilitator, cases=[first, second], form=Form.FULL)
    cases.leave_off(by=cast.handler, case=second, person=cast.leader)
    assert "leader" not in readers(cast, fresh(review))
    assert fresh(review).audience_id != everyone_inside().pk
