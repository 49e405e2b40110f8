"""Read actions, for a viewer. Nobody reads where an action came from but those who may read that."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from django.db.models import F, Q, QuerySet

from goodcatch.actions import rules, terms
from goodcatch.actions.models import Action, ActsOn, DueChange, Look, Note, Origin
from goodcatch.cases import rules as case_rules
from goodcatch.cases.models import Case
from goodcatch.kernel import clock
from goodcatch.people.models import Person, Unit
from goodcatch.people.queries import Viewer, people_in, stood_in_for
from goodcatch.people.rules import may_see_directory
from goodcatch.people.terms import AudienceKind
from goodcatch.reviews import rules as review_rules
from goodcatch.reviews.models import Factor, Review, ReviewCase

OPEN = Q(verified_at__isnull=True, declined_at__isnull=True)


def actions(*, viewer: Viewer) -> QuerySet[Action]:
    """Give the actions that the viewer may read, newest first."""
    found = Action.objects.filter(rules.visible_to(viewer))
    return found.select_related("unit").order_by("-proposed_at", "-pk")


def action_for(*, viewer: Viewer, public_id: str) -> Action | None:
    """Give the action with this public id, if the viewer may read it."""
    return (
        actions(viewer=viewer)
        .select_related("unit", "owner", "proposed_by", "audience")
        .filter(public_id=public_id)
        .first()
    )


def actions_of_case(*, viewer: Viewer, case: Case) -> list[Action]:
    """Give the actions that came from a case, to whoever may know that they did, oldest first."""
    if not case_rules.may_see(viewer, case):
        return []
    origins = Origin.objects.filter(case=case).values("action_id")
    found = actions(viewer=viewer).filter(pk__in=origins).order_by()
    return sorted(found, key=attrgetter("proposed_at", "pk"))


def actions_of_review(*, viewer: Viewer, review: Review) -> list[Action]:
    """Give the actions that came from a review, to whoever may read it."""
    readable = Review.objects.filter(review_rules.visible_to(viewer), pk=review.pk)
    origins = Origin.objects.filter(review__in=readable).values("action_id")
    return list(actions(viewer=viewer).filter(pk__in=origins).order_by("proposed_at", "pk"))


def actions_by_factor(*, viewer: Viewer, review: Review) -> dict[int, list[Action]]:
    """Give the actions that act on the factors of a review, by factor, to whoever may read both; in one query."""
    if not review_rules.may_see(viewer, review):
        return {}
    readable = Action.objects.filter(rules.visible_to(viewer)).values("pk")
    links = ActsOn.objects.filter(factor__review=review, action__in=readable).select_related("action").order_by("pk")
    found: dict[int, list[Action]] = {}
    for link in links:
        found.setdefault(link.factor_id, []).append(link.action)
    return found


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
    acts = ActsOn.objects.filter(action=action, factor__review__in=readable, factor__withdrawn_at__isnull=True)
    return Course(
        notes=list(Note.objects.filter(action=action).select_related("by").order_by("at", "pk")),
        dates=list(DueChange.objects.filter(action=action).order_by("at", "pk")),
        looks=list(Look.objects.filter(action=action).select_related("by").order_by("at", "pk")),
        origins=list(
            Origin.objects.filter(rules.origin_visible_to(viewer), action=action).select_related("case", "review")
        ),
        factors=list(acts.select_related("factor").order_by("pk")),
    )


def waiting_for(*, viewer: Viewer) -> QuerySet[Action]:
    """Give the open actions that wait for the viewer as their owner: to agree, to do; soonest due first.

    Those too that wait for somebody whom the viewer stands in for, where the viewer may read them.
    """
    if not isinstance(viewer, Person):
        return Action.objects.none()
    mine = (Q(owner=viewer) | Q(owner__in=stood_in_for(viewer))) & OPEN & Q(in_place_at__isnull=True)
    return (
        actions(viewer=viewer)
        .select_related("owner")
        .filter(mine)
        .order_by(F("due_on").asc(nulls_last=True), "proposed_at", "pk")
    )


def to_look_at(*, viewer: Viewer) -> QuerySet[Action]:
    """Give the actions in place, and no longer watched, at which the viewer could look: those that concern them and are
    somebody else's work."""
    if not isinstance(viewer, Person):
        return Action.objects.none()
    ripe = OPEN & Q(in_place_at__isnull=False) & (Q(watch_until__isnull=True) | Q(watch_until__lte=clock.today()))
    own = Q(owner=viewer) | Q(in_place_by=viewer)
    found = actions(viewer=viewer).filter(ripe, rules.concern(viewer))
    return found.exclude(pk__in=Action.objects.filter(own).values("pk")).order_by("in_place_at", "pk")


