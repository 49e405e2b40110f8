"""Whoever has the database, and an account, or a passphrase: what they can open, and what never."""

from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import product

import pytest
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox
from nacl.secret import Aead

from goodcatch.kernel import clock
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Person
from goodcatch.vault import boxes, outside, services
from goodcatch.vault.models import Envelope, IdentityBox, IdentityOpening, Key, KeyBlob, Rehearsal, ShredKey, Unlocked
from goodcatch.vault.services.shredding import shred_of
from goodcatch.vault.terms import Keyring, Purpose
from tests.cast import Cast
from tests.keyholders import Allowing, Holder, found_custodians, found_readers, holder, recovery, seal
from tests.steps import step

pytestmark = pytest.mark.django_db
SCOPE, THING = Ref("channel", "CHANNE01"), Ref("matter", "MATTER01")
NAME, WORDS = b"Sam Okafor, night shift", b"the pump was bridged on Tuesday"


class Loot:
    """A whole copy of the vault's tables, and whatever keys come to hand while trying."""

    def __init__(self, *, pepper: bool) -> None:
        self.boxes = [*_sealed()]
        self.shreds = [shred_of(row) for row in ShredKey.objects.all()] if pepper else []
        self.wraps = [context.data() for context in _places()]

    def opened_with(self, ring: Keyring) -> set[bytes]:
        """Open whatever opens, again and again, with all keys found so far; give every text that comes out."""
        found, keys = set(self.boxes), {ring.box_private, ring.sign_seed, *self.shreds}
        tried: set[tuple[bytes, bytes]] = set()
        while True:
            untried = set(product(found, keys)) - tried
            more = {out for box, key in untried for out in self._tried(box, key)} - found
            keys |= {out[i : i + 32] for out in more for i in range(0, len(out) - 31, 32)}
            if not more:
                return found
            found |= more
            tried |= untried

    def _tried(self, box: bytes, key: bytes) -> Iterator[bytes]:
        with suppress(CryptoError, ValueError, TypeError):
            yield SealedBox(PrivateKey(key)).decrypt(box)
        for place in self.wraps:
            with suppress(CryptoError, ValueError, TypeError):
                yield Aead(key).decrypt(box, place)


def _sealed() -> Iterator[bytes]:
    for model in (Envelope, KeyBlob, IdentityBox, ShredKey, Unlocked):
        yield from map(bytes, model._base_manager.values_list("sealed", flat=True))
    yield from map(bytes, Key.objects.values_list("sealed_private", flat=True))
    yield from (bytes(row) for row in IdentityOpening.objects.values_list("sealed_key", flat=True) if row)
    for halves in IdentityOpening.objects.values_list("halves", flat=True):
        yield from (b64decode(half) for half in halves.values())
    yield from map(bytes, Rehearsal.objects.values_list("riddle", flat=True))


def _places() -> Iterator[boxes.Context]:
    for row in Envelope.objects.all():
        yield outside.context(row.thing, row.kind, row.number, row.side)
        yield outside.context(row.thing, row.kind)
    for blob in KeyBlob.objects.all():
        yield outside.context(blob.thing, "keys", side=blob.holder)
    for pair in IdentityBox.objects.all():
        yield outside.context(pair.thing, "identity", side=f"{pair.first} {pair.second}")
    for opening in IdentityOpening.objects.all():
        for person in opening.halves:
            yield outside.context(opening.ref, "half", side=f"{opening.thing} {person}")


@step()
def holders(cast: Cast, keeper: Allowing) -> dict[str, Holder]:
    """Readers, custodians, an administrator and somebody without any part, each with a key; one thing sealed."""
    parts = {part: holder(getattr(cast, part)) for part in ("handler", "peer", "administrator", "outsider")}
    for part in ("curator", "auditor", "leader"):
        parts[part] = holder(getattr(cast, part), Purpose.CUSTODIAN)
    found_custodians(cast.administrator, *(parts[part].ring for part in ("curator", "auditor", "leader")))
    handler, peer = parts["handler"].ring, parts["peer"].ring
    found_readers(SCOPE, handler, peer, recovery=services.public_of(recovery(SCOPE)))
    seal(THING, SCOPE, cast.handler, identity=NAME, words=WORDS)
    return parts


PARTS = ["handler", "peer", "administrator", "outsider", "curator", "auditor", "leader"]


