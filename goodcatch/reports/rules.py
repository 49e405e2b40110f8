"""Who may: read a report, handle it, keep channels.

Those in a report's audience handle it: on a channel the triagers of its unit, or those left on the list where
the reporter left somebody off. An administrator keeps channels and reads no report by that role.
"""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor, System
from goodcatch.people.models import Person, Unit
from goodcatch.people.queries import Viewer, audiences_held, standing
from goodcatch.people.terms import Role
from goodcatch.reports.models import Channel, Report


def visible_to(viewer: Viewer) -> Q:
    """Give the filter on reports that this viewer may read and handle."""
    if isinstance(viewer, System):
        return Q()
    return Q(audience_id__in=audiences_held(viewer))


def may_handle(viewer: Viewer | Actor, report: Report) -> bool:
    """Tell whether the viewer may read, acknowledge, answer and close this report."""
    if isinstance(viewer, System):
        return True
    return isinstance(viewer, Person) and audiences_held(viewer).filter(audience_id=report.audience_id).exists()


may_see_report = may_acknowledge = may_write_to_reporter = may_close = may_handle


def may_follow(viewer: Viewer | Actor, report: Report) -> bool:
    """Tell whether the viewer is the person who signed this report."""
    return isinstance(viewer, Person) and viewer.is_active and report.person_id == viewer.pk


def may_speak_up(viewer: Viewer | Actor) -> bool:
    """Tell whether the viewer may sign a report: everyone with a living account, guests too."""
    return isinstance(viewer, Person) and viewer.is_active


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


def demand_handler(by: Viewer | Actor, report: Report) -> None:
    """Stop whoever may not handle this report. Raises RuleBroken."""
    if not may_handle(by, report):
        raise RuleBroken(_("Only those who handle this report can do that."))


def demand_channel_keeper(by: Viewer | Actor, unit: Unit) -> None:
    """Stop whoever may not keep the channels of this unit. Raises RuleBroken."""
    if not may_keep_channels(by, unit):
        raise RuleBroken(_("Only an administrator opens and changes channels. Ask one to do this for you."))
