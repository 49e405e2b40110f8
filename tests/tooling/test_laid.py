"""What is laid in is what was told, and nobody could tell it from the same told anew."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management.color import no_style
from django.db import connection, transaction

from goodcatch.kernel import clock
from goodcatch.kernel.refs import Ref
from goodcatch.people import services as people
from goodcatch.people.models import Person
from goodcatch.record import queries as record
from goodcatch.record import services as writing
from goodcatch.record.models import Entry
from goodcatch.reports.models import Channel
from goodcatch.vault import outside
from goodcatch.vault import services as vault
from goodcatch.vault.models import Key
from goodcatch.vault.services import keys
from tests import laid
from tests.cast import FOUNDED, SETUP, Cast, gathered
from tests.keyholders import Holder, found_readers, holder
from tests.steps import step

pytestmark = pytest.mark.django_db
RANDOM = {"people_person": {"password"}, "record_entry": {"salt", "commitment"}}
"""Where no two casts are alike, apart from public ids: a password that nobody can type, the salt of an entry."""

Stored = dict[str, dict[str, list[Any]]]
"""By table, what stands in each of its columns, in the order of its keys."""


def once() -> Cast:
    """Begin as the tests of this file do, which lay in what none but them has told."""
    return laid.begin("a cast of this file's own", gathered)


def stored_after(tell: Callable[[], Any]) -> Stored:
    """Give every row that stands in the database after this; undo it."""
    with transaction.atomic():
        _count_anew()
        tell()
        stored = {table: _stored(table, str(model._meta.pk.column)) for table, model in laid.tables().items()}
        transaction.set_rollback(True)
    return stored


def _count_anew() -> None:
    counters = connection.introspection.sequence_list()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), counters):
            cursor.execute(statement)


def _stored(table: str, key: str) -> dict[str, list[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" ORDER BY "{key}"')
        rows = cursor.fetchall()
        return {column[0]: [row[place] for row in rows] for place, column in enumerate(cursor.description)}


def named(stored: Stored) -> Stored:
    """Put in the place of every public id whose it is."""
    names = {
        public_id: f"{table} {key}"
        for table, columns in stored.items()
        for key, public_id in zip(columns.get("id", ()), columns.get("public_id", ()), strict=False)
    }
    return {
        table: {name: [names.get(value, value) for value in values] for name, values in columns.items()}
        for table, columns in stored.items()
    }


def differing(one: Stored, other: Stored) -> dict[str, set[str]]:
    """Give by table the columns in which two do not agree."""
    found = {
        table: {name for name in one[table] | other[table] if one[table].get(name) != other[table].get(name)}
        for table in one | other
    }
    return {table: names for table, names in found.items() if names}


def test_every_row_is_laid_in_as_it_was_told() -> None:
    told, laid_in = stored_after(once), stored_after(once)
    assert len(told["people_person"]["id"]) == 13
    assert differing(told, laid_in) == {}


def test_the_same_told_anew_differs_in_what_is_random_alone() -> None:
    stored_after(once)  # told by this test or by one before it: what follows is laid in
    assert differing(named(stored_after(once)), named(stored_after(gathered))) == RANDOM


def test_every_test_is_given_people_of_its_own() -> None:
    stored_after(once)  # so that whichever test tells it first, its keys begin with the first
    with transaction.atomic():
        first = once()
        first.handler.name = "Somebody Else"
        first.handler.save()
        transaction.set_rollback(True)
    again = once()
    assert again.handler is not first.handler
    assert again.handler.name == Person.objects.get(pk=again.handler.pk).name == "Lena Brandt"


def test_what_is_told_afterwards_goes_on_from_it() -> None:
    stored_after(once)
    _count_anew()
    cast = once()
    newcomer = people.join(by=SETUP, name="Nils Berg", title="", unit=cast.units.fleet, username="nils")
    assert newcomer.pk > max(each.pk for each in cast.everybody.values())
    writing.number()
    assert record.verify().findings == []
    assert Entry.objects.latest("position").thing_id == newcomer.public_id


def test_where_anything_stands_it_is_told_again() -> None:
    root = people.add_unit(by=SETUP, name="Elsewhere", parent=None)
    told = []
    assert laid.begin("a cast of this file's own", lambda: told.append(root.pk)) is None
    assert told == [root.pk]


def test_what_was_told_too_long_ago_is_told_again() -> None:
    told: list[datetime] = []
    for later in (0, 59, 61):
        with clock.moved_to(FOUNDED + timedelta(seconds=later)):
            laid.begin("good for a minute", lambda: told.append(clock.now()), lasts=timedelta(minutes=1))
    assert told == [FOUNDED, FOUNDED + timedelta(seconds=61)]


SCOPE = Ref("channel", "CHANNE01")
tellings: list[Person] = []


@step(lasts=timedelta.max)
def founder(cast: Cast) -> Holder:
    """Let somebody make a key, and found the readers of a scope with it."""
    tellings.append(cast.handler)
    held = holder(cast.handler)
    found_readers(SCOPE, held.ring)
    return held


@pytest.fixture
def channel() -> str:
    """Stand for any fixture that has the name of a step and is none."""
    return "a word"


@pytest.mark.parametrize("time", ["told, or laid in", "laid in"])
def test_a_step_is_told_once_with_what_lies_beside_the_database(time: str, cast: Cast, founder: Holder) -> None:
    assert len(tellings) == 1
    assert founder.ring.person is cast.handler
    assert keys.keyring(person=cast.handler, token=founder.token) == founder.ring
    assert [each.person for each in vault.readers_of(scope=SCOPE)] == [cast.handler.public_id]
    assert outside.kept_first(SCOPE) is None
    waiting: list[Any] = connection.run_on_commit
    for _, what, _ in waiting:
        what()
    assert outside.kept_first(SCOPE) == outside.first_of(SCOPE)
    assert outside.seen_of(SCOPE) is not None


def test_none_of_it_meets_a_test_that_asks_for_less(cast: Cast, channel: str) -> None:
    assert (channel, Channel.objects.count(), Key.objects.count()) == ("a word", 0, 0)
    assert outside.first_of(SCOPE) is None
    assert connection.run_on_commit == []
