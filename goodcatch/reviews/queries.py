"""Read reviews, for a viewer."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from goodcatch.cases import rules as case_rules
from goodcatch.cases.models import Case
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, people_in
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


@dataclass(frozen=True, slots=True)
class People:
    """Who has a part in a review, as far as this viewer is concerned."""

    told: list[Telling]
    peers: list[PeerAgreement]
    is_told: bool
    is_peer: bool


def people_for(*, viewer: Viewer, review: Review) -> People:
    """Give those told of and the peers: to those who work on it in full, to anybody else only their own part."""
    told = list(Telling.objects.filter(review=review).select_related("person").order_by("pk"))
    peers = list(PeerAgreement.objects.filter(review=review).select_related("peer").order_by("pk"))
    works = rules.may_write(viewer, review)
    return People(
        told=told if works else [t for t in told if t.person == viewer],
        peers=peers if works else [p for p in peers if p.peer == viewer],
        is_told=any(t.person == viewer for t in told) and review.shown_at is not None,
        is_peer=any(p.peer == viewer and p.answered_at is None for p in peers),
    )


def tells_of(*, viewer: Viewer, review: Review) -> bool:
    """Tell whether the review tells of the viewer, and its draft is shown."""
    return people_for(viewer=viewer, review=review).is_told


def objection_of(*, viewer: Viewer, review: Review, person_id: str) -> Telling | None:
    """Give the objection of this person, to those who work on the review."""
    told = people_for(viewer=viewer, review=review).told
    return next((t for t in told if t.person.public_id == person_id and t.objection), None)


def people_who_could_be_told(*, viewer: Viewer, review: Review) -> QuerySet[Person]:
    """Give the living accounts that are not named in the review yet, to those who work on it."""
    if not rules.may_write(viewer, review):
        return Person.objects.none()
    named = Telling.objects.filter(review=review).values("person_id")
    return Person.objects.filter(left_at__isnull=True).exclude(pk__in=named).order_by("name")


def people_who_could_look(*, viewer: Viewer, review: Review) -> QuerySet[Person]:
    """Give those who may be asked as peers: in the audience, not its facilitator, not told of in it."""
    if not rules.may_write(viewer, review):
        return Person.objects.none()
    named = Telling.objects.filter(review=review).values("person_id")
    others = people_in(review.audience_id).exclude(pk__in=named)
    return others.exclude(pk=review.facilitator_id or 0).order_by("name")


def is_agreed(*, viewer: Viewer, review: Review) -> bool:
    """Tell whether a peer agreed to the review, for somebody who works on it."""
    return any(peer.agreed for peer in people_for(viewer=viewer, review=review).peers)
