"""One sealed thing from its keys to its shredding, through the verbs that other rooms use."""

import pytest

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Ref
from goodcatch.vault import services
from goodcatch.vault.models import Envelope, IdentityBox, KeyBlob, ShredKey
from goodcatch.vault.terms import Office, Purpose, Seat, Side
from tests.cast import Cast
from tests.keyholders import found_custodians, found_readers, holder, recovery

pytestmark = pytest.mark.django_db
SCOPE, THING = Ref("channel", "CHANNE01"), Ref("report", "REPRT001")


def test_a_sealed_thing_is_read_by_its_readers_and_its_reporter_and_by_nobody_once_shredded(cast: Cast) -> None:
    lena, omar = holder(cast.handler).ring, holder(cast.peer).ring
    found_readers(SCOPE, lena, omar, recovery=services.public_of(recovery(SCOPE)))
    rings = [holder(p, Purpose.CUSTODIAN).ring for p in (cast.curator, cast.auditor, cast.leader)]
    found_custodians(cast.administrator, *rings)
    pair = services.new_reporter_pair(kdf_output=bytes(32), thing=THING)
    keys = services.seal_new(
        thing=THING, scope=SCOPE, allowed=[cast.handler], reporter_public=pair.public, identity=b""
    )
    services.put(keys=keys, thing=THING, kind="words", side=Side.REPORTER, text=b"the pump was bridged")
    read = services.keys_of_reader(ring=lena, thing=THING)
    services.put(keys=read, thing=THING, kind="message", number=1, side=Side.NOTES, text=b"ask Elif")
    services.put(keys=read, thing=THING, kind="message", number=2, side=Side.READERS, text=b"thank you")
    assert services.take(keys=read, thing=THING, kind="words") == b"the pump was bridged"
    private = services.open_reporter_private(kdf_output=bytes(32), sealed_private=pair.sealed_private, thing=THING)
    theirs = services.keys_of_reporter(private=private, thing=THING)
    assert theirs.notes is None
    assert services.take_all(keys=theirs, thing=THING, kind="message") == {2: (Side.READERS, b"thank you")}
    assert IdentityBox.objects.filter(thing=str(THING)).count() == 6
    with pytest.raises(RuleBroken):
        services.keys_of_reader(ring=omar, thing=THING)
    services.shred(thing=THING)
    assert not any(m.objects.filter(thing=str(THING)) for m in (ShredKey, KeyBlob, IdentityBox, Envelope))
    with pytest.raises(RuleBroken):
        services.keys_of_reader(ring=lena, thing=THING)


def test_an_inbox_is_opened_in_as_many_queries_as_one_thing(cast: Cast, django_assert_num_queries: object) -> None:
    lena = holder(cast.handler).ring
    found_readers(SCOPE, lena)
    things = [Ref("report", f"REPRT{n:03}") for n in range(25)]
    for thing in things:
        pair = services.new_reporter_pair(kdf_output=bytes(32), thing=thing)
        keys = services.seal_new(
            thing=thing, scope=SCOPE, allowed=[cast.handler], reporter_public=pair.public, identity=b""
        )
        services.put(keys=keys, thing=thing, kind="words", side=Side.REPORTER, text=thing.id.encode())
    with django_assert_num_queries(5):  # type: ignore[operator]
        opened = services.keys_of_readers(ring=lena, things=things)
        words = services.take_many(keys=opened, kind="words")
    assert words == {thing: thing.id.encode() for thing in things}


def test_a_reader_who_is_admitted_or_let_go(cast: Cast) -> None:
    lena, omar = holder(cast.handler).ring, holder(cast.peer).ring
    found_readers(SCOPE, lena)
    pair = services.new_reporter_pair(kdf_output=bytes(32), thing=THING)
    services.seal_new(thing=THING, scope=SCOPE, allowed=[cast.handler], reporter_public=pair.public, identity=b"x")
    with pytest.raises(RuleBroken):
        services.admit(by=omar, scope=SCOPE, seats=[Seat(Office.HANDLER, cast.peer)])
    both = [Seat(Office.HANDLER, cast.handler), Seat(Office.DEPUTY, cast.peer)]
    services.admit(by=lena, scope=SCOPE, seats=both)
    services.give(keys=services.keys_of_reader(ring=lena, thing=THING), thing=THING, people=[cast.peer])
    assert services.keys_of_reader(ring=omar, thing=THING) == services.keys_of_reader(ring=lena, thing=THING)
    services.admit(by=omar, scope=SCOPE, seats=both[1:])
    with pytest.raises(RuleBroken):
        services.keys_of_reader(ring=lena, thing=THING)
