"""Whoever writes to the database changes who may read, or what lies sealed: refused, and said."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goodcatch.kernel.errors import Refused, RuleBroken
from goodcatch.kernel.refs import Ref
from goodcatch.record.models import Entry, EntryHearer
from goodcatch.vault import boxes, chains, outside, services, tasks
from goodcatch.vault.models import Envelope, IdentityBox, Key, KeyBlob, Refusal, ShredKey, SignedList
from goodcatch.vault.terms import CUSTODIANS, Office, Purpose, Reader, Seat, Side
from tests.cast import Cast, ClientOf
from tests.keyholders import Holder, found_custodians, found_readers, holder, seal

pytestmark = pytest.mark.django_db
SCOPE, THING, OTHER = Ref("channel", "CHANNE01"), Ref("matter", "MATTER01"), Ref("matter", "MATTER02")


class Sealed:
    """Lena and Omar read in a scope, and two things lie sealed for both."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.lena, self.omar = holder(cast.handler), holder(cast.peer)
        found_readers(SCOPE, self.lena.ring, self.omar.ring)
        for thing in (THING, OTHER):
            seal(thing, SCOPE, cast.handler, cast.peer, words=str(thing).encode())

    def admit(self, *people: Any, by: Holder | None = None) -> SignedList:
        seats = [Seat(Office.HANDLER, person) for person in people]
        return services.admit(by=(by or self.lena).ring, scope=SCOPE, seats=seats)


@pytest.fixture
def sealed(cast: Cast) -> Sealed:
    return Sealed(cast)


def everything_is_refused(what: str) -> None:
    """Reading, sealing and admitting stop alike, each with a sentence."""
    pair = boxes.new_pair()
    for deed in (
        lambda: services.readers_of(scope=SCOPE),
        lambda: services.seal_new(
            thing=Ref("matter", "NEW00000"), scope=SCOPE, allowed=[], reporter_public=pair.public, identity=b""
        ),
    ):
        with pytest.raises(Refused) as caught:
            deed()
        assert caught.value.what == what
        assert caught.value.sentence.endswith((".", "`."))


def signed_row(scope: Ref, number: int, previous: bytes, readers: list[Reader], signer: str, seed: bytes) -> SignedList:
    """Write a list as an attacker would who knows everything but a reader's private key."""
    content = chains.content_of(number, scope, previous, readers, recovery=None, at="2026-01-06T08:00:00+00:00")
    signature = boxes.sign(seed, chains.message_of(content))
    return SignedList(scope=str(scope), number=number, content=content, signatures={signer: signature.hex()})


def test_a_reader_added_by_an_administrator_who_signs_with_a_key_of_their_own(sealed: Sealed) -> None:
    priya = holder(sealed.cast.administrator).ring
    with pytest.raises(RuleBroken, match="Only somebody who reads here"):
        services.admit(by=priya, scope=SCOPE, seats=[Seat(Office.HANDLER, priya.person)])
    now = services.link_in_force(scope=SCOPE)
    key = Key.objects.get(person=priya.person)
    added = Reader(priya.person.public_id, "handler", key.public_id, bytes(key.box_public), bytes(key.sign_public))
    signed_row(SCOPE, 2, now.hash, [*now.readers, added], key.public_id, priya.sign_seed).save()
    everything_is_refused("signature")
    with pytest.raises(RuleBroken):
        services.keys_of_reader(ring=priya, thing=THING)
    with pytest.raises(Refused):
        services.keys_of_reader(ring=sealed.lena.ring, thing=THING)


def test_a_list_changed_in_its_row(sealed: Sealed) -> None:
    row = SignedList.objects.get(scope=str(SCOPE))
    plain = json.loads(row.content)
    plain["seats"][0][1] = sealed.cast.outsider.public_id
    SignedList.objects.update(content=boxes.canonical(plain).decode())
    everything_is_refused("signature")


@pytest.mark.parametrize("column", ["box_public", "sign_public"])
def test_a_public_key_replaced(sealed: Sealed, column: str) -> None:
    Key.objects.filter(person=sealed.cast.peer).update(**{column: boxes.new_pair().public})
    everything_is_refused("key")


def test_a_key_that_was_ended_and_another_put_in_its_place_is_not_signed_in_unseen(sealed: Sealed) -> None:
    old = Key.objects.get(person=sealed.cast.peer)
    Key.objects.filter(pk=old.pk).update(ended_at=old.made_at)
    forged = Key.objects.get(pk=old.pk)
    forged.pk, forged.public_id, forged.ended_at = None, "FORGED00", None
    forged.box_public = boxes.new_pair().public
    forged.save()
    sealed.admit(sealed.cast.handler, sealed.cast.peer)
    seat = next(r for r in services.link_in_force(scope=SCOPE).readers if r.person == sealed.cast.peer.public_id)
    assert (seat.key, seat.box_public) == (old.public_id, bytes(old.box_public))
    assert [r.person for r in services.readers_of(scope=SCOPE)] == [sealed.cast.handler.public_id]


