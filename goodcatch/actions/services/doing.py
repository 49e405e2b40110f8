"""Do it: start, say how it goes, ask for help, move the date with a reason, put it in place."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.actions import rules
from goodcatch.actions.models import Action, DueChange, Note
from goodcatch.actions.services.telling import cases_of, those_concerned
from goodcatch.cases import services as cases
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Person
from goodcatch.people.queries import holders
from goodcatch.people.terms import Role
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer, Urgency
from goodcatch.reports.terms import Told


@transaction.atomic
def start_action(*, action: Action, by: Person) -> Action:
    """Begin with it."""
    _demand_owned(action, by)
    if action.started_at:
        raise RuleBroken(_("It is under way already."))
    action.started_at = clock.now()
    action.save(update_fields=["started_at"])
    record.write(by=by, verb="actions.start_action", thing=action.ref, hearers=those_concerned(action, "started"))
    return action


@transaction.atomic
def note_progress(*, action: Action, text: str, by: Person, stuck: bool = False) -> Note:
    """Say how it goes. 'Stuck' asks the leaders of the unit for help, at once."""
    _demand_owned(action, by)
    if not text.strip():
        raise RuleBroken(_("A sentence on how it goes would be right."), field="text")
    note = Note.objects.create(action=action, text=text.strip(), stuck=stuck, at=clock.now(), by=by)
    action.started_at = action.started_at or clock.now()
    action.stuck_since = (action.stuck_since or clock.now()) if stuck else None
    action.save(update_fields=["started_at", "stuck_since"])
    hearers = those_concerned(action, "progress")
    if stuck:
        hearers += [Hearer(p.public_id, "stuck", Urgency.AT_ONCE) for p in _leaders_who_read(action)]
    record.write(by=by, verb="actions.note_progress", thing=note.ref, within=action.ref, hearers=hearers)
    return note


@transaction.atomic
def change_due(*, action: Action, due_on: date, reason: str, by: Person) -> Action:
    """Agree on a new date, with the reason; earlier dates stay readable."""
    if not rules.may_steer(by, action):
        raise RuleBroken(_("The date is moved by the action's owner, or by a leader or facilitator of its unit."))
    if not reason.strip():
        raise RuleBroken(_("Say why the date moves; one sentence is enough."), field="reason")
    if due_on < clock.today():
        raise RuleBroken(_("That day has passed: choose one that can be kept."), field="due_on")
    DueChange.objects.create(
        action=action, was=action.due_on, due_on=due_on, reason=reason.strip(), at=clock.now(), by=by
    )
    action.due_on = due_on
    action.save(update_fields=["due_on"])
    record.write(
        by=by, verb="actions.change_due", thing=action.ref, hearers=those_concerned(action, "due", Urgency.AT_ONCE)
    )
    return action


@transaction.atomic
def put_in_place(*, action: Action, by: Person, watch_until: date | None = None, evidence: str = "") -> Action:
    """Say that the change is in place. Somebody else looks; with `watch_until` its effect is watched first."""
    _demand_owned(action, by)
    if action.in_place_at:
        raise RuleBroken(_("It is in place already."))
    if watch_until and watch_until <= clock.today():
        raise RuleBroken(_("Watching takes some time: choose a later day, or none."), field="watch_until")
    action.started_at = action.started_at or clock.now()
    action.in_place_at, action.watch_until, action.stuck_since = clock.now(), watch_until, None
    action.save(update_fields=["started_at", "in_place_at", "watch_until", "stuck_since"])
    if evidence.strip():
        Note.objects.create(action=action, text=evidence.strip(), at=clock.now(), by=by)
    for case in cases_of(action):
        cases.tell_reporters(by=by, case=case, told=Told.ACTION_IN_PLACE)
    hearers = those_concerned(action, "in_place")
    record.write(by=by, verb="actions.put_in_place", thing=action.ref, hearers=hearers)
    return action


def _demand_owned(action: Action, by: Person) -> None:
    if action.owner_id != by.pk or not action.agreed_at:
        raise RuleBroken(_("This is for the action's owner, once they have agreed to it."))
    if action.declined_at or action.verified_at:
        raise RuleBroken(_("This action has come to its end; propose a new one if there is more to do."))


def _leaders_who_read(action: Action) -> list[Person]:
    return [p for p in holders(Role.LEADER, action.unit) if rules.may_look(p, action)]
