"""Questions whose text is made once: they answer as Django's own would, from the database, each time."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.models import BigAutoField, CharField, DateTimeField, QuerySet

from goodcatch.kernel import clock
from goodcatch.kernel.ready import MOST_ROWS, Gap, Ready, put
from goodcatch.people import services as people
from goodcatch.people.models import Grant, Person
from goodcatch.people.queries import first_holders, holder_ids, holders
from goodcatch.people.terms import Role
from goodcatch.record.models import Entry, EntryHearer, PoolEntry
from goodcatch.standards.queries import law_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_whole_rows_come_with_what_hangs_on_them(cast: Cast, django_assert_num_queries: object) -> None:
    question = Ready(
        lambda: (
            Grant.objects.filter(role=Gap("role", CharField()), since__lte=Gap("now", DateTimeField()))
            .select_related("person", "unit")
            .order_by("pk")
        )
    )
    own = list(Grant.objects.filter(role=Role.LEADER).select_related("person", "unit").order_by("pk"))
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = question.ask(role=Role.LEADER, now=clock.now())
        seen = [(each.pk, each.since, each.person.name, each.unit.name if each.unit else "") for each in found]
    assert seen == [(each.pk, each.since, each.person.name, each.unit.name if each.unit else "") for each in own]
    assert seen
    assert question.ask(role=Role.LEADER, now=clock.now() - timedelta(days=36_500)) == []
    assert question.first(role="no such role", now=clock.now()) is None


def test_chosen_columns_come_as_they_are(cast: Cast) -> None:
    key = Gap("pk", BigAutoField())
    rows = Ready(lambda: Person.objects.filter(pk=key).values_list("name", "guest", "joined_at"))
    flat = Ready(lambda: Person.objects.filter(pk=key).values_list("name", flat=True))
    peer = cast.peer
    assert rows.ask(pk=peer.pk) == [(peer.name, False, peer.joined_at)]
    assert flat.ask(pk=str(peer.pk)) == [peer.name]


def test_the_text_is_made_once_and_the_answer_each_time(cast: Cast) -> None:
    made: list[str] = []

    def make() -> QuerySet[Person, str]:
        made.append("once")
        return Person.objects.filter(pk=Gap("pk", BigAutoField())).values_list("name", flat=True)

    question = Ready(make)
    assert question.first(pk=cast.peer.pk) == cast.peer.name
    Person.objects.filter(pk=cast.peer.pk).update(name="Somebody Else")
    assert question.first(pk=cast.peer.pk) == "Somebody Else"
    assert made == ["once"]


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_through_its_own_connection() -> None:
    question = Ready(lambda: Person.objects.values_list("name", flat=True))
    used: list[object] = []

    def ask() -> None:
        question.ask()
        used.append(question._text().connection)
        connections.close_all()

    others = [threading.Thread(target=ask) for _ in range(2)]
    for other in others:
        other.start()
        other.join()
    question.ask()
    assert question._text().connection is connections[connection.alias]
    assert len({id(each) for each in [*used, connections[connection.alias]]}) == 3


def test_a_role_that_was_given_or_ended_counts_at_once(cast: Cast) -> None:
    unit = cast.units.night_shift
    before = holder_ids(Role.TRIAGER, unit)
    grant = people.grant(by=cast.administrator, person=cast.peer, role=Role.TRIAGER, unit=unit)
    assert holder_ids(Role.TRIAGER, unit) == before | {cast.peer.public_id}
    assert first_holders(Role.TRIAGER, unit, 9) == list(holders(Role.TRIAGER, unit))
    assert first_holders(Role.TRIAGER, unit, 1) == list(holders(Role.TRIAGER, unit)[:1])
    people.end_grant(by=cast.administrator, grant=grant)
    assert holder_ids(Role.TRIAGER, unit) == before
    assert law_of(cast.peer, unit) is None


def _entry(nonce: str | None) -> Entry:
    return Entry(
        verb="a.deed", actor_kind="person", thing_kind="x", at=clock.now(), commitment=b"\x00\xff", nonce=nonce
    )


def test_rows_are_put_down_as_they_were_given_and_know_their_keys(django_assert_num_queries: object) -> None:
    entries = [_entry(nonce) for nonce in ("one", "two", None)]
    with django_assert_num_queries(1):  # type: ignore[operator]
        put(entries)
    kept = Entry.objects.in_bulk([entry.pk for entry in entries])
    assert [(kept[entry.pk].nonce, kept[entry.pk].at) for entry in entries] == [(e.nonce, e.at) for e in entries]
    assert {bytes(entry.commitment) for entry in kept.values()} == {b"\x00\xff"}
    pooled = PoolEntry(verb="a.deed", thing_kind="x", thing_id="y", commitment=b"z", day=clock.today())
    put([pooled])
    assert PoolEntry.objects.get().pk == pooled.pk
    pooled.verb = "another"
    pooled.save()
    assert PoolEntry.objects.get().verb == "another"
    put([])


def test_many_rows_are_put_down_too() -> None:
    entry = _entry(None)
    put([entry])
    put([EntryHearer(entry=entry, person=f"P{number}", reason="handler") for number in range(MOST_ROWS + 5)])
    assert EntryHearer.objects.filter(entry=entry).count() == MOST_ROWS + 5


def test_what_is_there_already_is_refused() -> None:
    put([_entry("same")])
    with pytest.raises(IntegrityError), transaction.atomic():
        put([_entry("same")])
    assert Entry.objects.filter(nonce="same").count() == 1