def to_steer(*, viewer: Viewer) -> QuerySet[Action]:
    """Give the actions that wait for somebody to steer them, among those that concern the viewer: without an owner,
    answered back, or declined until a day that has come."""
    if not isinstance(viewer, Person):
        return Action.objects.none()
    open_still = OPEN & Q(in_place_at__isnull=True, agreed_at__isnull=True)
    again = Q(declined_at__isnull=False, look_again_on__lte=clock.today())
    found = actions(viewer=viewer).filter(open_still & (Q(owner__isnull=True) | ~Q(answered_back="")) | again)
    return found.filter(rules.concern(viewer)).order_by("proposed_at", "pk")


_STATES = {
    terms.State.PROPOSED: OPEN & Q(agreed_at__isnull=True, in_place_at__isnull=True),
    terms.State.AGREED: OPEN & Q(agreed_at__isnull=False, started_at__isnull=True, in_place_at__isnull=True),
    terms.State.UNDER_WAY: OPEN & Q(agreed_at__isnull=False, started_at__isnull=False, in_place_at__isnull=True),
    terms.State.IN_PLACE: OPEN & Q(in_place_at__isnull=False, watch_until__isnull=True),
    terms.State.WATCHING: OPEN & Q(in_place_at__isnull=False, watch_until__isnull=False),
    terms.State.VERIFIED: Q(verified_at__isnull=False, declined_at__isnull=True),
    terms.State.DECLINED: Q(declined_at__isnull=False),
}


def narrowed(
    *, viewer: Viewer, state: str = "", strength: str = "", unit: str = "", mine: bool = False
) -> QuerySet[Action]:
    """Give the actions that the viewer may read, of this state, strength and unit with those below it, and theirs alone
    where asked."""
    rows = actions(viewer=viewer)
    if state in terms.State:
        rows = rows.filter(_STATES[terms.State(state)])
    if strength in terms.Strength:
        rows = rows.filter(mechanism__in=[m for m in terms.Mechanism if terms.strength_of(m) == strength])
    if unit:
        paths = Unit.objects.filter(public_id=unit).values_list("path", flat=True)
        rows = rows.filter(unit__path__startswith=paths[0]) if paths else rows.none()
    if mine and isinstance(viewer, Person):
        rows = rows.filter(owner=viewer)
    return rows


def people_to_ask(*, viewer: Viewer, action: Action) -> QuerySet[Person]:
    """Give those who may be asked to own this action, to whoever may read it: members of the house; where it is with a
    list of people, those; a guest, who does not see the house, may ask those who read it."""
    if not isinstance(viewer, Person) or not rules.may_look(viewer, action):
        return Person.objects.none()
    asked = people_in(action.audience_id)
    if action.audience.kind != AudienceKind.NAMED and may_see_directory(viewer):
        asked = Person.objects.filter(Q(pk__in=asked.values("pk")) | Q(left_at__isnull=True, guest=False))
    return asked.exclude(pk=action.owner_id or 0).order_by("name", "pk")


def factors_to_name(*, viewer: Viewer, action: Action) -> QuerySet[Factor]:
    """Give the factors that the action could be said to act on: found in reviews of its cases, as far as the viewer may
    read them."""
    cases = Origin.objects.filter(rules.origin_visible_to(viewer), action=action).values("case_id")
    readable = Review.objects.filter(review_rules.visible_to(viewer)).values("pk")
    linked = ReviewCase.objects.filter(case_id__in=cases, review__in=readable).values("review_id")
    found = Factor.objects.filter(review_id__in=linked, withdrawn_at__isnull=True)
    return found.select_related("review").order_by("review", "order", "pk")


def people_who_could_own(*, viewer: Viewer, case: Case) -> QuerySet[Person]:
    """Give those who may be asked to own an action of this case: those who may read the case."""
    if not isinstance(viewer, Person) or not case_rules.may_see(viewer, case):
        return Person.objects.none()
    return people_in(case.audience_id).order_by("name", "pk")


def factors_of_case(*, viewer: Viewer, case: Case) -> QuerySet[Factor]:
    """Give the factors found in reviews of this case that the viewer may read."""
    readable = Review.objects.filter(review_rules.visible_to(viewer))
    linked = ReviewCase.objects.filter(case=case, review__in=readable).values("review_id")
    found = Factor.objects.filter(review_id__in=linked, withdrawn_at__isnull=True)
    return found.select_related("review").order_by("review", "order", "pk")
