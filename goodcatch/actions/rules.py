"""Who may read an action, agree to it, and look whether it worked."""

from __future__ import annotations

from django.db.models import Q

from goodcatch.actions.models import Action, Look, Origin
from goodcatch.cases import rules as case_rules
from goodcatch.cases.models import Case, Participant
from goodcatch.kernel.refs import Actor, System
from goodcatch.people.models import Audience, Person
from goodcatch.people.queries import Viewer, in_audience, people_in, standing
from goodcatch.people.terms import AudienceKind, Role


def visible_to(viewer: Viewer) -> Q:
    """Give the condition on Action under which the viewer may read it: its audience.

    Its owner reads it from outside that audience too, but not past a list of people: who is not on it reads nothing.
    """
    if isinstance(viewer, System):
        return Q()
    if not isinstance(viewer, Person) or not viewer.is_active:
        return Q(pk__in=[])
    from_outside = Q(owner=viewer) & ~Q(audience__kind=AudienceKind.NAMED)
    return in_audience(viewer) | from_outside


def may_own(person: Person, audience: Audience) -> bool:
    """Tell whether somebody may be asked to own an action of this audience: who is in it; and, where it is not a list
    of people, any member of the house, who then reads the action, not where it came from."""
    if people_in(audience.pk).filter(pk=person.pk).exists():
        return True
    return person.is_active and not person.guest and audience.kind != AudienceKind.NAMED


def origin_visible_to(viewer: Viewer) -> Q:
    """Give the condition on Origin under which the viewer may know of it: who may read the case it names."""
    return Q(case__isnull=False) & case_rules.visible_to(viewer, "case__")


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


def is_apart(viewer: Person, action: Action) -> bool:
    """Tell whether the viewer looks at somebody else's work: they neither own it nor put it in place."""
    return viewer.pk not in {action.owner_id, action.in_place_by_id}


def knows_people(viewer: Person, action: Action) -> bool:
    """Tell whether the viewer is one of the matter's own people, who see names; others see roles (P-4)."""
    if viewer.pk in {action.owner_id, action.proposed_by_id, action.in_place_by_id} or may_steer(viewer, action):
        return True
    origins = Origin.objects.filter(action=action).values("case_id")
    if Participant.objects.filter(person=viewer, until__isnull=True, case_id__in=origins).exists():
        return True
    return Look.objects.filter(action=action, by=viewer).exists()


def concern(viewer: Person) -> Q:
    """Give the condition on Action under which it is the viewer's to look after, besides owning it."""
    taking_part = Participant.objects.filter(person=viewer, until__isnull=True).values("case_id")
    found = Q(proposed_by=viewer) | Q(pk__in=Origin.objects.filter(case_id__in=taking_part).values("action_id"))
    for role, unit in standing(viewer).grants:
        if role in {Role.LEADER, Role.FACILITATOR}:
            found |= Q(unit__path__startswith=unit.path) if unit else Q(pk__isnull=False)
    return found


def _reads(viewer: Person, action: Action) -> bool:
    return Action.objects.filter(visible_to(viewer), pk=action.pk).exists()
