"""Existing things are sealed to a new key, batch by batch, and nobody is given what they must not read."""

import pytest

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Ref
from goodcatch.record import seal as seal_of_record
from goodcatch.record.models import Entry
from goodcatch.vault import services
from goodcatch.vault.models import Resealing
from goodcatch.vault.terms import Keyring, Office, Seat
from tests.cast import Cast
from tests.keyholders import Allowing, found_readers, holder, recovery, seal

pytestmark = pytest.mark.django_db
SCOPE = Ref("channel", "CHANNE01")
THINGS = [Ref("matter", f"MATTER{n:02}") for n in range(10)]


@pytest.fixture
def lena(cast: Cast) -> Keyring:
    ring = holder(cast.handler).ring
    found_readers(SCOPE, ring, recovery=services.public_of(recovery(SCOPE)))
    for thing in THINGS:
        seal(thing, SCOPE, cast.handler)
    return ring


def admit_omar(cast: Cast, by: Keyring) -> Keyring:
    omar = holder(cast.peer).ring
    seats = [Seat(Office.HANDLER, cast.handler), Seat(Office.DEPUTY, cast.peer)]
    services.admit(by=by, scope=SCOPE, seats=seats)
    return omar


def test_a_new_reader_gets_what_the_room_allows_and_nothing_else(cast: Cast, lena: Keyring, keeper: Allowing) -> None:
    omar = admit_omar(cast, lena)
    keeper.left_off = {THINGS[3].id}
    row = services.begin_resealing(by=lena, scope=SCOPE, person=cast.peer)
    assert services.reseal_for_a_while(by=lena, resealing=row)
    assert set(services.keys_of_readers(ring=omar, things=THINGS)) == set(THINGS) - {THINGS[3]}
    row.refresh_from_db()
    assert (row.done, row.ended_at is not None) == (9, True)
    entry = Entry.objects.get(verb="vault.end_resealing")
    nothing = seal_of_record.commitment(bytes(entry.salt or b""), seal_of_record.canonical({}))
    assert bytes(entry.commitment) == nothing, "the record commits to no number of what lies here"


def test_it_stops_and_goes_on_where_it_stood(cast: Cast, lena: Keyring, keeper: Allowing) -> None:
    omar = admit_omar(cast, lena)
    row = services.begin_resealing(by=lena, scope=SCOPE, person=cast.peer)
    assert services.reseal_batch(by=lena, resealing=row, limit=4) == 4
    assert len(services.keys_of_readers(ring=omar, things=THINGS)) == 4
    again = services.begin_resealing(by=lena, scope=SCOPE, person=cast.peer)
    assert again.pk == row.pk
    assert [services.reseal_batch(by=lena, resealing=again, limit=4) for _each in range(3)] == [4, 2, 0]
    assert set(services.keys_of_readers(ring=omar, things=THINGS)) == set(THINGS)
    assert Resealing.objects.get().done == 10


def test_another_reader_gives_what_the_first_one_could_not_open(cast: Cast, lena: Keyring, keeper: Allowing) -> None:
    omar, apart = admit_omar(cast, lena), Ref("matter", "MATTER99")
    seal(apart, SCOPE, cast.peer)
    ingrid = holder(cast.director).ring
    seats = [
        Seat(Office.HANDLER, cast.handler),
        Seat(Office.DEPUTY, cast.peer),
        Seat(Office.LAST_READER, cast.director),
    ]
    services.admit(by=lena, scope=SCOPE, seats=seats)
    for by, opens in ((lena, False), (omar, True)):
        row = services.begin_resealing(by=by, scope=SCOPE, person=cast.director)
        assert row.ended_at is None
        assert services.reseal_for_a_while(by=by, resealing=row)
        assert (apart in services.keys_of_readers(ring=ingrid, things=[*THINGS, apart])) == opens


def test_somebody_outside_the_list_ends_none(cast: Cast, lena: Keyring, keeper: Allowing) -> None:
    admit_omar(cast, lena)
    row = services.begin_resealing(by=lena, scope=SCOPE, person=cast.peer)
    with pytest.raises(RuleBroken, match="signed list"):
        services.reseal_batch(by=holder(cast.administrator).ring, resealing=row)
    assert not Resealing.objects.filter(ended_at__isnull=False).exists()


def test_where_no_room_says_who_may_nobody_gets_more_than_they_held(cast: Cast, lena: Keyring) -> None:
    omar = admit_omar(cast, lena)
    row = services.begin_resealing(by=lena, scope=SCOPE, person=cast.peer)
    assert services.reseal_for_a_while(by=lena, resealing=row)
    assert services.keys_of_readers(ring=omar, things=THINGS) == {}


def test_somebody_outside_the_list_is_sealed_nothing(cast: Cast, lena: Keyring) -> None:
    holder(cast.outsider)
    with pytest.raises(RuleBroken, match="signed list"):
        services.begin_resealing(by=lena, scope=SCOPE, person=cast.outsider)
    keys = services.keys_of_reader(ring=lena, thing=THINGS[0])
    with pytest.raises(RuleBroken, match="signed list"):
        services.give(keys=keys, thing=THINGS[0], people=[cast.outsider])


def test_when_no_reader_is_left_the_paper_shares_let_a_new_one_in(cast: Cast, lena: Keyring, keeper: Allowing) -> None:
    services.lose_passphrase(by=cast.handler)
    keeper.left_off = {thing.id for thing in THINGS}  # a new reader stands on no allow-list
    assert services.readers_of(scope=SCOPE) == []
    omar = holder(cast.peer).ring
    with pytest.raises(RuleBroken, match="not of the recovery key"):
        services.admit_recovered(by=recovery(SCOPE, bytes(32)), seats=[Seat(Office.HANDLER, cast.peer)])
    services.admit_recovered(by=recovery(SCOPE), seats=[Seat(Office.HANDLER, cast.peer)])
    row = services.begin_resealing(by=recovery(SCOPE), scope=SCOPE, person=cast.peer)
    assert services.reseal_for_a_while(by=recovery(SCOPE), resealing=row)
    assert set(services.keys_of_readers(ring=omar, things=THINGS)) == set(THINGS)


def test_recovery_leaves_what_somebody_can_still_read_to_them(cast: Cast, lena: Keyring, keeper: Allowing) -> None:
    omar = holder(cast.peer).ring
    seats = [Seat(Office.HANDLER, cast.handler), Seat(Office.DEPUTY, cast.peer)]
    services.admit_recovered(by=recovery(SCOPE), seats=seats)
    keeper.left_off = {thing.id for thing in THINGS}
    row = services.begin_resealing(by=recovery(SCOPE), scope=SCOPE, person=cast.peer)
    assert services.reseal_for_a_while(by=recovery(SCOPE), resealing=row)
    assert services.keys_of_readers(ring=omar, things=THINGS) == {}


def test_a_line_of_a_recovery_key_that_was_mistyped_is_noticed() -> None:
    line = services.written(services.public_of(recovery(SCOPE)))
    assert services.read_halves(f" {line[:20]} {line[20:]} ") == services.public_of(recovery(SCOPE))
    for wrong in (line[:-1], line.replace(line[5], "A" if line[5] != "A" else "B", 1), "", "æ"):
        with pytest.raises(RuleBroken):
            services.read_halves(wrong)
