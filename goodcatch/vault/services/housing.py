"""Keys that the house itself holds, for what is sealed to nobody: files of an open report, say.

They lie under the pepper, and nowhere in the clear: who holds a copy of the database opens nothing. Whoever runs the
house can. `shred` ends them, as it ends those of sealed things.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from goodcatch.kernel.refs import Ref
from goodcatch.vault import boxes
from goodcatch.vault.models import ShredKey
from goodcatch.vault.services.shredding import new_shred_key, shred_of
from goodcatch.vault.terms import DataKeys

HOUSE = Ref("house", "")
"""The scope of what the house keeps for itself: no list of readers is signed for it."""


@transaction.atomic
def make_house_keys(*, thing: Ref) -> DataKeys:
    """Give the house's keys to a thing, made where there are none yet; for verbs that hold the thing."""
    row = ShredKey.objects.filter(thing=str(thing), scope=str(HOUSE)).first()
    return _keys(shred_of(row) if row else new_shred_key(thing, HOUSE))


def house_keys(*, things: Iterable[Ref]) -> dict[Ref, DataKeys]:
    """Give the house's keys to these things, in one query; none to what has none, or was shredded. Raises Refused."""
    named = {str(thing): thing for thing in things}
    rows = ShredKey.objects.filter(thing__in=named, scope=str(HOUSE))
    return {named[row.thing]: _keys(shred_of(row)) for row in rows}


def _keys(shred: bytes) -> DataKeys:
    return DataKeys(boxes.derived(shred, b"goodcatch words"), boxes.derived(shred, b"goodcatch files"), None)
