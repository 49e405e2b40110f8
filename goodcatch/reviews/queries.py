"""Read reviews, for a viewer."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from goodcatch.cases import rules as case_rules
from goodcatch.cases.models import Case
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.reviews import rules
from goodcatch.reviews.models import Factor, Finding, PeerAgreement, Review, ReviewCase, Telling, TimelineEntry


@dataclass(frozen=True, slots=True)
class Parts:
    """What stands in a review, in its order; nothing that was withdrawn."""

    timeline: list[TimelineEntry]
    factors: list[Factor]
    findings: list[Finding]
    objections: list[Telling]


def reviews(*, viewer: Viewer) -> QuerySet[Review]:
    """Give the reviews that the viewer may read, newest first."""
    found = Review.objects.filter(rules.visible_to(viewer))
    return found.select_related("unit", "facilitator").order_by("-opened_at", "-pk")


def review_for(*, viewer: Viewer, public_id: str) -> Review | None:
    """Give the review with this public id, if the viewer may read it."""
    return reviews(viewer=viewer).filter(public_id=public_id).first()


def reviews_of_case(*, viewer: Viewer, case: Case) -> list[Review]:
    """Give the reviews of a case that the viewer may read, oldest first."""
    linked = ReviewCase.objects.filter(case=case).values("review_id")
    return list(reviews(viewer=viewer).filter(pk__in=linked).order_by("opened_at", "pk"))


def visible_cases(*, viewer: Viewer, review: Review) -> list[Case]:
    """Give the cases of a review that the viewer may read."""
    linked = ReviewCase.objects.filter(review=review).values("case_id")
    return list(Case.objects.filter(case_rules.visible_to(viewer), pk__in=linked).order_by("opened_at", "pk"))


def parts_for(*, viewer: Viewer, review: Review) -> Parts:
    """Give what stands in the review, for somebody who may read it."""
    if not reviews(viewer=viewer).filter(pk=review.pk).exists():
        return Parts([], [], [], [])
    here = Q(review=review, withdrawn_at__isnull=True)
    return Parts(
        timeline=list(
            TimelineEntry.objects.filter(here).order_by(F("occurred_at").asc(nulls_last=True), "order", "pk")
        ),
        factors=list(Factor.objects.filter(here).order_by("order", "pk")),
        findings=list(Finding.objects.filter(here).order_by("kind", "order", "pk")),
        objections=list(Telling.objects.filter(review=review).exclude(objection="").select_related("person")),
    )


def waiting_for(*, viewer: Viewer) -> QuerySet[Review]:
    """Give the reviews in which something waits for this viewer: as facilitator, person told of, or peer."""
    if not isinstance(viewer, Person):
        return Review.objects.none()
    asked = PeerAgreement.objects.filter(peer=viewer, answered_at__isnull=True).values("review_id")
    told = Telling.objects.filter(person=viewer, seen_at__isnull=True, review__shown_at__isnull=False)
    mine = Q(facilitator=viewer) | Q(pk__in=asked) | Q(pk__in=told.values("review_id"))
    return reviews(viewer=viewer).filter(mine, published_at__isnull=True)
