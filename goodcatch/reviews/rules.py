"""Who may read, write, answer and agree.

Nobody reads a review who is not in its audience; of those, a draft is for whoever works on it, looks as a peer, or,
once it is shown, is told of in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from goodcatch.cases import rules as case_rules
from goodcatch.cases.models import Case, Participant
from goodcatch.kernel import clock
from goodcatch.kernel.refs import Actor, System
from goodcatch.kernel.working_days import WorkingDays
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, in_audience, people_in, standing, working_days
from goodcatch.people.terms import Role
from goodcatch.reviews.models import PeerAgreement, Review, ReviewCase, Telling
from goodcatch.reviews.terms import State


def visible_to(viewer: Viewer) -> Q:
    """Give the condition on Review under which the viewer may read it."""
    if isinstance(viewer, System):
        return Q()
    if not isinstance(viewer, Person):
        return Q(pk__in=[])
    for_viewer = in_audience(viewer)
    told = Telling.objects.filter(person=viewer, review__shown_at__isnull=False).values("review_id")
    return for_viewer & (Q(published_at__isnull=False) | _works_on(viewer) | Q(pk__in=told))


def may_see(viewer: Viewer | Actor, review: Review) -> bool:
    """Tell whether the viewer may read this review as it stands now."""
    if isinstance(viewer, System):
        return True
    return isinstance(viewer, Person) and Review.objects.filter(visible_to(viewer), pk=review.pk).exists()


def _works_on(viewer: Person) -> Q:
    asked = PeerAgreement.objects.filter(peer=viewer).values("review_id")
    taking_part = Participant.objects.filter(person=viewer, until__isnull=True).values("case_id")
    own = Q(facilitator=viewer) | Q(pk__in=asked)
    own |= Q(pk__in=ReviewCase.objects.filter(case_id__in=taking_part).values("review_id"))
    for role, unit in standing(viewer).grants:
        if role == Role.FACILITATOR:
            own |= Q(unit__path__startswith=unit.path) if unit else Q(pk__isnull=False)
    return own


def may_open(viewer: Viewer | Actor, case: Case) -> bool:
    """Tell whether the viewer may open a review of this case: who may read it, and facilitates, triages or leads in its
    unit, or takes part in it."""
    if isinstance(viewer, System):
        return True
    if not isinstance(viewer, Person) or not case_rules.may_see(viewer, case):
        return False
    place = standing(viewer)
    roles = (Role.FACILITATOR, Role.TRIAGER, Role.LEADER)
    return any(place.holds(role, case.unit) for role in roles) or _takes_part(viewer, [case.pk])


def may_write(viewer: Viewer | Actor, review: Review) -> bool:
    """Tell whether the viewer, who may read it, may write in the review: its facilitator, those of its unit, those in
    its cases."""
    if isinstance(viewer, System):
        return True
    if not isinstance(viewer, Person) or not may_see(viewer, review):
        return False
    if review.facilitator_id == viewer.pk or standing(viewer).holds(Role.FACILITATOR, review.unit):
        return True
    cases = ReviewCase.objects.filter(review=review).values_list("case_id", flat=True)
    return _takes_part(viewer, list(cases))


def _takes_part(viewer: Person, cases: list[int]) -> bool:
    return Participant.objects.filter(person=viewer, case_id__in=cases, until__isnull=True).exists()


def may_agree(viewer: Viewer | Actor, review: Review) -> bool:
    """Tell whether the viewer was asked as a peer, has not answered yet, and could still look as one."""
    if not isinstance(viewer, Person) or review.state != State.PEER_REVIEW or not may_be_peer(viewer, review):
        return False
    return PeerAgreement.objects.filter(review=review, peer=viewer, answered_at__isnull=True).exists()


def agreements(review: Review, *, by: Viewer | Actor) -> Q:
    """Give the condition on PeerAgreement under which it lets `by` publish the review: somebody else agreed to what it
    says now, who does not facilitate it and is not told of in it."""
    told = Telling.objects.filter(review=review).values("person_id")
    apart = [pk for pk in (review.facilitator_id, by.pk if isinstance(by, Person) else None) if pk]
    agreed = Q(review=review, agreed=True, revision=review.revision)
    return agreed & ~Q(peer__in=told) & ~Q(peer_id__in=apart)


def may_be_peer(person: Person, review: Review) -> bool:
    """Tell whether somebody may look as a peer: in the audience, neither the facilitator nor somebody it tells of."""
    if person.pk == review.facilitator_id or not person.is_active:
        return False
    if Telling.objects.filter(review=review, person=person).exists():
        return False
    return Review.objects.filter(in_audience(person), pk=review.pk).exists()


READING_DAYS = 5
"""So many working days a draft waits for somebody it tells of who does not look: nobody stops a review for good."""


def told_who_read(review: Review) -> list[Telling]:
    """Give those whom the review tells of and who may read it now."""
    rows = Telling.objects.filter(review=review, person__in=people_in(review.audience_id))
    return list(rows.select_related("person").order_by("pk"))


def told_awaited(review: Review) -> list[Telling]:
    """Give those it tells of who have not read it, and whose days for it are not over."""
    unseen = [telling for telling in told_who_read(review) if telling.seen_at is None]
    if review.shown_at is None or not unseen:
        return unseen
    days, today = working_days(review.unit), clock.today()
    return [telling for telling in unseen if _reads_until(review, telling, days) >= today]


def reading_ends(review: Review, awaited: Iterable[Telling]) -> date:
    """Give the last day on which the shown draft waits for these whom it tells of."""
    days = working_days(review.unit)
    return max(_reads_until(review, telling, days) for telling in awaited)


def _reads_until(review: Review, telling: Telling, days: WorkingDays) -> date:
    begun = max(review.shown_at or telling.named_at, telling.named_at)
    return days.count(READING_DAYS, after=begun.date())
