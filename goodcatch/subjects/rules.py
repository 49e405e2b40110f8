"""Who keeps requests, and who may see one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, standing
from goodcatch.people.terms import Role
from goodcatch.reports.models import Channel
from goodcatch.reports.queries import channels_read


def may_keep(viewer: Viewer | Actor) -> bool:
    """Tell whether the viewer keeps requests: who holds data protection in the house. Administrators do not."""
    return isinstance(viewer, Person) and standing(viewer).holds(Role.PRIVACY)


def may_see(viewer: Viewer) -> bool:
    """Tell whether the viewer sees requests: who keeps them, and those who read a sealed channel."""
    return may_keep(viewer) or bool(reads(viewer))


def reads(viewer: Viewer | Actor) -> list[Channel]:
    """Give the sealed channels on which the viewer holds an office that reads: there they look because of a request."""
    return channels_read(viewer) if isinstance(viewer, Person) and viewer.is_active else []


def demand_keeper(actor: Actor) -> Person:
    """Give who keeps requests back. Raises RuleBroken for everybody else."""
    if not isinstance(actor, Person) or not may_keep(actor):
        raise RuleBroken(_("Only those who hold data protection in the house can do this."))
    return actor
