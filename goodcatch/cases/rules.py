"""Who may do what with a case. Whoever may not see it may do nothing with it, and learns nothing of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from goodcatch.cases.models import Case, Participant, Statement, Theme
from goodcatch.cases.terms import REVIEWED, Condition, Part
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor, System
from goodcatch.people.models import Audience, AudienceClause, Person, Unit
from goodcatch.people.queries import Viewer, audiences_held, holders, in_audience, members_below, people_in, standing
from goodcatch.people.rules import may_run_house
from goodcatch.people.terms import Role

HANDLING_ROLES = (Role.TRIAGER, Role.LEADER)
FEWEST_AROUND = 5
"""People in a unit below which a matter would point at them (words.md, Numbers: from 5)."""


def visible_to(viewer: Viewer, through: str = "") -> Q:
    """Give the condition under which the viewer may see a case or theme, or one that a row names.

    `through` leads from that row to it, as in `case__`: no list of all that they see is made to look it up in.
    """
    if isinstance(viewer, System):
        return Q()
    return in_audience(viewer, through)


def may_see(viewer: Viewer | Actor, thing: Case | Theme) -> bool:
    """Tell whether the viewer may see this case or theme."""
    if isinstance(viewer, System):
        return True
    if not isinstance(viewer, Person) or not viewer.is_active:
        return False
    known = held_so_far(viewer)
    if thing.audience_id not in known:
        known[thing.audience_id] = audiences_held(viewer).filter(audience_id=thing.audience_id).exists()
    return known[thing.audience_id]


def held_so_far(viewer: Person) -> dict[int, bool]:
    """Give what was found out in this request of which audiences the viewer holds; like their standing, asked once."""
    known: dict[int, bool] = viewer.__dict__.setdefault("_held", {})
    return known


def may_open(viewer: Viewer | Actor, unit: Unit) -> bool:
    """Tell whether the viewer may open a case in this unit: who triages, leads or facilitates there, and the house."""
    if isinstance(viewer, System):
        return True
    roles = (*HANDLING_ROLES, Role.FACILITATOR)
    return isinstance(viewer, Person) and any(standing(viewer).holds(role, unit) for role in roles)


def demand_wide(by: Person, unit: Unit, *, besides: Iterable[Case] = ()) -> None:
    """Refuse a unit in which a matter that stems from something sealed would point at few. Raises RuleBroken."""
    if not is_wide(by, unit, besides=besides):
        raise RuleBroken(
            _(
                "The matter would point at few: fewer than five people belong to this unit, or you see no other matter "
                "in it. Choose the unit above it."
            ),
            field="unit",
        )


def is_wide(viewer: Person, unit: Unit, *, besides: Iterable[Case] = ()) -> bool:
    """Tell whether a unit is so wide that a matter in it does not point at few (protection.md 8).

    Wide enough are five people in it and below, and another matter, beside one to come or `besides` those; or the whole
    house, for nothing is wider. Whether there is another is not told of matters that the viewer may not see.
    """
    if unit.parent_id is None:
        return True
    others = Case.objects.filter(visible_to(viewer), unit__path__startswith=unit.path)
    apart = [case.pk for case in besides]
    return members_below(viewer, unit) >= FEWEST_AROUND and others.exclude(pk__in=apart).exists()


def may_open_anywhere(viewer: Viewer) -> bool:
    """Tell whether there is any unit in which the viewer may open a case."""
    place = standing(viewer)
    return any(place.holds_anywhere(role) for role in (*HANDLING_ROLES, Role.FACILITATOR))


def handles(viewer: Viewer | Actor, case: Case, parts: frozenset[Part] | None = None) -> bool:
    """Tell whether the case, which the viewer can see, is theirs to look after: by a part in it, or by a role there.

    `parts` are the viewer's own parts in it, where they are known already.
    """
    if isinstance(viewer, System):
        return True
    if not isinstance(viewer, Person) or not viewer.is_active:
        return False
    if any(standing(viewer).holds(role, case.unit) for role in HANDLING_ROLES):
        return True
    held = parts_of(viewer, case) if parts is None else parts
    return bool(held & {Part.OWNER, Part.HANDLER})


def may_handle(viewer: Viewer | Actor, case: Case) -> bool:
    """Tell whether the viewer sees the case and may look after it."""
    return may_see(viewer, case) and handles(viewer, case)


def leads(viewer: Viewer | Actor, case: Case) -> bool:
    """Tell whether the viewer leads the unit of the case or one above it."""
    return isinstance(viewer, Person) and standing(viewer).holds(Role.LEADER, case.unit)


def may_own(viewer: Viewer | Actor, case: Case) -> bool:
    """Tell whether the viewer may answer for the case: a leader of its unit or of one above, who may see it."""
    return leads(viewer, case) and may_see(viewer, case)


def may_state(viewer: Viewer | Actor, statement: Statement) -> bool:
    """Tell whether the viewer may write the full statement: whoever owns the case, and still sees it."""
    return viewer == statement.owner and may_see(viewer, statement.case)


def may_adopt_scales(viewer: Viewer | Actor) -> bool:
    """Tell whether the viewer may set the scales of the house."""
    return may_run_house(viewer)


def parts_of(viewer: Viewer | Actor, case: Case) -> frozenset[Part]:
    """Give the parts that the viewer has in the case now."""
    if not isinstance(viewer, Person):
        return frozenset()
    rows = Participant.objects.filter(case=case, person=viewer, until=None).values_list("part", flat=True)
    return frozenset(Part(row) for row in rows)


def names_people(audience_id: int) -> bool:
    """Tell whether the audience is an allow-list of persons: somebody chose them one by one."""
    return AudienceClause.objects.filter(audience_id=audience_id, person__isnull=False).exists()


def cut_off(case: Case, audience: Audience) -> QuerySet[Person]:
    """Give those who read the case now and would not through `audience`."""
    return people_in(case.audience_id).exclude(pk__in=people_in(audience.pk).values("pk"))


def may_be_left_on(case: Case) -> list[Person]:
    """Give those who read the case now and could handle it, or have a part in it, by name.

    Those who triage, lead or facilitate over its unit, and everybody with a part; where the matter is with named
    people already, those people.
    """
    readers = people_in(case.audience_id)
    if names_people(case.audience_id):
        return list(readers.order_by("name", "pk"))
    roles = (Role.TRIAGER, Role.LEADER, Role.FACILITATOR)
    found = set(Participant.objects.filter(case=case, until=None).values_list("person_id", flat=True))
    for role in roles:
        found |= set(holders(role, case.unit).values_list("pk", flat=True))
    return list(readers.filter(pk__in=found).order_by("name", "pk"))


def conditions_of(case: Case, *, has_reports: bool) -> list[Condition]:
    """Give what must be so before the case moves on: little where little was asked (P-1).

    A matter that is reviewed waits for lessons, actions and people; one that is joined to another, or needs nothing
    more, only for the answer to whoever reported it.
    """
    reviewed = case.response in REVIEWED
    wanted = [Condition.LESSONS_OUT, Condition.ACTIONS_UNDER_WAY, Condition.PEOPLE_SUPPORTED] if reviewed else []
    return [*wanted, Condition.REPORTER_ANSWERED] if has_reports else wanted
