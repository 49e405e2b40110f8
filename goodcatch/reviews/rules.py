"""Who may read, write, answer and agree. A draft is read by those who work on it and those it tells of."""

from __future__ import annotations

from django.db.models import Q

from goodcatch.cases.models import Case, Participant
from goodcatch.kernel.refs import Actor, System
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, audiences_held, standing
from goodcatch.people.terms import Role
from goodcatch.reviews.models import PeerAgreement, Review, ReviewCase, Telling
from goodcatch.reviews.terms import State


def visible_to(viewer: Viewer) -> Q:
    """Give the condition on Review under which the viewer may read it."""
    if isinstance(viewer, System):
        return Q()
    if not isinstance(viewer, Person):
        return Q(pk__in=[])
    in_audience = Q(audience_id__in=audiences_held(viewer))
    told = Telling.objects.filter(person=viewer, review__shown_at__isnull=False).values("review_id")
    return in_audience & (Q(published_at__isnull=False) | _works_on(viewer)) | Q(pk__in=told)


def _works_on(viewer: Person) -> Q:
    asked = PeerAgreement.objects.filter(peer=viewer).values("review_id")
    taking_part = Participant.objects.filter(person=viewer, until__isnull=True).values("case_id")
    own = Q(facilitator=viewer) | Q(pk__in=asked)
    own |= Q(pk__in=ReviewCase.objects.filter(case_id__in=taking_part).values("review_id"))
    for role, unit in standing(viewer).grants:
        if role == Role.FACILITATOR:
            own |= Q(unit__path__startswith=unit.path) if unit else Q()
    if standing(viewer).holds(Role.FACILITATOR):
        return Q()
    return own


def may_open(viewer: Viewer | Actor, case: Case) -> bool:
    """Tell whether the viewer may open a review of this case: facilitators, triagers and leaders of the unit, and
    whoever looks after the case. That they may read the case is asked where it is fetched."""
    if isinstance(viewer, System):
        return True
    if not isinstance(viewer, Person):
        return False
    place = standing(viewer)
    roles = (Role.FACILITATOR, Role.TRIAGER, Role.LEADER)
    return any(place.holds(role, case.unit) for role in roles) or _takes_part(viewer, [case.pk])


def may_write(viewer: Viewer | Actor, review: Review) -> bool:
    """Tell whether the viewer may write in the review: its facilitator, those of its unit, those in its cases."""
    if isinstance(viewer, System):
        return True
    if not isinstance(viewer, Person):
        return False
    if review.facilitator_id == viewer.pk or standing(viewer).holds(Role.FACILITATOR, review.unit):
        return True
    cases = ReviewCase.objects.filter(review=review).values_list("case_id", flat=True)
    return _takes_part(viewer, list(cases))


def _takes_part(viewer: Person, cases: list[int]) -> bool:
    return Participant.objects.filter(person=viewer, case_id__in=cases, until__isnull=True).exists()


def may_agree(viewer: Viewer | Actor, review: Review) -> bool:
    """Tell whether the viewer is a peer who was asked in this round and has not answered yet."""
    if not isinstance(viewer, Person) or review.state != State.PEER_REVIEW:
        return False
    return PeerAgreement.objects.filter(review=review, peer=viewer, answered_at__isnull=True).exists()


def may_be_peer(person: Person, review: Review) -> bool:
    """Tell whether somebody may look as a peer: in the audience, neither the facilitator nor somebody it tells of."""
    if person.pk == review.facilitator_id or not person.is_active:
        return False
    if Telling.objects.filter(review=review, person=person).exists():
        return False
    return Review.objects.filter(pk=review.pk, audience_id__in=audiences_held(person)).exists()
