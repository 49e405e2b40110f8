"""Purge: what the record committed to about a thing can no longer be opened by anybody; the chain stays whole."""

from __future__ import annotations

from django.db import transaction

from goodcatch.kernel.refs import Ref
from goodcatch.record.models import Entry, PoolEntry
from goodcatch.record.queries import keys
from goodcatch.record.terms import BATCH


@transaction.atomic
def mute(*, thing: Ref) -> int:
    """Destroy the salts of every entry about this thing, and what pool entries say of it; give how many.

    Called by purge verbs, inside their own deed. Public ids of ordinary entries stay: they name nothing any more.
    """
    waiting, _ = PoolEntry.objects.filter(thing_kind=thing.kind, thing_id=thing.id).delete()
    plain = Entry.objects.filter(thing_kind=thing.kind, thing_id=thing.id, salt__isnull=False).update(salt=None)
    return waiting + plain + _mute_sealed(thing)


def _mute_sealed(thing: Ref) -> int:
    """Open every pool entry to find the thing's: its table cannot say, so that nobody else can find them either."""
    found: list[int] = []
    for key, sealed in Entry.objects.filter(sealed__isnull=False).values_list("pk", "sealed").iterator(BATCH):
        pooled = keys().open(bytes(sealed or b""))
        if pooled is not None and pooled.thing == thing:
            found.append(key)
    return Entry.objects.filter(pk__in=found).update(salt=None, sealed=None)
