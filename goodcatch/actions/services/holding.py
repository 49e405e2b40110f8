"""Take an action in hand for one deed: its row locked as it stands now, and the right to do the deed looked at anew."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goodcatch.actions import rules
from goodcatch.actions.models import Action
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person


def locked(action: Action) -> Action:
    """Give the action as it is stored now, held until the deed is done."""
    rows = Action.objects.select_for_update(of=("self",))
    return rows.select_related("unit", "audience", "owner", "proposed_by").get(pk=action.pk)


def for_owner(action: Action, actor: Person) -> Action:
    """Give the action for a deed of the person who was asked to own it. Raises RuleBroken."""
    row = locked(action)
    if row.owner_id != actor.pk or not rules.may_look(actor, row):
        raise RuleBroken(_("Only the person who was asked to own this action answers for it."))
    _demand_alive(row)
    return row


def for_doing(action: Action, actor: Person) -> Action:
    """Give the action for a deed of its owner, who agreed to it, while it is not in place. Raises RuleBroken."""
    row = locked(action)
    if row.owner_id != actor.pk or not row.agreed_at or not rules.may_look(actor, row):
        raise RuleBroken(_("This is for the action's owner, once they have agreed to it."))
    if row.declined_at or row.verified_at:
        raise RuleBroken(_("This action has come to its end; propose a new one if there is more to do."))
    return row


def for_steering(action: Action, actor: Person | System) -> Action:
    """Give the action for a deed of those who steer it, while it is alive. Raises RuleBroken."""
    row = locked(action)
    if not rules.may_steer(actor, row):
        raise RuleBroken(_("This is done by the action's owner, or by a leader or facilitator of its unit."))
    _demand_alive(row)
    return row


def demand_open(action: Action) -> None:
    """Stop what no longer makes sense once the change is in place. Raises RuleBroken."""
    if action.in_place_at:
        raise RuleBroken(_("The change is in place; what is wanted now is somebody else's look at it."))


def _demand_alive(action: Action) -> None:
    if action.declined_at:
        raise RuleBroken(_("It was decided not to do this. Propose it anew if that has changed."))
    if action.verified_at:
        raise RuleBroken(_("This action is verified; nothing more is asked of it."))
