"""Who may thank, and who sees it: nobody before it is accepted."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from goodcatch.cases import rules as case_rules
from goodcatch.cases.models import Case
from goodcatch.kernel.refs import Actor, System
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, audiences_held, standing
from goodcatch.people.terms import Role
from goodcatch.recognition.models import Recognised, Recognition


def visible_to(viewer: Viewer) -> Q:
    """Give the condition on Recognition under which the viewer sees it: accepted (or to a team), in their audience;
    their own, given or offered, in any case."""
    if isinstance(viewer, System):
        return Q()
    if not isinstance(viewer, Person) or not viewer.is_active:
        return Q(pk__in=[])
    rows = Recognised.objects.filter(recognition=OuterRef("pk"))
    settled = Q(team__isnull=False) | Q(Exists(rows.filter(accepted_at__isnull=False)))
    offered = Exists(rows.filter(person=viewer, declined_at__isnull=True))
    own = Q(by=viewer) | Q(offered)
    return Q(withdrawn_at__isnull=True) & (own | Q(audience_id__in=audiences_held(viewer)) & settled)


def may_recognise(viewer: Viewer | Actor, case: Case) -> bool:
    """Tell whether the viewer may thank somebody for how they responded: whoever may read the case."""
    return isinstance(viewer, Person) and case_rules.may_see(viewer, case)


def may_accept_for(viewer: Viewer | Actor, recognition: Recognition) -> bool:
    """Tell whether the thanks are offered to the viewer and wait for their answer."""
    waiting = Recognised.objects.filter(recognition=recognition, accepted_at__isnull=True, declined_at__isnull=True)
    return isinstance(viewer, Person) and waiting.filter(person=viewer).exists()


def may_withdraw(viewer: Viewer | Actor, recognition: Recognition) -> bool:
    """Tell whether the viewer may take it back from the page: giver, named people, leaders of the team."""
    if not isinstance(viewer, Person):
        return False
    named = Recognised.objects.filter(recognition=recognition, person=viewer).exists()
    leads = recognition.team is not None and standing(viewer).holds(Role.LEADER, recognition.team)
    return recognition.by_id == viewer.pk or named or leads
