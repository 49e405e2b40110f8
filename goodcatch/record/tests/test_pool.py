"""Reporter-side entries wait for their day to end, and nobody who reads the table sees whether there was any."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from goodcatch.kernel import clock
from goodcatch.kernel.refs import Ref
from goodcatch.record import queries
from goodcatch.record import services as record
from goodcatch.record.models import Entry, Head, PoolEntry
from goodcatch.record.terms import POOLED
from goodcatch.record.tests.deeds import deed, pooled

pytestmark = pytest.mark.django_db
FIRST = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@contextmanager
def on_day(number: int) -> Iterator[None]:
    with clock.moved_to(FIRST + timedelta(days=number)):
        yield


def shape_of_day(day: datetime) -> dict[str, object]:
    """What somebody who reads the table sees of a day's pool, apart from what is random."""
    rows = list(Entry.objects.filter(verb=POOLED, at__date=day.date()).order_by("position"))
    plain = ["verb", "actor_kind", "actor_id", "thing_kind", "within_kind", "within_id", "at", "nonce"]
    return {
        "how many": len(rows),
        "columns": {tuple(str(getattr(row, name)) for name in plain[:6]) for row in rows},
        "time of day": {row.at.time() for row in rows},
        "nonce": {row.nonce for row in rows},
        "lengths": {
            (len(row.thing_id), len(row.salt or b""), len(row.commitment), len(row.sealed or b"")) for row in rows
        },
        "distinct": len({(row.thing_id, bytes(row.salt or b""), bytes(row.sealed or b"")) for row in rows}),
        "heads": Head.objects.filter(day=day.date()).count(),
        "gapless": [r.position - rows[0].position for r in rows if r.position and rows[0].position]
        == list(range(len(rows))),
    }


def test_the_record_has_the_same_shape_on_a_day_with_and_without_a_report() -> None:
    with on_day(0):
        record.close_days()
    with on_day(1):
        pooled()
    with on_day(2):
        record.close_days()
    with on_day(3):
        record.close_days()
    with_report, without = shape_of_day(FIRST + timedelta(days=1)), shape_of_day(FIRST + timedelta(days=2))
    assert with_report["how many"] == 16
    assert with_report == without
    assert [e.verb for e in queries.feed(after=0).entries] == ["tests.reporter_acts"]


@pytest.mark.parametrize(("reports", "size"), [(0, 16), (1, 16), (16, 16), (17, 32), (33, 64)])
def test_a_day_is_filled_up_to_the_next_power_of_two(reports: int, size: int) -> None:
    with on_day(0):
        record.close_days()
        for number in range(reports):
            pooled(number)
    with on_day(1):
        record.close_days()
    assert Entry.objects.filter(verb=POOLED).count() == size
    read = queries.feed(after=0)
    assert {e.thing.id for e in read.entries} == {f"R{n:07}" for n in range(reports)}
    assert len(read.entries) == reports
    assert read.position == size
    assert not PoolEntry.objects.exists()


def test_a_day_is_closed_once_and_only_after_its_end() -> None:
    with on_day(0):
        record.close_days()
        pooled()
        assert record.close_days() == 0
        assert not Entry.objects.exists()
    with on_day(1):
        assert record.close_days() == 1
        assert record.close_days() == 0


def test_a_worker_that_was_away_closes_each_day_on_its_own() -> None:
    with on_day(0):
        record.close_days()
        pooled()
    with on_day(3):
        assert record.close_days() == 3
    assert [shape_of_day(FIRST + timedelta(days=n))["how many"] for n in range(4)] == [16, 16, 16, 0]


def test_what_came_in_late_for_a_closed_day_is_not_lost() -> None:
    with on_day(0):
        record.close_days()
    with on_day(1):
        record.close_days()
    with on_day(0):
        pooled()  # its transaction began before midnight and ended after
    with on_day(2):
        record.close_days()
    assert len(queries.feed(after=0).entries) == 1


def test_a_reader_is_told_of_the_matter_but_of_nobody() -> None:
    with on_day(0):
        record.close_days()
        with transaction.atomic():
            record.write_pooled(
                verb="reports.submit_report", thing=Ref("report", "ABCDEFGH"), within=Ref("channel", "CH000001")
            )
    with on_day(1):
        record.close_days()
    (entry,) = queries.feed(after=0).entries
    assert (entry.verb, entry.thing, entry.within) == (
        "reports.submit_report",
        Ref("report", "ABCDEFGH"),
        Ref("channel", "CH000001"),
    )
    assert entry.actor == Ref("reporter", "")
    assert entry.at == datetime(2026, 3, 2, tzinfo=UTC)


def test_the_table_names_no_report() -> None:
    with on_day(0):
        record.close_days()
        pooled(42)
    with on_day(1):
        record.close_days()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM record_entry")
        everything = repr([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor.fetchall()])
    assert "R0000042" not in everything
    assert "tests.reporter_acts" not in everything


def test_pool_entries_belong_to_their_deeds_transaction(transactional_db: None) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        record.write_pooled(verb="tests.act", thing=Ref("report", "R1"))


def test_staff_entries_of_the_day_stand_apart() -> None:
    with on_day(0):
        record.close_days()
        deed()
        record.number()
        pooled()
    with on_day(1):
        record.close_days()
    assert [e.verb for e in queries.feed(after=0).entries] == ["tests.act", "tests.reporter_acts"]
