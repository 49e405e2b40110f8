"""Who may keep channels: an administrator, who reads no report by that role."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor, System
from goodcatch.people.models import Person, Unit
from goodcatch.people.queries import Viewer, standing
from goodcatch.people.terms import Role
from goodcatch.reports.models import Channel


def may_keep_channels(viewer: Viewer | Actor, unit: Unit | None = None) -> bool:
    """Tell whether the viewer may open and change channels of this unit, or of any (unit None)."""
    if isinstance(viewer, System):
        return True
    if not isinstance(viewer, Person):
        return False
    place = standing(viewer)
    return place.holds_anywhere(Role.ADMINISTRATOR) if unit is None else place.holds(Role.ADMINISTRATOR, unit)


def may_see_channels(viewer: Viewer | Actor) -> bool:
    """Tell whether the viewer keeps or handles any channel at all."""
    if may_keep_channels(viewer):
        return True
    return isinstance(viewer, Person) and standing(viewer).holds_anywhere(Role.TRIAGER)


def may_print_poster(viewer: Viewer | Actor, channel: Channel) -> bool:
    """Tell whether the viewer may open the channel's poster: whoever keeps the channel, and its triagers."""
    if may_keep_channels(viewer, channel.unit):
        return True
    return isinstance(viewer, Person) and standing(viewer).holds(Role.TRIAGER, channel.unit)


def demand_channel_keeper(by: Viewer | Actor, unit: Unit) -> None:
    """Stop whoever may not keep the channels of this unit. Raises RuleBroken."""
    if not may_keep_channels(by, unit):
        raise RuleBroken(_("Only an administrator opens and changes channels. Ask one to do this for you."))
