"""Who may thank, and who sees it: nobody before it is accepted."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from goodcatch.cases import rules as case_rules
from goodcatch.cases.models import Case
from goodcatch.kernel.refs import Actor, System
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, in_audience, standing
from goodcatch.people.terms import Role
from goodcatch.recognition.models import Recognised, Recognition


def visible_to(viewer: Viewer) -> Q:
    """Give the condition on Recognition under which the viewer sees it: always in their audience; once somebody
    accepted it, and before that who gave it, and to whom it is offered."""
    if isinstance(viewer, System):
        return Q()
    if not isinstance(viewer, Person) or not viewer.is_active:
        return Q(pk__in=[])
    rows = Recognised.objects.filter(recognition=OuterRef("pk"))
    settled = Q(team_accepted_at__isnull=False) | Q(Exists(rows.filter(accepted_at__isnull=False)))
    offered = Q(Exists(rows.filter(person=viewer, declined_at__isnull=True)))
    team = Q(team_declined_at__isnull=True) & in_team(viewer)
    return in_audience(viewer) & Q(withdrawn_at__isnull=True) & (settled | Q(by=viewer) | offered | team)


def in_team(viewer: Person) -> Q:
    """Give the condition on Recognition under which the viewer belongs to the team that is thanked, or leads it."""
    place = standing(viewer)
    found = Q(team__in=[pk for unit in place.units for pk in unit.ancestor_ids])
    for role, unit in place.grants:
        if role == Role.LEADER:
            found |= Q(team__path__startswith=unit.path) if unit else Q(team__isnull=False)
    return found


def may_see(viewer: Viewer | Actor, recognition: Recognition) -> bool:
    """Tell whether the viewer sees these thanks as they stand now."""
    if not isinstance(viewer, Person):
        return False
    return Recognition.objects.filter(visible_to(viewer), pk=recognition.pk).exists()


def may_recognise(viewer: Viewer | Actor, case: Case) -> bool:
    """Tell whether the viewer may thank somebody for how they responded: whoever may read the case."""
    return isinstance(viewer, Person) and case_rules.may_see(viewer, case)


def may_thank_reporter(viewer: Viewer | Actor, case: Case) -> bool:
    """Tell whether the viewer may let whoever reported hear it: those who look after the case, as with every word that
    goes to a reporter."""
    return case_rules.may_handle(viewer, case)


def waits_for(viewer: Viewer | Actor, recognition: Recognition) -> bool:
    """Tell whether the thanks are offered to the viewer by name, and wait for their answer."""
    waiting = Recognised.objects.filter(recognition=recognition, accepted_at__isnull=True, declined_at__isnull=True)
    return isinstance(viewer, Person) and waiting.filter(person=viewer).exists()


def team_is_asked(viewer: Viewer | Actor, recognition: Recognition) -> bool:
    """Tell whether the thanks wait for an answer of a team that the viewer belongs to or leads, and did not give."""
    team = recognition.team
    if team is None or not isinstance(viewer, Person) or recognition.by_id == viewer.pk:
        return False
    place = standing(viewer)
    theirs = any(team.pk in unit.ancestor_ids for unit in place.units) or place.holds(Role.LEADER, team)
    return theirs and recognition.team_accepted_at is None and recognition.team_declined_at is None


def may_accept_for(viewer: Viewer | Actor, recognition: Recognition) -> bool:
    """Tell whether the thanks wait for the viewer's answer, their own or their team's."""
    asked = waits_for(viewer, recognition) or team_is_asked(viewer, recognition)
    return asked and may_see(viewer, recognition)


def takes_back(viewer: Viewer | Actor, recognition: Recognition) -> bool:
    """Tell whether the viewer may take the whole of it back: who gave it, and who leads the team that is thanked."""
    if not isinstance(viewer, Person) or not may_see(viewer, recognition):
        return False
    leads = recognition.team is not None and standing(viewer).holds(Role.LEADER, recognition.team)
    return recognition.by_id == viewer.pk or leads


def may_withdraw(viewer: Viewer | Actor, recognition: Recognition) -> bool:
    """Tell whether the viewer may take it, or their own name, off the pages."""
    if not isinstance(viewer, Person) or not may_see(viewer, recognition):
        return False
    named = Recognised.objects.filter(recognition=recognition, person=viewer, declined_at__isnull=True).exists()
    return named or takes_back(viewer, recognition)
