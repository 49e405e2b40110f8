"""Verbs of grants: who holds which role, where, from when until when."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.people.models import Grant, Person, Unit
from goodcatch.people.queries import holders, in_force
from goodcatch.people.rules import demand_house, may_end_grant
from goodcatch.people.services.accounts import held, hold_administrators, is_last_administrator
from goodcatch.people.terms import HOUSE_ROLES, Role
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer


@transaction.atomic
def grant(
    *,
    by: Actor,
    person: Person,
    role: Role,
    unit: Unit | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Grant:
    """Give a member a role in a unit and those below, or in the house where no unit is named.

    They are told, and so is everybody who holds the role there: nobody joins a circle of readers unseen. Raises
    RuleBroken, among others where somebody would give a role to themself.
    """
    demand_house(by)
    person = held(person)
    since = since or clock.now()
    _refuse_odd(by, person, role, unit, since, until)
    told = _circle(role, unit, person)
    row = Grant.objects.create(person=person, role=role, unit=unit, since=since, until=until)
    record.write(
        by=by,
        verb="people.grant",
        thing=row.ref,
        within=person.ref,
        facts={"role": role.value, "unit": unit.public_id if unit else None},
        hearers=told,
    )
    return row


@transaction.atomic
def end_grant(*, by: Actor, grant: Grant) -> Grant:
    """End a role now: by an administrator, or by whoever holds it and lays it down. Raises RuleBroken."""
    if grant.role == Role.ADMINISTRATOR:
        hold_administrators()
    row = Grant.objects.select_for_update(of=("self",)).select_related("person", "unit").get(pk=grant.pk)
    if not may_end_grant(by, row):
        raise RuleBroken(_("Only an administrator, or whoever holds a role, ends it."))
    now = clock.now()
    if row.until and row.until <= now:
        raise RuleBroken(_("This role has ended already."))
    role = Role(row.role)
    if role == Role.ADMINISTRATOR and is_last_administrator(row.person):
        raise RuleBroken(_("They are the only administrator. Give somebody else that role first."))
    told = _circle(role, row.unit, row.person)
    row.since, row.until = min(row.since, now), now
    row.save(update_fields=["since", "until"])
    record.write(
        by=by,
        verb="people.end_grant",
        thing=row.ref,
        within=row.person.ref,
        hearers=told,
    )
    return row


def _circle(role: Role, unit: Unit | None, person: Person) -> list[Hearer]:
    others = holders(role, unit).exclude(pk=person.pk)
    return [
        Hearer(person.public_id, "yours"),
        *(Hearer(p.public_id, "holder") for p in others),
    ]


def _refuse_odd(
    by: Actor,
    person: Person,
    role: Role,
    unit: Unit | None,
    since: datetime,
    until: datetime | None,
) -> None:
    if by == person:
        raise RuleBroken(
            _("Nobody gives a role to themself. Ask another administrator."),
            field="person",
        )
    if person.left_at or person.guest:
        raise RuleBroken(_("Only a member of the house holds a role."), field="person")
    if role in HOUSE_ROLES and unit is not None:
        raise RuleBroken(
            _("This role belongs to the house as a whole: leave the unit empty."),
            field="unit",
        )
    if unit and unit.closed_at:
        raise RuleBroken(_("That unit is closed. Choose one that is open."), field="unit")
    if until and until <= max(since, clock.now()):
        raise RuleBroken(_("A role ends after it begins, and not in the past."), field="until")
    if Grant.objects.filter(in_force(), person=person, role=role, unit=unit).exists():
        raise RuleBroken(_("They hold this role there already."), field="role")
