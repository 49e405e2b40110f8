"""Seal a new thing, open its keys, and change who may: give, narrow, change its reporter's pair."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Person
from goodcatch.vault import boxes, outside
from goodcatch.vault.models import IdentityBox, KeyBlob, ShredKey
from goodcatch.vault.services import blobs, shredding
from goodcatch.vault.services.lists import readers_of, who_may_open
from goodcatch.vault.services.pairs import context_of, seal_identity
from goodcatch.vault.services.shredding import shred_of
from goodcatch.vault.terms import RECOVERY, REPORTER, DataKeys, Keyring, Reader, ref_of


@transaction.atomic
def seal_new(
    *, thing: Ref, scope: Ref, allowed: Collection[Person], reporter_public: bytes, identity: bytes
) -> DataKeys:
    """Make the keys of a new thing, sealed to those readers who are allowed, its reporter and the recovery key.

    The identity's envelope and boxes always exist, filled with zeros where `identity` is empty. A draft of the same
    thing goes. Raises RuleBroken where somebody of `allowed` does not read in this scope, and Refused where its list
    is not as it was signed.
    """
    shredding.end_draft(thing)
    keys, shred = blobs.fresh_keys(), shredding.new_shred_key(thing, scope)
    listed, recovery = who_may_open(scope)
    seats = {reader.person: reader for reader in listed}
    wanted = {person.public_id for person in allowed if person.is_active}
    if not wanted or wanted - set(seats):
        raise RuleBroken(_("Everybody who is to read this must stand in the signed list of its readers."))
    rows = [blobs.of_reader(thing, seats[person], keys, shred) for person in sorted(wanted)]
    if recovery:
        rows.append(blobs.of_holder(thing, RECOVERY, recovery.box, keys, shred))
    rows.append(blobs.of_reporter(thing, reporter_public, keys, shred))
    KeyBlob.objects.bulk_create(rows)
    seal_identity(thing, identity, shred)
    return keys


def keys_of_reader(*, ring: Keyring, thing: Ref) -> DataKeys:
    """Open the keys of a thing for a reader. Raises RuleBroken where they are not theirs, Refused where altered."""
    found = keys_of_readers(ring=ring, things=[thing])
    if thing not in found:
        raise RuleBroken(_("This is not sealed to your key."))
    return found[thing]


def keys_of_readers(*, ring: Keyring, things: Iterable[Ref]) -> dict[Ref, DataKeys]:
    """Open the keys of many things for a reader, in as many queries as for one; those not theirs are left out.

    Whoever no longer stands in the signed list of a thing's scope opens nothing of it, whatever rows there are.
    """
    wanted = {str(thing): thing for thing in things}
    blobs_of_theirs = KeyBlob.objects.filter(holder=ring.person.public_id, thing__in=wanted)
    rows = {blob.thing: blob for blob in blobs_of_theirs if blob.key == ring.key}
    shreds = {row.thing: row for row in ShredKey.objects.filter(thing__in=list(rows))}
    on_list = {scope: _stands_in(ring, scope) for scope in {row.scope for row in shreds.values()}}
    opener = boxes.opener(ring.box_private)
    return {
        wanted[name]: blobs.opened(wanted[name], rows[name], opener, shred_of(row))
        for name, row in shreds.items()
        if on_list[row.scope]
    }


def keys_of_reporter(*, private: bytes, thing: Ref) -> DataKeys:
    """Open the keys of a thing for its reporter: words and files, no notes. Raises RuleBroken and Refused."""
    shred = shredding.shred_key_of(thing)
    row = KeyBlob.objects.filter(thing=str(thing), holder=REPORTER).first()
    if row is None:
        raise shredding.altered(str(thing), "reporter's keys")
    return blobs.opened(thing, row, private, shred)


def keys_of_recovery(*, private: bytes, things: Sequence[Ref]) -> dict[Ref, DataKeys]:
    """Open the keys of many things with the recovery key; off-line alone."""
    wanted = {str(thing): thing for thing in things}
    rows = {b.thing: b for b in KeyBlob.objects.filter(holder=RECOVERY, thing__in=wanted)}
    shreds = ShredKey.objects.filter(thing__in=list(rows))
    opener = boxes.opener(private)
    return {wanted[s.thing]: blobs.opened(wanted[s.thing], rows[s.thing], opener, shred_of(s)) for s in shreds}


@transaction.atomic
def change_reporter_pair(*, keys: DataKeys, thing: Ref, public: bytes) -> None:
    """Seal the reporter's keys to another pair, as when a receipt is changed: the old one opens nothing any more."""
    shred = _rotated(thing, keep=lambda row: row.holder != REPORTER)
    blobs.of_reporter(thing, public, keys, shred).save(force_insert=True)


