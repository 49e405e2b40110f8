"""What tests of reviews begin with: a case, its review, and one that a peer agreed to."""

from __future__ import annotations

from goodcatch.cases.models import Case
from goodcatch.cases.tests.telling import a_case
from goodcatch.people.models import Audience, Person
from goodcatch.reviews import services as reviews
from goodcatch.reviews.models import Review
from goodcatch.reviews.terms import Form
from tests.cast import Cast

HAPPENED = "Pump 12 was opened in place of pump 21."


def a_review(
    cast: Cast, case: Case | None = None, *, audience: Audience | None = None, form: Form = Form.FULL
) -> Review:
    """Let the facilitator open a review of a case of Operations, open to everyone inside unless said otherwise."""
    return reviews.open_review(by=cast.facilitator, cases=[case or a_case(cast, audience=audience)], form=form)


def a_written_review(cast: Cast, case: Case | None = None, *, audience: Audience | None = None) -> Review:
    """Let the facilitator say what happened, and one thing that contributed."""
    review = a_review(cast, case, audience=audience)
    review = reviews.write_brief(by=cast.facilitator, review=review, version=review.version, happened=HAPPENED)
    reviews.add_factor(by=cast.facilitator, review=review, text="The labels look alike.")
    return fresh(review)


def an_agreed_review(cast: Cast, case: Case | None = None, *, peer: Person | None = None) -> Review:
    """Let a peer agree to it as well."""
    review = a_written_review(cast, case)
    reviews.ask_peer(by=cast.facilitator, review=review, peer=peer or cast.peer)
    return reviews.answer_as_peer(by=peer or cast.peer, review=review, agreed=True)


def a_published_review(cast: Cast, case: Case | None = None) -> Review:
    """Publish it, too."""
    review = an_agreed_review(cast, case)
    reviews.publish(by=cast.facilitator, review=review)
    return fresh(review)


def fresh(review: Review) -> Review:
    """Give the review as it is stored now."""
    return Review.objects.get(pk=review.pk)
