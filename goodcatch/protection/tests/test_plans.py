"""The list of those who keep plans: page by page, newest first, for as many queries however many there are."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goodcatch.protection import queries
from goodcatch.protection.models import CheckIn, Plan
from goodcatch.protection.terms import DAYS, Part
from goodcatch.protection.tests.watching import Protected, begin, days_later, say, tend
from goodcatch.reports.tests.handling import sent, unlocked
from goodcatch.reports.tests.sealing import return_with

pytestmark = pytest.mark.django_db
LIST = "/in/watched/plans/"


def answered_and_others(protected: Protected, others: int) -> Plan:
    """Let one plan be answered, and lay in others that began before it, two on each day; give the first."""
    _report, words = sent(protected.handled)
    plan = begin(return_with(words))
    begun = plan.begun_on
    assert begun
    for each in range(others):
        day = begun - timedelta(days=1 + each // 2)
        held = {"report": plan.report, "channel": plan.channel, "audience": plan.audience}
        earlier = Plan.objects.create(**held, part=Part.WITNESS, asked_on=day, begun_on=day)
        CheckIn.objects.bulk_create([CheckIn(plan=earlier, after_days=days) for days in DAYS])
    with days_later(30):
        say(return_with(words), "no", text="All is well.")
    return plan


def test_every_plan_stands_on_one_page(protected: Protected) -> None:
    plan = answered_and_others(protected, 6)
    ring, after = protected.first.ring, None
    seen: list[queries.Kept] = []
    with days_later(31):
        tend()
        while after is not None or not seen:
            page = queries.watched_over(ring.person, ring, after=after, size=2)
            seen += page.rows
            after = page.after
    assert seen[0].plan == plan
    assert seen[0].steps[0].answer
    days = [str(each.plan.begun_on) for each in seen]
    assert days == sorted(days, reverse=True)
    assert sorted(each.plan.pk for each in seen) == sorted(Plan.objects.values_list("pk", flat=True))


def test_a_longer_list_costs_no_more(protected: Protected) -> None:
    answered_and_others(protected, 6)
    ring, asked = protected.first.ring, []
    with days_later(31):
        tend()
        queries.watched_over(ring.person, ring)  # a person remembers where they stand
        for size in (1, 3, 7):
            with CaptureQueriesContext(connection) as taken:
                assert len(queries.watched_over(ring.person, ring, size=size).rows) == size
            asked.append(len(taken))
    assert len(set(asked)) == 1, asked
    assert asked[0] <= 8


def shown(client: Client, address: str) -> tuple[int, list[str]]:
    """Give how many plans stand on a page, and where its foot leads."""
    page = client.get(address).content.decode()
    return page.count('<li class="row">'), re.findall(r'href="(\?after=\w+)"', page)


def test_the_page_leads_to_the_next(protected: Protected) -> None:
    answered_and_others(protected, queries.PAGE + 1)
    client = unlocked(protected.first)
    count, (older,) = shown(client, LIST)
    assert count == queries.PAGE
    assert shown(client, LIST + older) == (2, [])
    assert shown(client, f"{LIST}?after=nonsense") == (queries.PAGE, [older])
