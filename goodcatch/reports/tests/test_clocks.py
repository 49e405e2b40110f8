"""Time goes by for sealed reports: thanks, answers, who is next when somebody is silent or gone, who is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from goodcatch.kernel import clock
from goodcatch.notices.models import Notice
from goodcatch.people import services as people
from goodcatch.record.models import Entry, EntryHearer
from goodcatch.reports import queries, services, tasks
from goodcatch.reports.models import Clock, Report
from goodcatch.reports.tests.handling import HOUSE, Handled, Reported, owner_of, page_of, sent, unlocked
from goodcatch.reports.tests.sealing import TOLD
from goodcatch.standards import services as standards
from goodcatch.vault import services as vault
from tests.cast import SETUP, Cast, signed_in
from tests.keyholders import Holder

pytestmark = pytest.mark.django_db
LIST, LATE = "/in/reports/sealed/", "/in/reports/late/"


def on(report: Report, days: int) -> datetime:
    """Give the morning so many days after the day of a report."""
    return datetime(report.day.year, report.day.month, report.day.day, 8, tzinfo=UTC) + timedelta(days=days)


def tend(report: Report, days: int) -> None:
    with clock.moved_to(on(report, days)):
        tasks.tend_clocks({})


def thanks(report: Report) -> Clock:
    return Clock.objects.get(report=report, kind="thanks")


def waits_for(held: Holder, at: datetime) -> bool:
    """Tell whether the only report waits in this reader's list, and opens."""
    with clock.moved_to(at):
        token = vault.unlock(by=held.ring.person, passphrase=held.words).token
        client = unlocked(Holder(held.ring, token, held.words))
        listed = TOLD["happened"] in client.get(LIST).content.decode()
        return listed and client.get(page_of(Report.objects.get())).status_code == 200


def test_warning_on_day_5_deputy_on_day_7_supervisor_on_day_8(handled: Handled, reported: Reported) -> None:
    report, _ = reported
    handler, deputy = handled.readers.handler.ring.person, handled.readers.deputy.ring.person
    assert thanks(report).due == report.day + timedelta(days=7)
    seen: dict[int, tuple[bool, bool, bool]] = {}
    for day in range(1, 10):
        tend(report, day)
        row = thanks(report)
        seen[day] = (row.warned_on is not None, row.passed_on is not None, row.told_on is not None)
        assert owner_of(report) == (handler if day < 7 else deputy)
    assert seen[4] == (False, False, False)
    assert seen[5] == seen[6] == (True, False, False)
    assert seen[7] == (True, True, False)
    assert seen[8] == seen[9] == (True, True, True)


def test_the_supervisor_is_told_of_lateness_and_of_no_words(handled: Handled, reported: Reported) -> None:
    report, _ = reported
    client = signed_in(handled.supervisor)
    tend(report, 7)
    assert "Nothing that you would be told of is late" in client.get(LATE).content.decode()
    tend(report, 8)
    page = client.get(LATE).content.decode()
    assert handled.channel.name in page
    assert report.public_id not in page
    assert TOLD["happened"] not in page
    assert client.get(page_of(report)).status_code == 404
    assert "Nothing that you" in signed_in(handled.readers.last.ring.person).get(LATE).content.decode()


def test_a_supervisor_who_was_left_off_is_told_nothing(handled: Handled) -> None:
    report, _ = sent(handled, leave_off=[handled.supervisor.public_id])
    tend(report, 8)
    assert thanks(report).told_on is not None
    assert "Nothing that you would be told of is late" in signed_in(handled.supervisor).get(LATE).content.decode()


def test_when_the_handler_is_gone_the_deputy_reads(handled: Handled, reported: Reported) -> None:
    report, _ = reported
    people.leave(by=SETUP, person=handled.readers.handler.ring.person)
    assert not waits_for(handled.readers.deputy, on(report, 1))
    tend(report, 1)
    assert owner_of(report) == handled.readers.deputy.ring.person
    assert waits_for(handled.readers.deputy, on(report, 1))


