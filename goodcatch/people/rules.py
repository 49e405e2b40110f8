"""Who may run the house: administrators, and the house's own parts while it is set up or told."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor, System
from goodcatch.people.models import Grant, Person, Unit
from goodcatch.people.queries import Viewer, standing
from goodcatch.people.terms import READING_ROLES, Role


def may_run_house(viewer: Viewer | Actor) -> bool:
    """Tell whether the viewer may keep people, units and grants."""
    if isinstance(viewer, System):
        return True
    return isinstance(viewer, Person) and standing(viewer).holds(Role.ADMINISTRATOR)


def may_see_person(viewer: Viewer, person: Person) -> bool:
    """Tell whether the viewer may open this person's page: themself, or an administrator."""
    return viewer == person or may_run_house(viewer)


def may_see_directory(viewer: Viewer) -> bool:
    """Tell whether the viewer may see who does what: every member of the house, no guest."""
    return isinstance(viewer, Person) and viewer.is_active and not viewer.guest


def may_end_grant(viewer: Viewer | Actor, grant: Grant) -> bool:
    """Tell whether the viewer may end this grant: whoever holds it lays it down, or an administrator ends it."""
    return viewer == grant.person or may_run_house(viewer)


def moving_widens(viewer: Viewer | Actor, unit: Unit, parent: Unit) -> bool:
    """Tell whether the viewer would read more by moving `unit` below `parent`, as its member or from above."""
    if not isinstance(viewer, Person):
        return False
    place = standing(viewer)
    inside_it = any(own.path.startswith(unit.path) for own in place.units)
    above_it = any(role in READING_ROLES and at is not None and place.holds(role, parent) for role, at in place.grants)
    return inside_it or above_it


def demand_house(by: Viewer | Actor) -> None:
    """Stop whoever may not run the house. Raises RuleBroken."""
    if not may_run_house(by):
        raise RuleBroken(_("Only an administrator keeps people and units. Ask one to do this for you."))