def test_a_whole_chain_replaced_by_one_that_holds_in_itself(sealed: Sealed) -> None:
    SignedList.objects.filter(scope=str(SCOPE)).delete()
    attacker = holder(sealed.cast.outsider).ring
    key = Key.objects.get(person=attacker.person)
    halves = bytes(key.box_public), bytes(key.sign_public)
    reader = Reader(attacker.person.public_id, "handler", key.public_id, *halves)
    signed_row(SCOPE, 1, b"", [reader], key.public_id, attacker.sign_seed).save()
    everything_is_refused("first")


def test_a_list_put_in_where_none_was_ever_founded(cast: Cast) -> None:
    attacker = holder(cast.outsider).ring
    key = Key.objects.get(person=cast.outsider)
    halves = bytes(key.box_public), bytes(key.sign_public)
    reader = Reader(cast.outsider.public_id, "handler", key.public_id, *halves)
    signed_row(SCOPE, 1, b"", [reader], key.public_id, attacker.sign_seed).save()
    everything_is_refused("first")


def test_the_newest_list_removed_so_that_somebody_let_go_reads_again(
    sealed: Sealed, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        sealed.admit(sealed.cast.handler)
        services.readers_of(scope=SCOPE)
    SignedList.objects.filter(scope=str(SCOPE), number=2).delete()
    everything_is_refused("older")
    with pytest.raises(Refused):
        services.keys_of_reader(ring=sealed.omar.ring, thing=THING)


def test_a_list_removed_from_the_middle_or_all_of_them(
    sealed: Sealed, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        outside.keep_first(SCOPE, services.link_in_force(scope=SCOPE).hash)
        sealed.admit(sealed.cast.handler)
        sealed.admit(sealed.cast.handler, sealed.cast.peer)
    SignedList.objects.filter(scope=str(SCOPE), number=2).delete()
    everything_is_refused("gap")
    SignedList.objects.filter(scope=str(SCOPE)).delete()
    everything_is_refused("gap")
    with pytest.raises(Refused):
        found_readers(SCOPE, holder(sealed.cast.outsider).ring)


def test_a_list_of_another_scope_or_house(sealed: Sealed) -> None:
    row = SignedList.objects.get(scope=str(SCOPE))
    SignedList(scope="channel:CHANNE02", number=1, content=row.content, signatures=row.signatures).save()
    with pytest.raises(Refused):
        services.readers_of(scope=Ref("channel", "CHANNE02"))


def test_a_signature_taken_from_the_custodians(
    cast: Cast, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    rings = [holder(p, Purpose.CUSTODIAN).ring for p in (cast.curator, cast.auditor, cast.leader)]
    with django_capture_on_commit_callbacks(execute=True):
        found_custodians(cast.administrator, *rings)
        services.readers_of(scope=CUSTODIANS)
    row = SignedList.objects.get(scope=str(CUSTODIANS))
    SignedList.objects.update(signatures=dict([*row.signatures.items()][:1]))
    with pytest.raises(Refused):
        services.readers_of(scope=CUSTODIANS)


def test_strangers_made_custodians_are_seen_by_all_who_rely_on_them(sealed: Sealed, cast: Cast) -> None:
    rings = [holder(p, Purpose.CUSTODIAN).ring for p in (cast.curator, cast.auditor, cast.leader)]
    found_custodians(cast.administrator, *rings)
    entry = Entry.objects.filter(verb="vault.sign_custodians").latest("pk")
    told = set(EntryHearer.objects.filter(entry=entry).values_list("person", flat=True))
    assert {cast.handler.public_id, cast.peer.public_id, cast.director.public_id} <= told


def test_one_custodian_alone_changes_nothing(cast: Cast) -> None:
    rings = [holder(p, Purpose.CUSTODIAN).ring for p in (cast.curator, cast.auditor, cast.leader)]
    found_custodians(cast.administrator, *rings)
    friend = holder(cast.outsider, Purpose.CUSTODIAN).ring
    people = [cast.curator, cast.outsider, cast.auditor]
    services.propose_custodians(by=rings[0], people=people)
    waiting = services.waiting_list(scope=CUSTODIANS)
    assert waiting is not None
    for alone in (rings[0], friend):
        with pytest.raises(RuleBroken):
            services.sign_custodians(by=alone, fingerprint=waiting.fingerprint)
    assert cast.outsider.public_id not in {r.person for r in services.readers_of(scope=CUSTODIANS)}
    with pytest.raises(RuleBroken, match="Only a custodian proposes"):
        services.propose_custodians(by=cast.administrator, people=people)


@pytest.mark.parametrize("change", [{"thing": str(OTHER)}, {"kind": "message"}, {"number": 7}, {"side": Side.READERS}])
def test_an_envelope_moved(sealed: Sealed, change: dict[str, Any]) -> None:
    Envelope.objects.filter(thing=str(OTHER)).delete()
    Envelope.objects.filter(thing=str(THING), kind="words").update(**change)
    row = Envelope.objects.exclude(kind="identity").get()
    thing = services.ref_of(row.thing)
    keys = services.keys_of_reader(ring=sealed.lena.ring, thing=thing)
    with pytest.raises(Refused, match=r"(words|message) \d of matter"):
        services.take(keys=keys, thing=thing, kind=row.kind, number=row.number)


def test_two_envelopes_swapped(sealed: Sealed) -> None:
    first, second = (Envelope.objects.get(thing=str(t), kind="words") for t in (THING, OTHER))
    Envelope.objects.filter(pk=first.pk).update(sealed=bytes(second.sealed))
    keys = services.keys_of_readers(ring=sealed.lena.ring, things=[THING, OTHER])
    with pytest.raises(Refused):
        services.take_many(keys=keys, kind="words")


def test_key_blobs_swapped_between_things_and_holders(sealed: Sealed) -> None:
    rows = {(b.thing, b.holder): bytes(b.sealed) for b in KeyBlob.objects.all()}
    lena, omar = sealed.cast.handler.public_id, sealed.cast.peer.public_id
    mine = KeyBlob.objects.filter(thing=str(THING), holder=lena)
    for stolen in (rows[str(OTHER), lena], rows[str(THING), omar]):
        mine.update(sealed=stolen)
        with pytest.raises(Refused):
            services.keys_of_reader(ring=sealed.lena.ring, thing=THING)


def test_a_shred_key_moved_to_another_thing_or_scope(sealed: Sealed) -> None:
    ShredKey.objects.filter(thing=str(THING)).update(scope="channel:CHANNE02")
    with pytest.raises(Refused):
        services.keys_of_reporter(private=boxes.new_pair().private, thing=THING)
    ShredKey.objects.filter(thing=str(THING)).update(scope=str(SCOPE))
    ShredKey.objects.filter(thing=str(OTHER)).update(sealed=bytes(ShredKey.objects.get(thing=str(THING)).sealed))
    with pytest.raises(Refused):
        services.keys_of_reader(ring=sealed.lena.ring, thing=OTHER)


def test_a_row_put_back_after_somebody_was_left_off(sealed: Sealed) -> None:
    blob = KeyBlob.objects.get(thing=str(THING), holder=sealed.cast.peer.public_id)
    shred = bytes(ShredKey.objects.get(thing=str(THING)).sealed)
    services.narrow(thing=THING, people=[sealed.cast.handler])
    with pytest.raises(RuleBroken):
        services.keys_of_reader(ring=sealed.omar.ring, thing=THING)
    blob.save(force_insert=True)
    with pytest.raises(Refused):
        services.keys_of_reader(ring=sealed.omar.ring, thing=THING)
    assert services.keys_of_reader(ring=sealed.lena.ring, thing=THING).notes
    ShredKey.objects.filter(thing=str(THING)).update(sealed=shred)  # the key put back too: the others notice
    with pytest.raises(Refused):
        services.keys_of_reader(ring=sealed.lena.ring, thing=THING)


def test_a_blob_put_back_for_somebody_let_go(sealed: Sealed) -> None:
    sealed.admit(sealed.cast.handler)
    assert KeyBlob.objects.filter(thing=str(THING), holder=sealed.cast.peer.public_id).exists()
    assert services.keys_of_readers(ring=sealed.omar.ring, things=[THING, OTHER]) == {}


def test_an_identity_box_swapped_or_made_by_somebody_else(sealed: Sealed, cast: Cast) -> None:
    rings = [holder(p, Purpose.CUSTODIAN).ring for p in (cast.curator, cast.auditor, cast.leader)]
    found_custodians(cast.administrator, *rings)
    thing = Ref("matter", "MATTER03")
    seal(thing, SCOPE, cast.handler, identity=b"Sam")
    boxes_of_first = IdentityBox.objects.filter(thing=str(thing), first=cast.curator.public_id)
    one, two = boxes_of_first
    IdentityBox.objects.filter(pk=one.pk).update(sealed=bytes(two.sealed))
    opening = services.ask_identity(by=sealed.lena.ring, thing=thing, reason="safety")
    with pytest.raises(Refused):
        services.open_first(by=rings[0], opening=opening)


def test_a_refusal_is_said_on_the_page_the_record_and_to_the_readers_once_a_day(
    sealed: Sealed, client_of: ClientOf
) -> None:
    client: Client = client_of(sealed.cast.handler)
    client.post("/in/keys/unlock/", {"phrase": sealed.lena.words})
    Key.objects.filter(person=sealed.cast.peer).update(box_public=boxes.new_pair().public)
    for _each in range(2):
        answer = client.get(reverse("vault:list", args=[SCOPE]))
        assert answer.status_code == 409
        assert "is not the one that a reader signed" in answer.content.decode()
    entry = Entry.objects.get(verb="vault.refuse")
    assert (entry.thing_kind, entry.thing_id) == ("readers", str(SCOPE))
    told = set(EntryHearer.objects.filter(entry=entry, urgency="at_once").values_list("person", flat=True))
    assert told == {p.public_id for p in (sealed.cast.handler, sealed.cast.peer, sealed.cast.administrator)}
    assert Refusal.objects.count() == 1


def test_the_worker_finds_it_too(sealed: Sealed) -> None:
    tasks.watch({})
    assert not Refusal.objects.exists()
    SignedList.objects.update(signatures={})
    tasks.watch({})
    assert Refusal.objects.get().what == "signature"
