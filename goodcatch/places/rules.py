"""Who may keep places: administrators; who may see them: every member of the house."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.people.queries import Viewer
from goodcatch.people.rules import may_run_house, may_see_directory


def may_see_places(viewer: Viewer) -> bool:
    """Tell whether the viewer may see the tree of places."""
    return may_see_directory(viewer)


def may_keep_places(viewer: Viewer | Actor) -> bool:
    """Tell whether the viewer may add, describe, move and close places."""
    return may_run_house(viewer)


def demand_keeper(by: Viewer | Actor) -> None:
    """Stop whoever may not keep places. Raises RuleBroken."""
    if not may_keep_places(by):
        raise RuleBroken(_("Only an administrator keeps places and things. Ask one to do this for you."))
