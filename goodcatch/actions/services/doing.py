"""Do it: start, say how it goes, ask for help, move the date with a reason, put it in place."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.actions import rules
from goodcatch.actions.models import Action, DueChange, Note
from goodcatch.actions.services.holding import demand_open, for_doing, for_steering
from goodcatch.actions.services.telling import tell_reporters, those_concerned
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
    row = for_doing(action, by)
    if row.started_at:
        raise RuleBroken(_("It is under way already."))
    row.started_at = clock.now()
    row.save(update_fields=["started_at"])
    record.write(by=by, verb="actions.start_action", thing=row.ref, hearers=those_concerned(row, "started"))
    return row


@transaction.atomic
def note_progress(*, action: Action, text: str, by: Person, stuck: bool = False) -> Note:
    """Say how it goes. 'Stuck' asks the leaders of the unit for help, at once."""
    row = for_doing(action, by)
    demand_open(row)
    if not text.strip():
        raise RuleBroken(_("A sentence on how it goes would be right."), field="text")
    note = Note.objects.create(action=row, text=text.strip(), stuck=stuck, at=clock.now(), by=by)
    row.started_at = row.started_at or clock.now()
    row.stuck_since = (row.stuck_since or clock.now()) if stuck else None
    row.save(update_fields=["started_at", "stuck_since"])
    hearers = those_concerned(row, "progress")
    if stuck:
        hearers += [Hearer(p.public_id, "stuck", Urgency.AT_ONCE) for p in _leaders_who_read(row)]
    record.write(by=by, verb="actions.note_progress", thing=row.ref, facts={"stuck": stuck}, hearers=hearers)
    return note


@transaction.atomic
def change_due(*, action: Action, due_on: date, reason: str, by: Person) -> Action:
    """Agree on a new date, with the reason; earlier dates stay readable."""
    row = for_steering(action, by)
    demand_open(row)
    if not reason.strip():
        raise RuleBroken(_("Say why the date moves; one sentence is enough."), field="reason")
    if due_on < clock.today():
        raise RuleBroken(_("That day has passed: choose one that can be kept."), field="due_on")
    if due_on == row.due_on:
        raise RuleBroken(_("That is the date already agreed: choose another, or leave it as it is."), field="due_on")
    DueChange.objects.create(action=row, was=row.due_on, due_on=due_on, reason=reason.strip(), at=clock.now(), by=by)
    row.due_on = due_on
    row.save(update_fields=["due_on"])
    heard = those_concerned(row, "due", Urgency.AT_ONCE)
    record.write(by=by, verb="actions.change_due", thing=row.ref, hearers=heard)
    if row.agreed_at:
        tell_reporters(by=by, action=row, told=Told.DATE_MOVED, promised_on=due_on)
    return row


@transaction.atomic
def put_in_place(*, action: Action, by: Person, watch_until: date | None = None, evidence: str = "") -> Action:
    """Say that the change is in place. Somebody else looks; with `watch_until` its effect is watched first."""
    row = for_doing(action, by)
    if row.in_place_at:
        raise RuleBroken(_("It is in place already."))
    if watch_until and watch_until <= clock.today():
        raise RuleBroken(_("Watching takes some time: choose a later day, or none."), field="watch_until")
    row.started_at = row.started_at or clock.now()
    row.in_place_at, row.in_place_by = clock.now(), by
    row.watch_until, row.stuck_since = watch_until, None
    row.save(update_fields=["started_at", "in_place_at", "in_place_by", "watch_until", "stuck_since"])
    if evidence.strip():
        Note.objects.create(action=row, text=evidence.strip(), at=clock.now(), by=by)
    record.write(by=by, verb="actions.put_in_place", thing=row.ref, hearers=those_concerned(row, "in_place"))
    tell_reporters(by=by, action=row, told=Told.ACTION_IN_PLACE, promised_on=watch_until)
    return row


def _leaders_who_read(action: Action) -> list[Person]:
    return [p for p in holders(Role.LEADER, action.unit) if rules.may_look(p, action)]
