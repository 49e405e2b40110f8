"""Say that something was refused: on the record, and to those who read."""

from __future__ import annotations

import json

import structlog
from django.db import transaction

from goodcatch.kernel import clock
from goodcatch.kernel.errors import Refused
from goodcatch.kernel.refs import Ref, System
from goodcatch.people.models import Person
from goodcatch.people.queries import holders
from goodcatch.people.terms import Role
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer, Urgency
from goodcatch.vault.models import Key, Refusal, ShredKey, SignedList
from goodcatch.vault.terms import ref_of

log = structlog.get_logger("goodcatch.vault")
VAULT = System("vault")


@transaction.atomic
def tell_refusal(*, refused: Refused, at_once: bool = True) -> bool:
    """Write a refusal on the record, and tell the readers and whoever runs the house; once a day for each.

    Called when the refused deed has been undone. Where a reporter met it, `at_once` is False: it is noted with its
    day, and said at the worker's next look, so that no minute of theirs stands in the record. Tells whether it was
    the first of the day.
    """
    row, first = Refusal.objects.get_or_create(thing=str(refused.thing), what=refused.what, day=clock.today())
    if at_once and not row.said:
        _say(row)
    return first


@transaction.atomic
def tell_noted() -> int:
    """Say the refusals that were only noted; run by the worker. Give how many."""
    waiting = list(Refusal.objects.select_for_update().filter(said=False))
    for row in waiting:
        _say(row)
    return len(waiting)


def _say(row: Refusal) -> None:
    thing = ref_of(row.thing)
    log.error("the vault refused", thing=row.thing, what=row.what)
    record.write(by=VAULT, verb="vault.refuse", thing=thing, facts={"what": row.what}, hearers=_hearers(thing))
    row.said = True
    row.save(update_fields=["said"])


def _hearers(thing: Ref) -> list[Hearer]:
    """Give whoever ever stood in a list of the scope, and administrators: no row is trusted to leave somebody out."""
    named = {person for scope in _scopes(thing) for person in _ever_on(scope)}
    living = set(Person.objects.filter(public_id__in=named, left_at=None).values_list("public_id", flat=True))
    runs = {person.public_id for person in holders(Role.ADMINISTRATOR, None)}
    return [
        Hearer(person, "reads" if person in living else "runs", Urgency.AT_ONCE) for person in sorted(living | runs)
    ]


def _scopes(thing: Ref) -> list[str]:
    if thing.kind == "readers":
        return [thing.id]
    if thing.kind == "key":
        person = Key.objects.filter(public_id=thing.id).values_list("person__public_id", flat=True).first()
        rows = SignedList.objects.filter(content__contains=person) if person else SignedList.objects.none()
        return sorted(set(rows.values_list("scope", flat=True)))
    return list(ShredKey.objects.filter(thing=str(thing)).values_list("scope", flat=True))


def _ever_on(scope: str) -> set[str]:
    found: set[str] = set()
    for content in SignedList.objects.filter(scope=scope).values_list("content", flat=True):
        try:
            found |= {str(seat[1]) for seat in json.loads(content)["seats"]}
        except (ValueError, KeyError, TypeError, IndexError):
            continue  # a list that was altered names nobody; the others do
    return found