@pytest.mark.parametrize("part", PARTS)
def test_database_pepper_and_any_one_account_never_give_the_identity(holders: dict[str, Holder], part: str) -> None:
    texts = Loot(pepper=True).opened_with(holders[part].ring)
    assert not any(NAME in text for text in texts)
    assert any(WORDS in text for text in texts) == (part == "handler"), "the loot is tried in earnest"


def test_with_one_half_open_the_database_and_any_one_account_still_do_not(holders: dict[str, Holder]) -> None:
    opening = services.ask_identity(by=holders["handler"].ring, thing=THING, reason="safety")
    services.open_first(by=holders["curator"].ring, opening=opening)
    for part in PARTS:
        assert not any(NAME in text for text in Loot(pepper=False).opened_with(holders[part].ring)), part
    without_a_second = [part for part in PARTS if part not in {"auditor", "leader"}]
    for part in without_a_second:  # with the pepper too, those who may open the second half could do so unseen
        assert not any(NAME in text for text in Loot(pepper=True).opened_with(holders[part].ring)), part


def test_a_half_that_nobody_followed_is_closed_again(holders: dict[str, Holder]) -> None:
    opening = services.ask_identity(by=holders["handler"].ring, thing=THING, reason="safety")
    services.open_first(by=holders["curator"].ring, opening=opening)
    with clock.moved_to(clock.now() + timedelta(days=8)):
        services.end_shown()
    opening.refresh_from_db()
    assert (opening.first_by, opening.halves) == (None, {})


def test_two_custodians_together_do(holders: dict[str, Holder]) -> None:
    """The attack above is able to find it: it is two keys that are missing, not the search."""
    loot = Loot(pepper=True)
    loot.shreds.append(holders["auditor"].ring.box_private)
    box = IdentityBox.objects.get(first=holders["curator"].ring.person.public_id, second=_id(holders["auditor"]))
    key = _open_pair(box, holders["curator"].ring, holders["auditor"].ring)
    envelope = Envelope.objects.get(kind="identity")
    assert boxes.open_with_key(key, bytes(envelope.sealed), outside.context(THING, "identity")) == NAME


def _id(held: Holder) -> str:
    person: Person = held.ring.person
    return person.public_id


def _open_pair(box: IdentityBox, first: Keyring, second: Keyring) -> bytes:
    context = outside.context(THING, "identity", side=f"{box.first} {box.second}")
    outer = boxes.unwrap(shred_of(ShredKey.objects.get()), bytes(box.sealed), context)
    inner = boxes.open_with_private(first.box_private, outer, context)
    return boxes.open_with_private(second.box_private, inner, context)


def test_the_recovery_key_never_gives_the_identity(holders: dict[str, Holder]) -> None:
    ring = holders["outsider"].ring
    texts = Loot(pepper=True).opened_with(
        Keyring(ring.person, ring.key, ring.purpose, recovery(SCOPE).box_private, recovery(SCOPE).sign_seed)
    )
    assert any(WORDS in text for text in texts)
    assert not any(NAME in text for text in texts)


def test_database_and_passphrase_without_the_pepper_give_nothing(holders: dict[str, Holder]) -> None:
    held = holders["handler"]
    row = Key.objects.get(person=held.ring.person)
    stretched = boxes.stretched(held.words.encode(), bytes(row.salt), boxes.Cost(row.memory_kib, row.passes))
    context = outside.context(held.ring.person.ref, "private", side="reader")
    for guess in (stretched, boxes.keyed(stretched, bytes(32), b"goodcatch phrase")):
        with pytest.raises(boxes.Damaged):
            boxes.unwrap(guess, bytes(row.sealed_private), context)
    texts = Loot(pepper=False).opened_with(held.ring)  # even with the open key: the shred keys lie under the pepper
    assert not any(WORDS in text or NAME in text for text in texts)


def test_named_or_anonymous_cannot_be_told_from_the_outside(holders: dict[str, Holder], cast: Cast) -> None:
    nameless = Ref("matter", "MATTER02")
    seal(nameless, SCOPE, cast.handler, words=WORDS)

    def shape(thing: Ref) -> list[tuple[str, int]]:
        envelopes = [(e.kind, len(e.sealed)) for e in Envelope.objects.filter(thing=str(thing)).order_by("kind")]
        blobs = sorted(("blob", len(b.sealed)) for b in KeyBlob.objects.filter(thing=str(thing)))
        pairs = sorted(("pair", len(b.sealed)) for b in IdentityBox.objects.filter(thing=str(thing)))
        return envelopes + blobs + pairs

    assert shape(THING) == shape(nameless)
    assert len({size for kind, size in shape(THING) if kind == "blob"}) == 1
