"""Somebody is away: what they owe on a sealed channel is owed by who stands in, or by the next in turn."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people import services as people
from goodcatch.people.models import Absence, Person
from goodcatch.reports import tasks
from goodcatch.reports.tests.handling import Handled, owner_of, sent
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db


def day(ahead: int) -> date:
    """Give a day so many days ahead."""
    return clock.today() + timedelta(days=ahead)


def away(person: Person, first: int, last: int, stand_in: Person | None = None) -> None:
    """Let somebody be away."""
    people.say_away(by=person, first_day=day(first), last_day=day(last), stand_in=stand_in)


def after(days: int) -> None:
    """Let the house tend its clocks so many days from now."""
    with clock.moved_to(clock.now() + timedelta(days=days)):
        tasks.tend_clocks({})


def persons(handled: Handled) -> tuple[Person, Person, Person]:
    """Give handler, deputy and last reader."""
    return tuple(each.ring.person for each in (handled.readers.handler, handled.readers.deputy, handled.readers.last))  # type: ignore[return-value]


def test_it_passes_to_who_stands_in_on_the_first_day_and_stays(handled: Handled) -> None:
    handler, _deputy, last = persons(handled)
    report, _words = sent(handled)
    assert owner_of(report) == handler
    away(handler, 1, 3, stand_in=last)
    after(0)
    assert owner_of(report) == handler, "not before the first day"
    after(1)
    assert owner_of(report) == last
    after(4)
    assert owner_of(report) == last, "whoever is back may be handed it again"


def test_without_a_stand_in_who_reads_it_the_next_in_turn_has_it(cast: Cast, handled: Handled) -> None:
    handler, deputy, _last = persons(handled)
    report, _words = sent(handled)
    away(handler, 0, 3, stand_in=cast.outsider)
    after(0)
    assert owner_of(report) == deputy


def test_what_is_sent_meanwhile_is_owed_by_who_is_here(handled: Handled) -> None:
    handler, deputy, last = persons(handled)
    away(handler, 0, 3)
    away(deputy, 0, 3)
    report, _words = sent(handled)
    assert owner_of(report) == last


def test_the_next_in_turn_is_passed_over_too_while_away_and_somebody_always_owes_it(handled: Handled) -> None:
    handler, deputy, last = persons(handled)
    report, _words = sent(handled)
    away(deputy, 0, 30)
    after(7)
    assert owner_of(report) == last
    other, _words = sent(handled)
    away(last, 0, 30)
    away(handler, 0, 30)
    after(1)
    assert owner_of(other) is not None


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [(1, None, "last_day"), (None, 1, "first_day"), (3, 1, "last_day"), (-3, -1, "last_day")],
)
def test_days_that_cannot_be(cast: Cast, first: int | None, last: int | None, field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        people.say_away(
            by=cast.peer,
            first_day=None if first is None else day(first),
            last_day=None if last is None else day(last),
        )
    assert broken.value.field == field
    assert not Absence.objects.exists()


def test_who_cannot_stand_in(cast: Cast) -> None:
    for by, stand_in in ((cast.peer, cast.peer), (cast.peer, cast.leaver), (cast.guest, cast.peer)):
        with pytest.raises(RuleBroken, match="somebody else"):
            people.say_away(by=by, first_day=day(0), last_day=day(1), stand_in=stand_in)


def test_on_the_pages(cast: Cast) -> None:
    client = signed_in(cast.handler)
    form = client.get("/in/account/away/").context["form"]
    typed = {"nonce": form["nonce"].value(), "first_day": str(day(0)), "last_day": str(day(2))}
    wrong = client.post("/in/account/away/", {**typed, "last_day": str(day(-2))})
    assert wrong.status_code == 422
    assert str(day(0)) in wrong.content.decode(), "what was typed stays"
    sent_in = client.post("/in/account/away/", {**typed, "stand_in": cast.director.public_id})
    assert sent_in.status_code == 302
    assert f"{cast.director.name} stands in" in client.get("/in/").content.decode()
    assert f"You stand in for {cast.handler.name}" in signed_in(cast.director).get("/in/").content.decode()
    assert "away" not in signed_in(cast.peer).get("/in/").content.decode()
    assert cast.peer.name not in signed_in(cast.guest).get("/in/account/away/").content.decode()
    nonce = client.get("/in/account/away/").context["form"]["nonce"].value()
    assert client.post("/in/account/away/", {"nonce": nonce}).status_code == 302
    assert not Absence.objects.exists()


def test_whoever_leaves_is_away_no_more_and_stands_in_for_nobody(cast: Cast) -> None:
    away(cast.peer, 0, 9, stand_in=cast.outsider)
    away(cast.outsider, 0, 9)
    people.leave(by=cast.administrator, person=cast.outsider)
    row = Absence.objects.get()
    assert (row.person, row.stand_in) == (cast.peer, None)
