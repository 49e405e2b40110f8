"""Read actions, for a viewer. Nobody reads where an action came from but those who may read that."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from goodcatch.actions import rules
from goodcatch.actions.models import Action, ActsOn, DueChange, Look, Note, Origin
from goodcatch.cases.models import Case
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.reviews import rules as review_rules
from goodcatch.reviews.models import Factor, Review

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
