"""Seal existing things to a reader's new key, batch by batch, driven by a reader whose own key is open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby
from time import monotonic

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer
from goodcatch.vault.models import Key, KeyBlob, Resealing, ShredKey
from goodcatch.vault.services import sealing
from goodcatch.vault.services.lists import readers_of
from goodcatch.vault.terms import Keeper, Keyring, Reader, Recovered, ref_of

BATCH = 500
PATIENCE = 8.0


@transaction.atomic
def begin_resealing(*, by: Keyring | Recovered, scope: Ref, person: Person) -> Resealing:
    """Begin to seal a scope's existing things to a reader's newest key, or go on where it stood. Raises RuleBroken.

    Where it was done already it begins anew: whoever did it gave what their own key opens, and no more.
    """
    seat = _seat(scope, person)
    key = Key.objects.get(public_id=seat.key)
    begin = {"person": person, "begun_at": clock.now()}
    row, made = Resealing.objects.get_or_create(scope=str(scope), key=key, defaults=begin)
    if row.ended_at is not None:
        row.position, row.ended_at, made = 0, None, True
        row.save(update_fields=["position", "ended_at"])
    if made:
        hearers = [Hearer(person.public_id, "reads")]
        record.write(by=by, verb="vault.begin_resealing", thing=Ref("readers", str(scope)), hearers=hearers)
    return row


@transaction.atomic
def reseal_batch(*, by: Keyring | Recovered, resealing: Resealing, limit: int = BATCH) -> int:
    """Seal the next things to the reader; give how many were looked at, 0 when all are done. Raises RuleBroken.

    Each batch is one transaction, and begins where the last one ended, whoever drives it. Nothing is given that the
    room which keeps the things does not allow.
    """
    row = Resealing.objects.select_for_update().get(pk=resealing.pk)
    scope = ref_of(row.scope)
    if isinstance(by, Keyring):
        _seat(scope, by.person)  # else somebody who opens nothing would end it
    seat = _seat(scope, row.person)
    if seat.key != row.key.public_id:
        raise RuleBroken(_("This reader has another key by now. Begin again."))
    shreds = list(_without_blob(row, seat).order_by("pk")[:limit])
    if not shreds:
        if row.ended_at is None:
            row.ended_at = clock.now()
            row.save(update_fields=["ended_at"])
            record.write(by=by, verb="vault.end_resealing", thing=Ref("readers", str(scope)))
        return 0
    things = [ref_of(shred.thing) for shred in shreds]
    if isinstance(by, Recovered):
        _leave_orphans(scope, row.person, things, by)
    wanted = _allowed(row.person, things)
    row.done += _seal_to(seat, by, wanted)
    row.position = shreds[-1].pk
    row.save(update_fields=["done", "position"])
    return len(shreds)


def reseal_for_a_while(*, by: Keyring | Recovered, resealing: Resealing, seconds: float = PATIENCE) -> bool:
    """Do batch after batch for as long as somebody waits for a page; tell whether all is done. Raises RuleBroken."""
    end = monotonic() + seconds
    while monotonic() < end:
        if not reseal_batch(by=by, resealing=resealing):
            return True
    return False


def _without_blob(row: Resealing, seat: Reader) -> QuerySet[ShredKey]:
    theirs = KeyBlob.objects.filter(thing=OuterRef("thing"), holder=seat.person, key=seat.key)
    return ShredKey.objects.filter(~Exists(theirs), scope=row.scope, pk__gt=row.position)


def _seat(scope: Ref, person: Person) -> Reader:
    for reader in readers_of(scope=scope):
        if reader.person == person.public_id:
            return reader
    raise RuleBroken(
        _("%(name)s does not stand in the signed list of readers. They are admitted first.") % {"name": person}
    )


def _allowed(person: Person, things: Sequence[Ref]) -> list[Ref]:
    """Give those that the room which keeps them allows; where no room says so, those they held with an older key."""
    keepers: dict[str, str] = import_string("config.house.KEEPERS")
    found: list[Ref] = []
    for kind, each in groupby(sorted(things, key=str), key=lambda thing: thing.kind):
        ids = [thing.id for thing in each]
        if kind in keepers:
            keeper: Keeper = import_string(keepers[kind])
            may: Collection[str] = keeper.may_be_given(person=person, ids=ids)
        else:
            held = KeyBlob.objects.filter(holder=person.public_id, thing__in=[f"{kind}:{i}" for i in ids])
            may = {ref_of(name).id for name in held.values_list("thing", flat=True)}
        found += [Ref(kind, i) for i in ids if i in may]
    return found


def _leave_orphans(scope: Ref, person: Person, things: Sequence[Ref], by: Recovered) -> None:
    """Leave to this person what nobody who reads in the scope holds the keys of any more."""
    able = [reader.key for reader in readers_of(scope=scope) if reader.person != person.public_id]
    held = set(KeyBlob.objects.filter(thing__in=map(str, things), key__in=able).values_list("thing", flat=True))
    keepers: dict[str, str] = import_string("config.house.KEEPERS")
    for kind in sorted({thing.kind for thing in things} & keepers.keys()):
        keeper: Keeper = import_string(keepers[kind])
        orphans = [thing.id for thing in things if thing.kind == kind and str(thing) not in held]
        keeper.left_to(person=person, ids=orphans, by=by)


def _seal_to(seat: Reader, by: Keyring | Recovered, things: Sequence[Ref]) -> int:
    if isinstance(by, Keyring):
        opened = sealing.keys_of_readers(ring=by, things=things)
    else:
        opened = sealing.keys_of_recovery(private=by.box_private, things=things)
    return sealing.give_many(keys=opened, seat=seat) if opened else 0
