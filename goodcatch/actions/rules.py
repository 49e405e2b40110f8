"""Who may read an action, agree to it, and look whether it worked."""

from __future__ import annotations

from django.db.models import Q

from goodcatch.actions.models import Action, Origin
from goodcatch.cases import rules as case_rules
from goodcatch.cases.models import Case
from goodcatch.kernel.refs import Actor, System
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, audiences_held, standing
from goodcatch.people.terms import Role


def visible_to(viewer: Viewer) -> Q:
    """Give the condition on Action under which the viewer may read it: its audience, and its owner in any case."""
    if isinstance(viewer, System):
        return Q()
    if not isinstance(viewer, Person) or not viewer.is_active:
        return Q(pk__in=[])
    return Q(audience_id__in=audiences_held(viewer)) | Q(owner=viewer)


def origin_visible_to(viewer: Viewer) -> Q:
    """Give the condition on Origin under which the viewer may know of it: who may read the case it names."""
    return Q(case__in=Case.objects.filter(case_rules.visible_to(viewer)))


def may_propose(viewer: Viewer | Actor, case: Case) -> bool:
    """Tell whether the viewer may propose an action from this case: whoever may read it."""
    if isinstance(viewer, System):
        return True
    return isinstance(viewer, Person) and case_rules.may_see(viewer, case)


def may_steer(viewer: Viewer | Actor, action: Action) -> bool:
    """Tell whether the viewer may hand the action over, decline it or describe it: its owner, its proposer while
    nobody agreed, leaders and facilitators of its unit."""
    if isinstance(viewer, System):
        return True
    if not isinstance(viewer, Person) or not _reads(viewer, action):
        return False
    if action.owner_id == viewer.pk or (action.proposed_by_id == viewer.pk and not action.agreed_at):
        return True
    place = standing(viewer)
    return any(place.holds(role, action.unit) for role in (Role.LEADER, Role.FACILITATOR))


def may_look(viewer: Viewer | Actor, action: Action) -> bool:
    """Tell whether the viewer may say that they saw it: anybody who reads it."""
    return isinstance(viewer, Person) and _reads(viewer, action)


def _reads(viewer: Person, action: Action) -> bool:
    return Action.objects.filter(visible_to(viewer), pk=action.pk).exists()


def knows_origin(viewer: Viewer, action: Action) -> bool:
    """Tell whether the viewer may know where the action came from."""
    return Origin.objects.filter(origin_visible_to(viewer), action=action).exists()