@transaction.atomic
def narrow(*, thing: Ref, people: Collection[Person]) -> None:
    """Leave the keys of a thing to these readers alone (and its reporter, and recovery); others open it no more.

    A new shred key takes the old one's place, so that a row put back from a copy opens nothing.
    """
    stay = {person.public_id for person in people} | {REPORTER, RECOVERY}
    _rotated(thing, keep=lambda row: row.holder in stay)


@transaction.atomic
def give(*, keys: DataKeys, thing: Ref, people: Collection[Person]) -> int:
    """Seal the keys of a thing to these readers too, who must stand in its scope's list; give to how many."""
    seats = {reader.person: reader for reader in readers_of(scope=shredding.scope_of(thing))}
    missing = [person for person in people if person.public_id not in seats]
    if missing:
        raise RuleBroken(_("%(name)s does not stand in the signed list of readers.") % {"name": missing[0]})
    return sum(give_many(keys={thing: keys}, seat=seats[person.public_id]) for person in people)


@transaction.atomic
def give_many(*, keys: Mapping[Ref, DataKeys], seat: Reader) -> int:
    """Seal the keys of many things to one reader, in place of what they held; give to how many."""
    if any(each.notes is None for each in keys.values()):
        raise RuleBroken(_("Only a reader can let another reader in."))
    named = {str(thing): thing for thing in keys}
    held = ShredKey.objects.select_for_update().filter(thing__in=named)
    shreds = {row.thing: shred_of(row) for row in held}
    KeyBlob.objects.filter(thing__in=named, holder=seat.person).delete()
    rows = [blobs.of_reader(named[name], seat, keys[named[name]], shred) for name, shred in shreds.items()]
    return len(KeyBlob.objects.bulk_create(rows))


def holders_of(*, thing: Ref) -> set[str]:
    """Give who holds the keys of a thing, by public id of the person: the allow-list as it is sealed."""
    people = KeyBlob.objects.filter(thing=str(thing)).exclude(holder__in=[REPORTER, RECOVERY])
    return set(people.values_list("holder", flat=True))


def openers_of(*, things: Iterable[Ref]) -> dict[Ref, dict[str, str]]:
    """Give who can open each thing now, by public id with their office; two queries, and one list for each scope.

    They stand in the signed list of its scope with a key that lives, and the thing is sealed to that very key.
    """
    wanted = {str(thing): thing for thing in things}
    scopes = dict(ShredKey.objects.filter(thing__in=wanted).values_list("thing", "scope"))
    lists = {scope: readers_of(scope=ref_of(scope)) for scope in set(scopes.values())}
    seats = {scope: {(each.person, each.key): each.office for each in listed} for scope, listed in lists.items()}
    found: dict[Ref, dict[str, str]] = {thing: {} for thing in wanted.values()}
    for thing, holder, key in KeyBlob.objects.filter(thing__in=list(scopes)).values_list("thing", "holder", "key"):
        office = seats[scopes[thing]].get((holder, key))
        if office:
            found[wanted[thing]][holder] = office
    return found


def _stands_in(ring: Keyring, scope: str) -> bool:
    return any(reader.key == ring.key for reader in readers_of(scope=ref_of(scope)))


def _rotated(thing: Ref, *, keep: Callable[[KeyBlob], bool]) -> bytes:
    """Put a new shred key in the place of the old one, under which only what is kept lies; give it."""
    old, new = shredding.rotate(thing)
    for row in KeyBlob.objects.filter(thing=str(thing)):
        if not keep(row):
            row.delete()
            continue
        context = outside.context(thing, "keys", side=row.holder)
        row.sealed = blobs.rewrapped(bytes(row.sealed), old, new, context)
        row.save(update_fields=["sealed"])
    for box in IdentityBox.objects.filter(thing=str(thing)):
        box.sealed = blobs.rewrapped(bytes(box.sealed), old, new, context_of(thing, box.first, box.second))
        box.save(update_fields=["sealed"])
    return new
