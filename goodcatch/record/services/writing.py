"""Write the record: one entry for each deed, in the deed's own transaction."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping

from django.db import IntegrityError, connection, transaction

from goodcatch.kernel import clock, deeds
from goodcatch.kernel.errors import AlreadyDone
from goodcatch.kernel.ready import put
from goodcatch.kernel.refs import Actor, Ref
from goodcatch.record import seal
from goodcatch.record.models import Entry, EntryHearer, PoolEntry
from goodcatch.record.terms import Hearer

Fact = str | int | bool | None


def write(
    *,
    by: Actor,
    verb: str,
    thing: Ref,
    within: Ref | None = None,
    facts: Mapping[str, Fact] | None = None,
    hearers: Iterable[Hearer] = (),
) -> Entry:
    """Write one entry for a deed of `by`, and name those who are to hear of it.

    `verb` is the room and its verb ('cases.own'); `within` the larger matter, if any; of `facts` a salted
    commitment is kept, never the facts themselves. Must be called inside the deed's transaction. Raises
    AlreadyDone where the form in hand was sent before.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a record entry belongs to its deed's transaction")
    nonce = deeds.take_nonce()
    salt = secrets.token_bytes(16)
    entry = Entry(
        verb=verb,
        actor_kind=by.ref.kind,
        actor_id=by.ref.id,
        thing_kind=thing.kind,
        thing_id=thing.id,
        within_kind=within.kind if within else "",
        within_id=within.id if within else "",
        at=clock.now().replace(microsecond=0),
        salt=salt,
        commitment=_commitment(salt, facts),
        nonce=nonce,
    )
    _insert_once(entry)
    told = {hearer.person: hearer for hearer in hearers if hearer.person != by.ref.id}
    put([EntryHearer(entry=entry, person=h.person, reason=h.reason, urgency=h.urgency) for h in told.values()])
    return entry


def write_pooled(*, verb: str, thing: Ref, within: Ref | None = None, facts: Mapping[str, Fact] | None = None) -> None:
    """Write one reporter-side entry into the pool: verb, thing and day, appended when the day has ended.

    It names no hearers: what waits for somebody is the matter's own row. Must be called inside the deed's
    transaction. The salt of `facts` is not kept, so the commitment stands for nobody to open.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a record entry belongs to its deed's transaction")
    row = PoolEntry(
        verb=verb,
        thing_kind=thing.kind,
        thing_id=thing.id,
        within_kind=within.kind if within else "",
        within_id=within.id if within else "",
        commitment=_commitment(secrets.token_bytes(16), facts),
        day=clock.today(),
    )
    put([row])


def earlier_deed(nonce: str) -> Ref | None:
    """Give the thing that the form with this nonce was already done to, if it was."""
    if "\x00" in nonce:
        return None  # no form of ours, and nothing that a database could look for
    found = Entry.objects.filter(nonce=nonce).values_list("thing_kind", "thing_id").first()
    return Ref(*found) if found else None


def _insert_once(entry: Entry) -> None:
    """Two copies of one form may arrive at once: the second waits for the first, and is told that it is done."""
    if not entry.nonce:  # nothing that could be there already, so no savepoint to come back to
        put([entry])
        return
    try:
        with transaction.atomic():
            put([entry])
    except IntegrityError:
        earlier = earlier_deed(entry.nonce)
        if earlier:
            raise AlreadyDone(earlier) from None
        raise


def _commitment(salt: bytes, facts: Mapping[str, Fact] | None) -> bytes:
    return seal.commitment(salt, seal.canonical(dict(facts or {})))
