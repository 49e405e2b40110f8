"""Whatever is done to the tables behind the house's back is named: which entry, and what was done to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from goodcatch.kernel import clock
from goodcatch.record import queries, seal
from goodcatch.record import services as record
from goodcatch.record.models import Entry, EntryHearer, Head, Ledger
from goodcatch.record.seal import HeadFacts
from goodcatch.record.terms import POOLED, Hearer
from goodcatch.record.tests.deeds import deed, deeds, pooled

pytestmark = pytest.mark.django_db
MANY = 12
DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def found() -> list[tuple[str, int]]:
    return [(finding.kind, finding.position) for finding in queries.verify().findings]


def after(tamper: Callable[[], object]) -> list[tuple[str, int]]:
    """Give what verify finds after this was done to the tables, and undo it."""
    with transaction.atomic():
        tamper()
        result = found()
        transaction.set_rollback(True)
    return result


def at(position: int) -> Any:
    return Entry.objects.filter(position=position)


def move(was: int, now: int) -> None:
    at(was).update(position=now)


def take_out(position: int) -> None:
    EntryHearer.objects.filter(entry__position=position).delete()
    at(position).delete()


@pytest.fixture
def written() -> None:
    """A record of twelve entries, of which the fifth has a hearer."""
    for number in range(MANY):
        deed(number, hearers=(Hearer("PERSON01", "owner"),) if number == 4 else ())
        if number % 5 == 4:
            record.number()
    record.number()


def test_an_untouched_record_is_intact(written: None) -> None:
    verdict = queries.verify()
    assert verdict.intact
    assert (verdict.entries, verdict.heads) == (MANY, 3)


def test_an_empty_record_is_intact() -> None:
    assert queries.verify().intact


COLUMNS = {
    "verb": "tests.other",
    "actor_kind": "person",
    "actor_id": "PERSON99",
    "thing_kind": "case",
    "thing_id": "T9999999",
    "within_kind": "case",
    "within_id": "C9999999",
    "at": datetime(2020, 1, 1, tzinfo=UTC),
    "commitment": bytes(32),
    "nonce": "another",
    "sealed": b"something",
}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(position=st.integers(1, MANY), column=st.sampled_from(sorted(COLUMNS)))
def test_a_changed_entry_is_named(written: None, position: int, column: str) -> None:
    assert after(lambda: at(position).update(**{column: COLUMNS[column]})) == [("changed", position)]


def test_a_changed_hearer_is_named(written: None) -> None:
    hearer = EntryHearer.objects.filter(entry__position=5)
    assert after(lambda: hearer.update(person="PERSON02")) == [("changed", 5)]
    assert after(hearer.delete) == [("changed", 5)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gone=st.sets(st.integers(1, MANY), min_size=1, max_size=5))
def test_removed_entries_are_named(written: None, gone: set[int]) -> None:
    def tamper() -> None:
        for position in gone:
            take_out(position)

    assert after(tamper) == [("removed", position) for position in sorted(gone)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gone=st.integers(1, MANY - 1))
def test_a_removed_entry_is_named_though_the_others_closed_up(written: None, gone: int) -> None:
    def tamper() -> None:
        take_out(gone)
        for position in range(gone + 1, MANY + 1):
            move(position, position - 1)

    assert after(tamper) == [("removed", gone)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.integers(1, MANY + 1))
def test_an_inserted_entry_is_named_though_the_others_made_room(written: None, where: int) -> None:
    def tamper() -> None:
        for position in range(MANY, where - 1, -1):
            move(position, position + 1)
        forged = deed(77)
        Entry.objects.filter(pk=forged.pk).update(position=where)

    assert after(tamper) == [("inserted", where)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(1, MANY + 1)))
def test_reordered_entries_are_named(written: None, order: list[int]) -> None:
    def tamper() -> None:
        for now, was in enumerate(order, 1):
            move(was, now + 100)
        for now in range(1, MANY + 1):
            move(now + 100, now)

    assert after(tamper) == [("reordered", now) for now, was in enumerate(order, 1) if now != was]


def test_a_sentence_names_position_and_verb(written: None) -> None:
    at(7).update(thing_id="T0000000")
    (finding,) = queries.verify().findings
    assert finding.sentence == "The entry 'tests.act' at position 7 was changed."


@pytest.mark.parametrize(
    ("column", "value"),
    [("first", 3), ("last", 99), ("day", "2020-01-01"), ("previous", bytes(32)), ("hash", bytes(32))],
)
def test_a_changed_head_is_named(written: None, column: str, value: object) -> None:
    kinds = {kind for kind, _ in after(lambda: Head.objects.filter(number=2).update(**{column: value}))}
    assert "head changed" in kinds


def test_a_removed_head_is_named(written: None) -> None:
    assert ("head removed", 6) in after(Head.objects.filter(number=2).delete)


def test_a_broken_signature_is_named(written: None) -> None:
    assert after(lambda: Head.objects.filter(number=3).update(signature=bytes(64))) == [("signature broken", 11)]


def test_a_batch_written_anew_without_the_key_is_named(written: None) -> None:
    def tamper() -> None:
        at(12).update(verb="tests.other")
        row, head = Entry.objects.get(position=12), Head.objects.get(number=3)
        digests = bytes(head.digests)[:-32] + queries.digest_of(row, ())
        facts = HeadFacts(head.number, head.first, head.last, head.day, bytes(head.previous), digests)
        hashed = seal.head_hash(facts)
        signature = SigningKey.generate().sign(hashed).signature
        Head.objects.filter(number=3).update(digests=digests, hash=hashed, signature=signature)

    assert after(tamper) == [("signature broken", 11)]


def cut_the_end() -> None:
    EntryHearer.objects.filter(entry__position__gt=10).delete()
    Entry.objects.filter(position__gt=10).delete()
    Head.objects.filter(number=3).delete()


def test_a_missing_end_is_seen_against_a_kept_head_alone(written: None) -> None:
    kept = queries.newest_head()
    cut_the_end()
    assert queries.verify().intact
    assert [f.kind for f in queries.verify(kept=kept).findings] == ["tail missing"]


def test_an_end_written_anew_is_seen_against_a_kept_head(written: None) -> None:
    kept = queries.newest_head()
    cut_the_end()
    head = Head.objects.get(number=2)
    Ledger.objects.update(position=10, head=2, head_hash=bytes(head.hash))
    deeds(2)
    assert queries.verify().intact
    assert [f.kind for f in queries.verify(kept=kept).findings] == ["rewritten"]


def test_a_kept_head_still_holds_when_the_record_has_grown(written: None) -> None:
    kept = queries.newest_head()
    deeds(3)
    assert queries.verify(kept=kept).intact


def test_a_forged_kept_head_is_refused(written: None) -> None:
    kept = queries.newest_head()
    assert kept is not None
    assert [f.kind for f in queries.verify(kept=replace(kept, hash="00" * 32)).findings] == ["kept head"]


def test_a_pool_entry_whose_seal_was_changed_is_named() -> None:
    with clock.moved_to(DAY):
        record.close_days()
        pooled()
    with clock.moved_to(DAY + timedelta(days=1)):
        record.close_days()
    assert found() == []
    row = Entry.objects.filter(verb=POOLED, position=9)
    assert after(lambda: row.update(sealed=queries.keys().close(None))) == [("changed", 9)]
    assert after(lambda: row.update(sealed=None)) == [("changed", 9)]
    assert after(lambda: row.update(salt=None)) == [("changed", 9)]


def test_verifying_costs_the_same_number_of_queries_however_many_heads() -> None:
    def cost(count: int) -> int:
        deeds(count)
        with CaptureQueriesContext(connection) as asked:
            queries.verify()
        return len(asked)

    cost(1)
    assert cost(3) == cost(90)
