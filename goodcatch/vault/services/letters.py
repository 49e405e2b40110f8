"""Put something written into an envelope, and take it out."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Ref
from goodcatch.vault import boxes, outside
from goodcatch.vault.models import Envelope, ShredKey
from goodcatch.vault.services.shredding import DRAFTS, altered, new_shred_key, shred_key_of
from goodcatch.vault.terms import DataKeys, Locked, Side


def put(*, keys: DataKeys, thing: Ref, kind: str, number: int = 0, side: Side, text: bytes) -> None:
    """Seal a text into its thing's envelope of this kind and number. Written once: a second time is RuleBroken."""
    sealed = boxes.close(_key_for(keys, side), text, _context(thing, kind, number, side))
    envelope = Envelope(thing=str(thing), kind=kind, number=number, side=side, sealed=sealed)
    try:
        with transaction.atomic():
            envelope.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken(_("Somebody wrote here at the same moment. Look at it, and send yours again.")) from None


def take(*, keys: DataKeys, thing: Ref, kind: str, number: int = 0) -> bytes | None:
    """Give what lies in an envelope; None where there is none. Raises Refused where it was altered or swapped."""
    found = Envelope.objects.filter(thing=str(thing), kind=kind, number=number).first()
    return _opened(keys, thing, found) if found else None


def take_all(*, keys: DataKeys, thing: Ref, kind: str) -> dict[int, tuple[Side, bytes]]:
    """Give all envelopes of a kind, by number, with who wrote them; notes only to readers. Raises Refused."""
    rows = Envelope.objects.filter(thing=str(thing), kind=kind).order_by("number")
    return {
        row.number: (Side(row.side), _opened(keys, thing, row))
        for row in rows
        if keys.notes is not None or row.side != Side.NOTES
    }


def take_many(*, keys: Mapping[Ref, DataKeys], kind: str, number: int = 0) -> dict[Ref, bytes]:
    """Give one envelope each of many things, in one query: for a list. Raises Refused."""
    named = {str(thing): thing for thing in keys}
    rows = Envelope.objects.filter(thing__in=named, kind=kind, number=number)
    return {named[row.thing]: _opened(keys[named[row.thing]], named[row.thing], row) for row in rows}


@transaction.atomic
def put_draft(*, public: bytes, thing: Ref, text: bytes) -> None:
    """Seal a draft to its reporter alone, in place of the one before; `seal_new` of the same thing ends it."""
    row = ShredKey.objects.filter(thing=str(thing)).first()
    shred = shred_key_of(thing) if row else new_shred_key(thing, DRAFTS)
    context = outside.context(thing, "draft")
    inner = boxes.close_to(public, boxes.padded(text), context)
    sealed = boxes.wrap(shred, inner, context)
    Envelope.objects.update_or_create(
        thing=str(thing), kind="draft", number=0, defaults={"side": Side.REPORTER, "sealed": sealed}
    )


def take_draft(*, private: bytes, thing: Ref) -> bytes | None:
    """Give the draft that `put_draft` sealed; None where there is none. Raises Refused."""
    row = Envelope.objects.filter(thing=str(thing), kind="draft").first()
    if row is None:
        return None
    context = outside.context(thing, "draft")
    try:
        inner = boxes.unwrap(shred_key_of(thing), bytes(row.sealed), context)
        return boxes.unpadded(boxes.open_with_private(private, inner, context))
    except boxes.Damaged:
        raise altered(str(thing), "draft") from None


def _key_for(keys: DataKeys, side: Side) -> bytes:
    if side != Side.NOTES:
        return keys.words
    if keys.notes is None:
        raise Locked
    return keys.notes


def _context(thing: Ref, kind: str, number: int, side: str) -> boxes.Context:
    return outside.context(thing, kind, number, side)


def _opened(keys: DataKeys, thing: Ref, row: Envelope) -> bytes:
    side = Side(row.side)
    try:
        return boxes.open_with_key(_key_for(keys, side), bytes(row.sealed), _context(thing, row.kind, row.number, side))
    except boxes.Damaged:
        raise altered(str(thing), f"{row.kind} {row.number}") from None
