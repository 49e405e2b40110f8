"""In whose list a sealed report waits: what its row says is always what its clocks and its being read say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import Q

from goodcatch.kernel import clock
from goodcatch.people.models import Person
from goodcatch.people.terms import Reporter
from goodcatch.reports import queries, services
from goodcatch.reports.models import Clock, Report
from goodcatch.reports.queries import PAGE, newest
from goodcatch.reports.services.clocks import settle
from goodcatch.reports.tests.handling import HOUSE, Handled, Reported, sent
from tests.cast import Cast
from tests.plans import plan_of, plan_of_deed

pytestmark = pytest.mark.django_db


def waits_for(report: Report) -> Person | None:
    """Give for whom it waits, as the row says, once that was found to be what clocks and its being read say."""
    for row in Report.objects.select_related("waits_for"):
        clocks = Clock.objects.filter(report=row)
        owes = row.unread or clocks.filter(ended_on__isnull=True).exists()
        owner = clocks.values_list("owner", flat=True).first() if owes else None
        assert row.waits_for_id == owner
    return Report.objects.select_related("waits_for").get(pk=report.pk).waits_for


def test_it_waits_for_whoever_looks_after_it_until_all_is_done_and_read(handled: Handled, reported: Reported) -> None:
    report, _ = reported
    lena, omar = (one.ring.person for one in (handled.readers.handler, handled.readers.deputy))
    keys = handled.keys(handled.readers.handler, report)
    assert waits_for(report) == lena
    services.acknowledge(by=lena, report=report)
    assert waits_for(report) == lena
    services.hand_over(by=lena, report=report, to=omar, keys=keys)
    assert waits_for(report) == omar
    services.close_with_answer(by=omar, report=report, answer="Done.", keys=keys, outcome="put_right")
    assert waits_for(report) is None
    services.reporter_writes(by=Reporter(report.public_id), report=report, text="One more thing.", keys=keys)
    assert waits_for(report) is None  # held back until the fixed hour
    services.announce(by=HOUSE)
    assert waits_for(report) == omar
    services.note_opened(by=lena, report=report)
    assert waits_for(report) is None


def test_it_waits_for_the_next_in_turn_once_somebody_is_late_or_steps_back(
    handled: Handled, reported: Reported
) -> None:
    report, _ = reported
    lena, omar, ingrid = (one.ring.person for one in vars(handled.readers).values())
    with clock.moved_to(datetime.now(UTC) + timedelta(days=9)):
        services.tend_clocks(by=HOUSE)
        assert waits_for(report) == omar != lena
        services.step_back(by=omar, report=report, keys=None)
    assert waits_for(report) == lena
    services.step_back(by=lena, report=report, keys=None)
    assert waits_for(report) == ingrid


def test_an_open_report_waits_for_nobody_there(cast: Cast, handled: Handled, reported: Reported) -> None:
    lena = handled.readers.handler.ring.person
    assert Report.objects.filter(waits_for=lena).count() == 1
    assert [row.report for row in queries.sealed_inbox(lena, None).rows] == [Report.objects.get()]
    assert queries.sealed_inbox(handled.readers.deputy.ring.person, None).rows == ()


def test_both_ways_to_a_page_give_the_same(handled: Handled, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        sent(handled)
    lena = handled.readers.handler.ring.person
    few = _all_of(lena)
    monkeypatch.setattr(newest, "FEW", 2)
    assert _all_of(lena) == few
    assert len(set(few)) == 5
    assert [day for day, _ in few] == sorted((day for day, _ in few), reverse=True)


def _all_of(person: Person) -> list[tuple[date, str]]:
    found: list[tuple[date, str]] = []
    after = None
    while True:
        page = queries.sealed_inbox(person, None, after=after, mine=False, size=2)
        found += [(row.report.day, row.report.public_id) for row in page.rows]
        after = page.after
        if after is None:
            return found


def test_what_waits_is_found_through_its_index_and_all_through_that_of_days(
    handled: Handled, reported: Reported
) -> None:
    lena = handled.readers.handler.ring.person
    assert "reports_report_waits" in plan_of(newest.in_order(lena, Report.objects.filter(waits_for=lena))[:PAGE])
    plan = plan_of(newest.in_order(lena, newest.on_sealed_channels(lena))[:PAGE])
    assert "reports_report_day" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan
    assert "reports_report_inbox" in plan_of(newest.through_audiences(lena, newest.on_sealed_channels(lena))[:PAGE])
    noting = plan_of_deed(lambda: settle(Q(pk=reported[0].pk)))
    assert "reports_clock_pkey" not in noting  # a walk through all clocks, for each report
    assert "TEMP B-TREE" not in noting
