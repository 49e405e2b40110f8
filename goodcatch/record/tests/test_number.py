"""Positions are gapless, in the order of numbering, and come with a signed head."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodcatch.record import queries
from goodcatch.record import services as record
from goodcatch.record.models import Entry, Head
from goodcatch.record.tests.deeds import deed

pytestmark = pytest.mark.django_db


def positions() -> list[int | None]:
    return list(Entry.objects.filter(position__isnull=False).order_by("position").values_list("position", flat=True))


def test_positions_have_no_gap() -> None:
    for number in range(7):
        deed(number)
    assert record.number() == 7
    deed(8)
    assert record.number() == 1
    assert positions() == list(range(1, 9))
    assert [(h.first, h.last) for h in Head.objects.order_by("number")] == [(1, 7), (8, 8)]


def test_an_entry_that_comes_late_gets_a_later_position() -> None:
    late = deed(1)
    Entry.objects.filter(pk=late.pk).update(id=10_000)  # as if its transaction had not been seen yet
    deed(2)
    Entry.objects.filter(pk=10_000).update(id=late.pk)
    record.number()
    page = queries.feed(after=0)
    assert page.position == 2
    assert len(page.entries) == 2


def test_numbering_when_nothing_waits_asks_once() -> None:
    deed()
    record.number()
    with CaptureQueriesContext(connection) as asked:
        assert record.number() == 0
    assert len(asked) == 1


def test_a_batch_costs_the_same_number_of_queries_however_long() -> None:
    def cost(count: int) -> int:
        for number in range(count):
            deed(number)
        with CaptureQueriesContext(connection) as asked:
            record.number()
        return len([q for q in asked.captured_queries if not q["sql"].startswith("UPDATE record_entry SET position")])

    cost(1)
    assert cost(3) == cost(60)


def test_more_than_one_batch_is_numbered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goodcatch.record.services.numbering.BATCH", 4)
    for number in range(10):
        deed(number)
    assert record.number() == 10
    assert positions() == list(range(1, 11))
    assert Head.objects.count() == 3
