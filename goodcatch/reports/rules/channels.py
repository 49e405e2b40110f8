"""Who may keep channels: an administrator, who reads no report by that role and admits nobody who does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.ready import Gap
from goodcatch.kernel.refs import Actor, System
from goodcatch.people.models import Person, Unit
from goodcatch.people.queries import Viewer, standing
from goodcatch.people.terms import Role
from goodcatch.reports import terms
from goodcatch.reports.models import Channel, Office

OFFICE = "reports.office"
"""The name under which `config.house.OFFICES` asks for offices on sealed channels."""


def may_keep_channels(viewer: Viewer | Actor, unit: Unit | None = None) -> bool:
    """Tell whether the viewer may open and change channels of this unit, or of any (unit None)."""
    if isinstance(viewer, System):
        return True
    if not isinstance(viewer, Person):
        return False
    place = standing(viewer)
    return place.holds_anywhere(Role.ADMINISTRATOR) if unit is None else place.holds(Role.ADMINISTRATOR, unit)


def may_see_channels(viewer: Viewer | Actor) -> bool:
    """Tell whether the viewer keeps or handles any channel at all, or holds an office on one.

    Everybody's own menu asks it on every page; what it takes is read together with their roles.
    """
    if may_keep_channels(viewer):
        return True
    if not isinstance(viewer, Person):
        return False
    place = standing(viewer)
    return place.holds_anywhere(Role.TRIAGER) or OFFICE in place.offices


def is_led_to_reports(viewer: Viewer | Actor) -> bool:
    """Tell whether everybody's own menu leads the viewer to open reports; asks the database nothing."""
    if may_keep_channels(viewer):
        return True
    handling = (Role.TRIAGER, Role.ADVISER)
    return isinstance(viewer, Person) and any(standing(viewer).holds_anywhere(role) for role in handling)


def may_see_channel(viewer: Viewer | Actor, channel: Channel) -> bool:
    """Tell whether the viewer may open the page of a channel: who keeps it, handles it, or has an office on it."""
    if may_keep_channels(viewer, channel.unit):
        return True
    if not isinstance(viewer, Person):
        return False
    if channel.sealed:
        return _offices(viewer).filter(channel=channel).exists()
    return standing(viewer).holds(Role.TRIAGER, channel.unit)


may_print_poster = may_see_channel


def may_write_down(viewer: Viewer | Actor, channel: Channel) -> bool:
    """Tell whether the viewer may write down on this open channel what somebody told them: its unit's triagers."""
    return not channel.sealed and isinstance(viewer, Person) and standing(viewer).holds(Role.TRIAGER, channel.unit)


def may_propose_office(viewer: Viewer | Actor, channel: Channel) -> bool:
    """Tell whether the viewer may propose somebody for an office: who keeps the channel, and who reads it."""
    if may_keep_channels(viewer, channel.unit):
        return True
    return isinstance(viewer, Person) and _reads(viewer, channel)


def may_take_off(viewer: Viewer | Actor, channel: Channel) -> bool:
    """Tell whether the viewer may take off what everybody reads of questions on this channel: who answers there."""
    if not isinstance(viewer, Person):
        return False
    if channel.sealed:
        return _reads(viewer, channel)
    place = standing(viewer)
    return any(place.holds(role, channel.unit) for role in (Role.TRIAGER, Role.ADVISER))


def _reads(person: Person, channel: Channel) -> bool:
    return _offices(person).filter(channel=channel, duty__in=terms.READING, since__isnull=False).exists()


def offices_held(person: Gap, name: str, unit: Sequence[str]) -> QuerySet[Office, Any]:
    """Give the rows that are read with somebody's roles: a name, since when, a key, and the columns of the unit."""
    named = _offices(person).annotate(as_role=Value(name, CharField()))
    return named.values_list("as_role", "proposed_at", "pk", *(f"channel__unit__{column}" for column in unit))


def _offices(person: Person | Gap) -> QuerySet[Office]:
    return Office.objects.filter(person=person, until__isnull=True)


def demand_channel_keeper(by: Viewer | Actor, unit: Unit) -> None:
    """Stop whoever may not keep the channels of this unit. Raises RuleBroken."""
    if not may_keep_channels(by, unit):
        raise RuleBroken(_("Only an administrator opens and changes channels. Ask one to do this for you."))


def demand_taking(channel: Channel) -> None:
    """Stop what is new on a channel that takes nothing. Raises RuleBroken."""
    if not channel.is_open:
        raise RuleBroken(_("This channel takes no more reports. The speak-up page shows which ones do."))
    if channel.paused_at is not None:
        raise RuleBroken(
            _(
                "This channel takes nothing new for now: the set-up of the house is being put right, so that nothing "
                "leaks. What is saved stays, for 30 days after it was last saved; the page of the channel says what "
                "else can be done."
            )
        )
