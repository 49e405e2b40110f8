"""A seeded house with many cases, for measuring and for looking at long lists. The rows are made in bulk, not told.

`raise_matters(count)` makes units, people, audiences and `count` cases, and gives three viewers: one who
sees all, one who sees three, one who was left off some. Nine of ten cases are open to everyone inside, most others to
one unit, and each fiftieth to a handful of named people.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from django.db import connection, transaction

from goodcatch.cases import services as cases
from goodcatch.cases.models import Case, Level, Participant, Question, Statement, Update
from goodcatch.cases.terms import Kind, Part, Response, ScaleKind
from goodcatch.kernel import clock
from goodcatch.kernel.refs import System
from goodcatch.people import services as people
from goodcatch.people.models import Audience, Person, Unit
from goodcatch.people.terms import Role

MAKER = System("bench")
BEGUN = datetime(2019, 1, 7, 8, 0, tzinfo=UTC)
A_BATCH = 2000
STORY = 12
"""How many updates and questions the case of each viewer has that is opened for its page."""

_WHAT = (
    "Pressure",
    "Label",
    "Valve",
    "Backup",
    "Deploy",
    "Handover",
    "Sample",
    "Door",
    "Alarm",
    "Dose",
    "Invoice",
    "Ladder",
)
_WENT = (
    "dropped",
    "was missing",
    "was swapped",
    "failed",
    "came late",
    "was read wrongly",
    "stood open",
    "stayed silent",
)
_WHERE = (
    "on the night shift",
    "at the north gate",
    "in the test line",
    "during the move",
    "after the upgrade",
    "at hand-over",
)


@dataclass(frozen=True)
class Viewers:
    """Who looks, and for each a case whose page they open."""

    sees_all: Person
    sees_three: Person
    left_off_some: Person
    pages: dict[str, str]


@dataclass(frozen=True)
class _House:
    units: list[Unit]
    levels: list[Level]
    everyone: Audience
    of_unit: list[Audience]
    sees_all: Person
    sees_three: Person
    left_off: Person
    others: list[Person]


@transaction.atomic
def raise_matters(count: int, *, seed: int = 7) -> Viewers:
    """Make the house with `count` cases (at least 100), and give the viewers."""
    chance = random.Random(seed)
    with clock.moved_to(BEGUN):
        house = _raise_house()
        three = {count // 7, count // 2, count - 9}
        rows = _cases(house, count, chance, three)
        while batch := list(islice(rows, A_BATCH)):
            Case.objects.bulk_create(batch)
        pages = _stories(house)
    analyse()
    return Viewers(house.sees_all, house.sees_three, house.left_off, pages)


def _raise_house() -> _House:
    cases.ensure_scales(by=MAKER)
    root = people.add_unit(by=MAKER, name="Everything", parent=None, zone="Europe/Oslo")
    units = [people.add_unit(by=MAKER, name=f"Unit {number}", parent=root) for number in range(1, 31)]
    everyone = people.everyone_inside()
    persons = [
        people.join(by=MAKER, name=f"Person {number}", username=f"person{number}", unit=units[number % 30])
        for number in range(1, 61)
    ]
    sees_all = people.join(by=MAKER, name="Sees All", username="sees.all", unit=root)
    for role in (Role.TRIAGER, Role.LEADER):
        people.grant(by=MAKER, person=sees_all, role=role)
    return _House(
        units=units,
        levels=list(Level.objects.order_by("scale__kind", "rank")),
        everyone=everyone,
        of_unit=[people.units_named(unit) for unit in units],
        sees_all=sees_all,
        sees_three=people.invite_guest(by=MAKER, name="Sees Three", username="sees.three"),
        left_off=people.join(by=MAKER, name="Left Off", username="left.off", unit=units[0]),
        others=persons,
    )


def _cases(house: _House, count: int, chance: random.Random, three: set[int]) -> Iterator[Case]:
    step = timedelta(days=2500) / count
    impact = [level for level in house.levels if level.scale.kind == ScaleKind.IMPACT]
    potential = [level for level in house.levels if level.scale.kind == ScaleKind.POTENTIAL]
    for number in range(count):
        at = BEGUN + step * number
        unit = chance.randrange(30)
        stage = chance.random()
        later = at + timedelta(days=chance.randrange(1, 90))
        yield Case(
            title=f"{chance.choice(_WHAT)} {chance.choice(_WENT)} {chance.choice(_WHERE)}",
            summary="It was seen in time, said at once, and put right the same day. " * chance.randrange(1, 6),
            kind=chance.choice(Kind.values),
            unit=house.units[unit],
            audience=_audience(house, number, unit, chance, three),
            opened_at=at,
            opened_by=house.sees_all,
            impact=chance.choice(impact),
            potential=chance.choice(potential),
            response=Response.BRIEF if stage > 0.1 else "",
            under_way_at=later if stage > 0.1 else None,
            improving_at=later if stage > 0.3 else None,
            shared_at=later if stage > 0.5 else None,
            moved_on_at=later if stage > 0.6 else None,
        )


def _audience(house: _House, number: int, unit: int, chance: random.Random, three: set[int]) -> Audience:
    if number in three:
        return people.named_people(house.sees_all, house.left_off, house.sees_three, *chance.sample(house.others, 2))
    if number % 50 == 0:
        on_it = [house.sees_all, *chance.sample(house.others, 5)]
        return people.named_people(*on_it, *([house.left_off] if number % 100 else []))
    return house.of_unit[unit] if number % 12 == 0 else house.everyone


def _stories(house: _House) -> dict[str, str]:
    """Give each viewer's newest case a statement, updates and questions, and its id by the viewer's username."""
    everyone = Case.objects.filter(audience=house.everyone).latest("opened_at")
    guests = Case.objects.filter(audience__in=people_audiences(house.sees_three)).latest("opened_at")
    for case in (everyone, guests):
        Participant.objects.create(case=case, person=house.sees_all, part=Part.HANDLER, since=case.opened_at)
        Statement.objects.create(
            case=case,
            owner=house.sees_all,
            at=case.opened_at,
            short="This happened. I answer for it.",
            next_word_on=case.opened_at.date(),
        )
        Update.objects.bulk_create(
            Update(case=case, text="It goes on.", at=case.opened_at, by=house.sees_all) for _ in range(STORY)
        )
        Question.objects.bulk_create(
            Question(case=case, text="What is next?", asked_on=case.opened_at.date()) for _ in range(STORY)
        )
    pages = {"sees.all": everyone, "sees.three": guests, "left.off": everyone}
    return {name: case.public_id for name, case in pages.items()}


def people_audiences(person: Person) -> list[int]:
    """Give the ids of the audiences that name this person."""
    from goodcatch.people.queries import audiences_held  # noqa: PLC0415

    return list(audiences_held(person))


def analyse() -> None:
    """Let the database look at what is in its tables, as PostgreSQL does by itself."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
