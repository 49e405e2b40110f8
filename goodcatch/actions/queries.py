"""Read actions, for a viewer. Nobody reads where an action came from but those who may read that."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from goodcatch.actions import rules, terms
from goodcatch.actions.models import Action, ActsOn, DueChange, Look, Note, Origin
from goodcatch.cases import rules as case_rules
from goodcatch.cases.models import Case
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, people_in
from goodcatch.reviews import rules as review_rules
from goodcatch.reviews.models import Factor, Review, ReviewCase

OPEN = Q(verified_at__isnull=True, declined_at__isnull=True)


def actions(*, viewer: Viewer) -> QuerySet[Action]:
    """Give the actions that the viewer may read, newest first."""
    found = Action.objects.filter(rules.visible_to(viewer))
    return found.select_related("unit", "owner").order_by("-proposed_at", "-pk")


def action_for(*, viewer: Viewer, public_id: str) -> Action | None:
    """Give the action with this public id, if the viewer may read it."""
    return actions(viewer=viewer).select_related("unit", "owner", "proposed_by").filter(public_id=public_id).first()


def actions_of_case(*, viewer: Viewer, case: Case) -> list[Action]:
    """Give the actions that came from a case, to whoever may know that they did, oldest first."""
    origins = Origin.objects.filter(rules.origin_visible_to(viewer), case=case).values("action_id")
    return list(actions(viewer=viewer).filter(pk__in=origins).order_by("proposed_at", "pk"))


def actions_of_review(*, viewer: Viewer, review: Review) -> list[Action]:
    """Give the actions that came from a review, to whoever may read it."""
    readable = Review.objects.filter(review_rules.visible_to(viewer), pk=review.pk)
    origins = Origin.objects.filter(review__in=readable).values("action_id")
    return list(actions(viewer=viewer).filter(pk__in=origins).order_by("proposed_at", "pk"))


def actions_on(*, viewer: Viewer, factor: Factor) -> list[Action]:
    """Give the actions that act on a factor, to whoever may read its review."""
    readable = Review.objects.filter(review_rules.visible_to(viewer))
    links = ActsOn.objects.filter(factor=factor, factor__review__in=readable).values("action_id")
    return list(actions(viewer=viewer).filter(pk__in=links))


@dataclass(frozen=True, slots=True)
class Course:
    """What has happened to an action: notes, dates, looks, and where it came from as far as the viewer may know."""

    notes: list[Note]
    dates: list[DueChange]
    looks: list[Look]
    origins: list[Origin]
    factors: list[ActsOn]


def course_of(*, viewer: Viewer, action: Action) -> Course:
    """Give the course of an action that the viewer may read; nothing where they may not."""
    if not actions(viewer=viewer).filter(pk=action.pk).exists():
        return Course([], [], [], [], [])
    readable = Review.objects.filter(review_rules.visible_to(viewer))
    return Course(
        notes=list(Note.objects.filter(action=action).select_related("by").order_by("at", "pk")),
        dates=list(DueChange.objects.filter(action=action).order_by("at", "pk")),
        looks=list(Look.objects.filter(action=action).select_related("by").order_by("at", "pk")),
        origins=list(
            Origin.objects.filter(rules.origin_visible_to(viewer), action=action).select_related("case", "review")
        ),
        factors=list(ActsOn.objects.filter(action=action, factor__review__in=readable).select_related("factor")),
    )


def waiting_for(*, viewer: Viewer) -> QuerySet[Action]:
    """Give the open actions that wait for the viewer as their owner: to agree, to do; soonest due first."""
    if not isinstance(viewer, Person):
        return Action.objects.none()
    mine = Q(owner=viewer) & OPEN & Q(in_place_at__isnull=True)
    return actions(viewer=viewer).filter(mine).order_by("due_on", "proposed_at")


def to_look_at(*, viewer: Viewer) -> QuerySet[Action]:
    """Give the actions in place that somebody other than their owner could look at."""
    if not isinstance(viewer, Person):
        return Action.objects.none()
    return actions(viewer=viewer).filter(OPEN, in_place_at__isnull=False).exclude(owner=viewer).order_by("in_place_at")


_STATES = {
    terms.State.PROPOSED: OPEN & Q(agreed_at__isnull=True, started_at__isnull=True, in_place_at__isnull=True),
    terms.State.AGREED: OPEN & Q(agreed_at__isnull=False, started_at__isnull=True, in_place_at__isnull=True),
    terms.State.UNDER_WAY: OPEN & Q(started_at__isnull=False, in_place_at__isnull=True),
    terms.State.IN_PLACE: OPEN & Q(in_place_at__isnull=False, watch_until__isnull=True),
    terms.State.WATCHING: OPEN & Q(in_place_at__isnull=False, watch_until__isnull=False),
    terms.State.VERIFIED: Q(verified_at__isnull=False, declined_at__isnull=True),
    terms.State.DECLINED: Q(declined_at__isnull=False),
}


def narrowed(*, viewer: Viewer, state: str = "", strength: str = "", mine: bool = False) -> QuerySet[Action]:
    """Give the actions that the viewer may read, of this state and strength, and theirs alone where asked."""
    rows = actions(viewer=viewer)
    if state in terms.State:
        rows = rows.filter(_STATES[terms.State(state)])
    if strength in terms.Strength:
        rows = rows.filter(mechanism__in=[m for m in terms.Mechanism if terms.strength_of(m) == strength])
    if mine and isinstance(viewer, Person):
        rows = rows.filter(owner=viewer)
    return rows


def everybody(*, viewer: Viewer) -> QuerySet[Person]:
    """Give the living accounts of members, to any member: anybody may be asked to own a change."""
    if not isinstance(viewer, Person) or viewer.guest:
        return Person.objects.none()
    return Person.objects.filter(left_at__isnull=True, guest=False).order_by("name")


def people_who_could_own(*, viewer: Viewer, case: Case) -> QuerySet[Person]:
    """Give those who may be asked to own an action of this case: those who may read the case."""
    if not isinstance(viewer, Person) or not case_rules.may_see(viewer, case):
        return Person.objects.none()
    return people_in(case.audience_id).order_by("name")


def factors_of_case(*, viewer: Viewer, case: Case) -> QuerySet[Factor]:
    """Give the factors found in reviews of this case that the viewer may read."""
    readable = Review.objects.filter(review_rules.visible_to(viewer))
    linked = ReviewCase.objects.filter(case=case, review__in=readable).values("review_id")
    found = Factor.objects.filter(review_id__in=linked, withdrawn_at__isnull=True)
    return found.select_related("review").order_by("review", "order", "pk")