def test_when_all_others_are_gone_the_last_reader_reads(handled: Handled, reported: Reported) -> None:
    report, _ = reported
    for held in (handled.readers.handler, handled.readers.deputy):
        people.leave(by=SETUP, person=held.ring.person)
    tend(report, 1)
    assert owner_of(report) == handled.readers.last.ring.person
    assert waits_for(handled.readers.last, on(report, 1))


def test_whose_key_is_lost_owes_nothing_any_more(handled: Handled, reported: Reported) -> None:
    report, _ = reported
    vault.lose_passphrase(by=handled.readers.handler.ring.person)
    tend(report, 1)
    assert owner_of(report) == handled.readers.deputy.ring.person


def test_when_nobody_can_read_the_supervisor_hears_at_once(handled: Handled, reported: Reported) -> None:
    report, _ = reported
    for held in (handled.readers.handler, handled.readers.deputy, handled.readers.last):
        people.leave(by=SETUP, person=held.ring.person)
    tend(report, 1)
    assert owner_of(report) is None
    assert handled.channel.name in signed_in(handled.supervisor).get(LATE).content.decode()


def test_a_deputy_who_was_left_off_is_passed_over(handled: Handled) -> None:
    report, _ = sent(handled, leave_off=[handled.readers.deputy.ring.person.public_id])
    tend(report, 7)
    assert owner_of(report) == handled.readers.last.ring.person


def test_thanks_stop_their_clock_and_set_the_one_for_the_answer(cast: Cast, handled: Handled) -> None:
    standards.adopt_law_pack(by=cast.administrator, unit=cast.units.northfield, code="eu-2019-1937", edition=1)
    report, _ = sent(handled)
    answer = Clock.objects.get(report=report, kind="answer")
    assert answer.due == queries.owed(HOUSE, report).answer_by
    services.acknowledge(by=handled.readers.handler.ring.person, report=report)
    assert thanks(report).ended_on is not None
    report.refresh_from_db()
    answer.refresh_from_db()
    assert answer.due == queries.owed(HOUSE, report).answer_by
    tend(report, 8)
    assert thanks(report).told_on is None
    assert owner_of(report) == handled.readers.handler.ring.person


def test_days_are_calendar_days_from_the_next_midnight(handled: Handled) -> None:
    late = datetime(2026, 2, 20, 23, 59, tzinfo=UTC)
    with clock.moved_to(late):
        report, _ = sent(handled)
    assert thanks(report).due == date(2026, 2, 27)


def test_one_letter_a_day_to_everybody_in_the_same_words(handled: Handled) -> None:
    def told() -> list[tuple[str, str, str]]:
        hearers = EntryHearer.objects.filter(entry__verb="reports.tend_clocks")
        found = sorted(hearers.values_list("person", "reason", "urgency"))
        hearers.delete()
        return found

    tasks.tend_clocks({})
    quiet = told()
    report, _ = sent(handled)
    tend(report, 1)
    busy = told()
    tend(report, 8)
    assert quiet == busy == told()
    everybody = {each.ring.person.public_id for each in vars(handled.readers).values()} | {handled.supervisor.public_id}
    assert {person for person, _reason, _urgency in quiet} == everybody


def test_the_fixed_hours_name_nobody_on_a_sealed_channel(handled: Handled) -> None:
    def shape() -> list[tuple[str, int]]:
        entries = Entry.objects.filter(verb="reports.announce", thing_id=handled.channel.public_id).order_by("-pk")[:1]
        return [(entry.verb, EntryHearer.objects.filter(entry=entry).count()) for entry in entries]

    services.announce(by=HOUSE)
    quiet = shape()
    sent(handled)
    assert shape() == quiet == [("reports.announce", 0)]
    assert not Notice.objects.filter(verb="reports.announce").exists()
