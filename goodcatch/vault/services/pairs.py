"""The identity of a reporter, sealed: to one custodian and again to another, for every ordered pair of them."""

from __future__ import annotations

from itertools import permutations

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Ref
from goodcatch.vault import boxes, chains, outside
from goodcatch.vault.models import Envelope, IdentityBox
from goodcatch.vault.services.lists import readers_of
from goodcatch.vault.services.shredding import shred_key_of
from goodcatch.vault.terms import CUSTODIANS, LONGEST_IDENTITY, Reader, Side

IDENTITY = "identity"
_SIZE = 2048


@transaction.atomic
def change_identity(*, thing: Ref, identity: bytes) -> None:
    """Seal another identity in place of the one that was: the reporter says who they are later, or takes it back."""
    shred = shred_key_of(thing, hold=True)
    Envelope.objects.filter(thing=str(thing), kind=IDENTITY).delete()
    IdentityBox.objects.filter(thing=str(thing)).delete()
    seal_identity(thing, identity, shred)


def seal_identity(thing: Ref, identity: bytes, shred: bytes) -> None:
    """Seal an identity, or zeros, under a key of its own, and that key to every ordered pair of custodians."""
    if len(identity) > LONGEST_IDENTITY:
        raise RuleBroken(_("Who you are can be said in at most 2,000 characters."))
    key = boxes.new_key()
    sealed = boxes.close(key, identity, outside.context(thing, IDENTITY), at_least=_SIZE)
    Envelope(thing=str(thing), kind=IDENTITY, side=Side.REPORTER, sealed=sealed).save(force_insert=True)
    pairs = permutations(_custodians(), 2)
    IdentityBox.objects.bulk_create(_box(thing, first, second, key, shred) for first, second in pairs)


def context_of(thing: Ref, first: str, second: str) -> boxes.Context:
    """Give where a pair's box belongs."""
    return outside.context(thing, IDENTITY, side=f"{first} {second}")


def _custodians() -> list[Reader]:
    try:
        return readers_of(scope=CUSTODIANS)
    except chains.NotFounded:
        return []


def _box(thing: Ref, first: Reader, second: Reader, key: bytes, shred: bytes) -> IdentityBox:
    """Seal to the second custodian, then to the first; then under the shred key."""
    context = context_of(thing, first.person, second.person)
    outer = boxes.close_to(first.box_public, boxes.close_to(second.box_public, key, context), context)
    sealed = boxes.wrap(shred, outer, context)
    return IdentityBox(thing=str(thing), first=first.person, second=second.person, sealed=sealed)
