"""A case's page, and lists of sealed reports, cost the database the same in a large house as in a small one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations, islice, product
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from bench import channel
from bench.matters import Viewers, raise_matters
from goodcatch.cases.models import Case
from goodcatch.people import services as people
from goodcatch.people.models import Person
from goodcatch.reports import queries
from goodcatch.reports.queries import newest
from tests.plans import weigh_as_everywhere

FEW, MANY = 200, 3_000
SEALED = 4_000
"""Among fewer reports PostgreSQL is right to look at all."""
A_STEP = 10
"""How many instructions of SQLite's machine are counted as one: it works about ten for each row it looks at."""


@pytest.mark.django_db
@pytest.mark.only_on("sqlite")  # counts the instructions of SQLite's machine
@pytest.mark.parametrize("name", ["sees_all", "sees_three", "left_off_some"])
def test_a_page_of_a_case_takes_no_more_work_in_a_larger_house(name: str) -> None:
    viewers = raise_matters(FEW)
    small = _work(viewers, name)
    _grow()
    assert _work(viewers, name) < small * 1.2  # one list of what they may read would take hundreds of times as much


@pytest.mark.django_db
@pytest.mark.only_on("postgresql")  # which chooses its way by what it knows; how SQLite goes, test_waiting says
def test_lists_of_sealed_reports_take_no_more_work_among_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newest, "FEW", FEW - 10)
    monkeypatch.setattr(channel, "OF_LAST", 2 * SEALED)  # the last reader reads one
    weigh_as_everywhere()
    house = channel.House()
    small = _read_by_lists(house, FEW)
    large = _read_by_lists(house, SEALED)
    house.check()
    assert not {name: (small[name], rows) for name, rows in large.items() if rows > small[name] * 1.5}


def _read_by_lists(house: channel.House, among: int) -> dict[tuple[str, bool, bool], int]:
    """Give the rows read for two of a list: by its reader, whether it is what waits for them, and where it begins."""
    house.lay(among)
    house.analyse()
    found = {}
    for name, waiting, from_middle in product(house.readers, (True, False), (True, False)):
        held = house.readers[name]
        listed = [each.report.public_id for each in house.seen_by(held, waiting=waiting)]
        after = listed[len(listed) // 2] if from_middle and listed else None
        reader, before = Person.objects.get(pk=held.ring.person.pk), _rows_read()
        queries.sealed_inbox(reader, held.ring, mine=waiting, after=after, size=2)
        found[name, waiting, from_middle] = _rows_read() - before
    return found


def _rows_read() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables")
        return int(cursor.fetchone()[0])


def _work(viewers: Viewers, name: str) -> int:
    """Give how many steps the database takes for the page."""
    person: Person = getattr(viewers, name)
    client = Client()
    client.force_login(person)
    path = f"/in/cases/{viewers.pages[person.username or '']}/"
    assert client.get(path).status_code == 200
    with _counting() as steps:
        client.get(path)
    return len(steps)


@contextmanager
def _counting() -> Iterator[list[None]]:
    steps: list[None] = []
    connection.connection.set_progress_handler(lambda: steps.append(None), A_STEP)
    try:
        yield steps
    finally:
        connection.connection.set_progress_handler(None, 0)


def _grow() -> None:
    """Add cases that everyone inside reads, and as many audiences of people."""
    pattern = Case.objects.filter(audience=people.everyone_inside()).earliest("opened_at")
    everybody = list(Person.objects.filter(username__startswith="person"))
    for pair in islice(combinations(everybody, 2), MANY // 10):
        people.named_people(*pair)
    Case.objects.bulk_create(Case(**_like(pattern)) for _ in range(MANY))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _like(case: Case) -> dict[str, Any]:
    kept = ("title", "kind", "unit_id", "audience_id", "opened_at", "opened_by_id", "impact_id", "potential_id")
    return {name: getattr(case, name) for name in kept}
