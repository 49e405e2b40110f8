"""Who may: adopt a law for a legal entity, sign what the house promises, read both."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, standing
from goodcatch.people.rules import may_run_house, may_see_directory
from goodcatch.people.terms import Role


def may_see_law(viewer: Viewer) -> bool:
    """Tell whether the viewer may see which law each unit follows: every member of the house."""
    return may_see_directory(viewer)


def may_adopt_law(viewer: Viewer | Actor) -> bool:
    """Tell whether the viewer may say which law a unit follows: an administrator."""
    return may_run_house(viewer)


def may_sign_policy(viewer: Viewer | Actor) -> bool:
    """Tell whether the viewer may sign for the house: a leader of any unit, or an administrator; never the system."""
    if not isinstance(viewer, Person):
        return False
    held = standing(viewer)
    return held.holds_anywhere(Role.LEADER) or held.holds(Role.ADMINISTRATOR)


def demand_law_keeper(by: Viewer | Actor) -> None:
    """Stop whoever may not adopt a law. Raises RuleBroken."""
    if not may_adopt_law(by):
        raise RuleBroken(_("Only an administrator says which law a unit follows. Ask one to do this for you."))


def demand_signer(by: Viewer | Actor) -> None:
    """Stop whoever may not sign for the house. Raises RuleBroken."""
    if not may_sign_policy(by):
        raise RuleBroken(_("A leader signs this, or an administrator: whoever answers for the promise."))
