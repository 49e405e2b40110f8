"""Keys that are unlocked: for how long, for whom, on any node, and what the table says of them."""

from datetime import datetime, timedelta

import pytest

from goodcatch.kernel import clock
from goodcatch.kernel.errors import Refused, RuleBroken
from goodcatch.vault import boxes, services
from goodcatch.vault.models import Key, Unlocked
from goodcatch.vault.terms import Purpose
from tests.cast import Cast
from tests.keyholders import holder

pytestmark = pytest.mark.django_db


def is_open(cast: Cast, token: bytes, at: datetime) -> bool:
    with clock.moved_to(at):
        return services.keyring(person=cast.handler, token=token) is not None


def test_a_key_rests_after_fifteen_minutes(cast: Cast) -> None:
    start, token = clock.now(), holder(cast.handler).token
    assert is_open(cast, token, start + timedelta(minutes=14))
    assert is_open(cast, token, start + timedelta(minutes=28))
    assert not is_open(cast, token, start + timedelta(minutes=44))
    assert not Unlocked.objects.exists()


def test_a_key_in_use_is_locked_after_eight_hours(cast: Cast) -> None:
    start, token = clock.now(), holder(cast.handler).token
    for minute in range(10, 480, 10):
        assert is_open(cast, token, start + timedelta(minutes=minute)), minute
    assert not is_open(cast, token, start + timedelta(hours=8, seconds=30))


def test_the_worker_forgets_what_rested(cast: Cast) -> None:
    holder(cast.handler)
    with clock.moved_to(clock.now() + timedelta(minutes=16)):
        services.tidy()
    assert not Unlocked.objects.exists()


def test_the_bytes_of_one_person_open_nothing_for_another(cast: Cast) -> None:
    held, other = holder(cast.handler), holder(cast.peer)
    assert services.keyring(person=cast.peer, token=held.token) is None
    assert services.keyring(person=cast.handler, token=bytes(32)) is None
    assert services.keyring(person=cast.handler, token=None) is None
    row = Unlocked.objects.get(key__person=cast.handler)
    Unlocked.objects.filter(pk=row.pk).update(key=Key.objects.get(person=cast.peer))
    with pytest.raises(Refused):
        services.keyring(person=cast.peer, token=held.token)
    assert other.token != held.token


def test_the_table_holds_neither_the_bytes_nor_a_private_half(cast: Cast) -> None:
    held = holder(cast.handler)
    row = Unlocked.objects.get()
    kept = bytes(row.token_hash) + bytes(row.sealed)
    assert all(secret not in kept for secret in (held.token, held.ring.box_private, held.ring.sign_seed))
    key = Key.objects.get()
    assert held.ring.box_private not in bytes(key.sealed_private)


def test_a_lost_key_is_locked_everywhere_at_once(cast: Cast) -> None:
    held = holder(cast.handler)
    services.lose_passphrase(by=cast.handler)
    assert services.keyring(person=cast.handler, token=held.token) is None
    with pytest.raises(RuleBroken):
        services.unlock(by=cast.handler, passphrase=held.words)


def test_whoever_has_left_has_no_key_open(cast: Cast) -> None:
    held = holder(cast.handler)
    cast.handler.left_at = clock.now()
    assert services.keyring(person=cast.handler, token=held.token) is None


def test_a_key_that_was_tried_is_not_replaced_by_chance(cast: Cast) -> None:
    first = services.make_keys(by=cast.handler, purpose=Purpose.READER)
    second = services.make_keys(by=cast.handler, purpose=Purpose.READER)
    with pytest.raises(RuleBroken, match="not the six words"):
        services.unlock(by=cast.handler, passphrase=" ".join(first.passphrase))
    services.unlock(by=cast.handler, passphrase=" ".join(second.passphrase).title())
    with pytest.raises(RuleBroken, match="You have a key already"):
        services.make_keys(by=cast.handler, purpose=Purpose.READER)


def test_a_replaced_private_half_is_refused(cast: Cast) -> None:
    held = holder(cast.handler)
    Key.objects.update(box_public=boxes.new_pair().public)
    with pytest.raises(Refused):
        services.unlock(by=cast.handler, passphrase=held.words)
    with pytest.raises(Refused):
        services.keyring(person=cast.handler, token=held.token)


def test_six_words_are_drawn_from_the_list_and_never_the_same(cast: Cast) -> None:
    drawn = {services.make_keys(by=cast.handler, purpose=Purpose.READER).passphrase for _each in range(5)}
    assert len(drawn) == 5
    assert {len(words) for words in drawn} == {6}
