"""What a full page costs in queries, in the demo, where every room has something to show."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import demo
from goodcatch.cases.models import Case
from goodcatch.kernel import clock
from goodcatch.people import services as people
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.record.tasks import tell_readers

LIST, PAGE, TODAY = 8, 22, 40
"""Queries at most: of the list of cases, of a case's page, and of the page 'today', whatever there is to show."""


@pytest.mark.django_db
def test_full_pages_cost_a_known_number_of_queries() -> None:
    demo.load()
    absent, stand_in = (Person.objects.get(name=name) for name in ("Lena Brandt", "Tomás Reyes"))
    people.say_away(by=absent, first_day=clock.today(), last_day=clock.today(), stand_in=stand_in)
    record.number()
    tell_readers()
    case = Case.objects.get(title__startswith="Two pumps")
    costs = {
        (person.name, what): _cost(person, path)
        for person in Person.objects.filter(left_at=None, guest=False)
        for what, path in (("list", "/in/cases/"), ("page", case.path), ("today", "/in/"))
    }
    most = {"list": LIST, "page": PAGE, "today": TODAY}
    assert not {key: cost for key, cost in costs.items() if cost > most[key[1]]}


def _cost(person: Person, path: str) -> int:
    client = Client()
    client.force_login(person)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)
