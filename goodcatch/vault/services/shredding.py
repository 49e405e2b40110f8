"""The shred key of each thing: everything that opens it lies under it, and shredding destroys it first."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from goodcatch.kernel.errors import Refused, RuleBroken
from goodcatch.kernel.refs import Ref
from goodcatch.vault import boxes, outside
from goodcatch.vault.models import Envelope, IdentityBox, IdentityOpening, KeyBlob, ShredKey
from goodcatch.vault.terms import ref_of

DRAFTS = Ref("drafts", "")
"""The scope of drafts: nobody reads there."""


@transaction.atomic
def shred(*, thing: Ref) -> None:
    """Make a thing unreadable for everybody at once: its shred key goes first, then all that lay under it.

    Called by purge verbs, inside their own deed. On SQLite the write-ahead log is cut as soon as it is committed;
    on PostgreSQL the table of shred keys is written anew the same night.
    """
    for model in (ShredKey, KeyBlob, IdentityBox, Envelope):
        model.objects.filter(thing=str(thing)).delete()
    IdentityOpening.objects.filter(thing=str(thing)).update(reasons={}, halves={}, sealed_key=None)
    transaction.on_commit(sweep)


def sweep(*, tries: int = 3) -> bool:
    """On SQLite, write the write-ahead log back and cut it, until nobody holds it; tell whether that was done.

    Each try waits a second for those who read an older state. What is still held then, the night's sweep gets.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        (patience,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute("PRAGMA busy_timeout = 1000")
        try:
            return any(_checkpointed(cursor) for _each in range(tries))
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")


def _checkpointed(cursor: CursorWrapper) -> bool:
    busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy


def end_draft(thing: Ref) -> None:
    """Take away what was kept of a thing while it was a draft."""
    if ShredKey.objects.filter(thing=str(thing), scope=str(DRAFTS)).delete()[0]:
        Envelope.objects.filter(thing=str(thing), kind="draft").delete()


def new_shred_key(thing: Ref, scope: Ref) -> bytes:
    """Make the shred key of a new thing."""
    key, row = shred_row(thing, scope)
    row.save(force_insert=True)
    return key


def shred_row(thing: Ref, scope: Ref) -> tuple[bytes, ShredKey]:
    """Give a fresh shred key, and the row in which it lies under the pepper."""
    key = boxes.new_key()
    return key, ShredKey(thing=str(thing), scope=str(scope), sealed=_sealed(key, str(thing), str(scope)))


def rotate(thing: Ref) -> tuple[bytes, bytes]:
    """Put a new shred key in the place of a thing's old one; give both. Whoever calls takes everything over."""
    row = _row(thing, hold=True)
    old, new = shred_of(row), boxes.new_key()
    row.sealed = _sealed(new, row.thing, row.scope)
    row.save(update_fields=["sealed"])
    transaction.on_commit(sweep)
    return old, new


def shred_key_of(thing: Ref, *, hold: bool = False) -> bytes:
    """Give the shred key of a thing. Raises RuleBroken where it was shredded, Refused where the row was altered."""
    return shred_of(_row(thing, hold=hold))


def scope_of(thing: Ref) -> Ref:
    """Give the scope whose readers may read a thing. Raises RuleBroken where it was shredded."""
    return ref_of(_row(thing).scope)


def shred_of(row: ShredKey) -> bytes:
    """Give the key in this row. Raises Refused where the row was altered, or moved to another thing or scope."""
    try:
        return boxes.unwrap(outside.purpose_key(b"goodcatch shred"), bytes(row.sealed), _context(row.thing, row.scope))
    except boxes.Damaged:
        raise altered(row.thing, "shred key") from None


def altered(thing: str, what: str) -> Refused:
    """Give the refusal of a sealed row, with its sentence."""
    sentence = _(
        "Something that lies sealed here is not as it was sealed: it was altered, swapped or put back. It stays shut."
    )
    return Refused(sentence, thing=ref_of(thing), what=what)


def _row(thing: Ref, *, hold: bool = False) -> ShredKey:
    rows = ShredKey.objects.select_for_update() if hold else ShredKey.objects.all()
    row = rows.filter(thing=str(thing)).first()
    if row is None:
        raise RuleBroken(_("Nothing is kept here any more."))
    return row


def _sealed(key: bytes, thing: str, scope: str) -> bytes:
    return boxes.wrap(outside.purpose_key(b"goodcatch shred"), key, _context(thing, scope))


def _context(thing: str, scope: str) -> boxes.Context:
    return outside.context(thing, "shred", side=scope)
