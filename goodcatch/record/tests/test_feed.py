"""Readers skip nothing, and their cursor moves with what they did."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodcatch.kernel.refs import Ref
from goodcatch.record import queries, tasks
from goodcatch.record import services as record
from goodcatch.record.queries import FeedEntry
from goodcatch.record.terms import Hearer, Urgency
from goodcatch.record.tests.deeds import deed, deeds

pytestmark = pytest.mark.django_db
heard: list[str] = []


def hear(entries: Sequence[FeedEntry]) -> None:
    """Remember what was told, as a reader of an upper room would."""
    heard.extend(entry.thing.id for entry in entries)


def refuse(entries: Sequence[FeedEntry]) -> None:
    """Fail, after having written something."""
    deed(999)
    raise ZeroDivisionError


@pytest.fixture(autouse=True)
def nothing_heard() -> None:
    heard.clear()


def test_unnumbered_entries_are_not_told_yet() -> None:
    deed()
    assert queries.feed(after=0).entries == ()
    record.number()
    (entry,) = queries.feed(after=0).entries
    assert (entry.position, entry.verb, entry.thing) == (1, "tests.act", Ref("thing", "T0000001"))


def test_hearers_come_with_their_entry() -> None:
    deed(1, hearers=(Hearer("PERSON01", "owner", Urgency.AT_ONCE), Hearer("PERSON02", "asked")))
    record.number()
    (entry,) = queries.feed(after=0).entries
    assert entry.hearers == (Hearer("PERSON01", "owner", Urgency.AT_ONCE), Hearer("PERSON02", "asked", Urgency.DIGEST))


def test_pages_follow_one_another() -> None:
    deeds(7)
    position, seen = 0, []
    while page := queries.feed(after=position, limit=3).entries:
        seen += [e.position for e in page]
        position = queries.feed(after=position, limit=3).position
    assert seen == list(range(1, 8))


def test_the_feed_costs_two_queries_however_long() -> None:
    deeds(30)
    with CaptureQueriesContext(connection) as asked:
        queries.feed(after=0, limit=100)
    assert len(asked) == 2


def test_a_reader_reads_on_from_where_it_was() -> None:
    deeds(3)
    record.read_on("tests", hear)
    deed(8)
    record.number()
    record.read_on("tests", hear)
    assert heard == ["T0000000", "T0000001", "T0000002", "T0000008"]
    assert queries.cursors() == {"tests": 4}


def test_a_reader_that_fails_reads_the_same_again_and_leaves_nothing() -> None:
    deeds(2)
    with pytest.raises(ZeroDivisionError):
        record.read_on("tests", refuse)
    assert queries.cursors() == {}
    assert record.number() == 0
    record.read_on("tests", hear)
    assert len(heard) == 2


def test_one_reader_that_fails_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    deeds(2)
    readers = {"bad": f"{__name__}.refuse", "good": f"{__name__}.hear"}
    monkeypatch.setattr("config.house.READERS", readers)
    with pytest.raises(ZeroDivisionError):
        tasks.tell_readers()
    assert len(heard) == 2
    assert queries.cursors() == {"good": 2}
