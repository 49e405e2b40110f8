"""Keeping and deleting sealed reports: nothing unread goes, a hold stands, keys go first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.reports import queries, services, tasks
from goodcatch.reports.models import Clock, Hold, Message, Milestone, Report, ReporterKey
from goodcatch.reports.tests.handling import HOUSE, Handled, Reported, owner_of, page_of, sent, unlocked
from goodcatch.reports.tests.outside import come_back, send
from goodcatch.reports.tests.sealing import FOLLOW
from goodcatch.standards import services as standards
from goodcatch.vault.models import Envelope, IdentityBox, KeyBlob, ShredKey
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def closed(handled: Handled, outcome: str = "put_right") -> tuple[Report, str]:
    """Give a report that was closed with an answer, and its receipt."""
    report, words = sent(handled)
    handler = handled.readers.handler
    services.close_with_answer(
        by=handler.ring.person, report=report, answer="Done.", outcome=outcome, keys=handled.keys(handler, report)
    )
    report.refresh_from_db()
    return report, words


def after(report: Report, days: int = 1) -> datetime:
    """Give a moment so many days after the last day of keeping."""
    last = queries.keep_until(HOUSE, report)
    return datetime(last.year, last.month, last.day, 3, tzinfo=UTC) + timedelta(days=days)


def write_after_closing(words: str) -> None:
    """Let the reporter write, and the fixed hour come."""
    client = Client()
    come_back(client, words)
    send(client, FOLLOW, text="It happens again.")
    services.announce(by=HOUSE)


def test_keys_go_first_and_nothing_stays(handled: Handled) -> None:
    report, words = closed(handled)
    things = [report.ref]
    assert ShredKey.objects.filter(thing=str(report.ref)).exists()
    with clock.moved_to(after(report, 0)):
        tasks.purge({})
    assert Report.objects.filter(pk=report.pk).exists(), "its last day is still a day of keeping"
    with clock.moved_to(after(report)):
        tasks.purge({})
    assert not Report.objects.exists()
    for rows in (ShredKey, KeyBlob, IdentityBox, Envelope):
        assert not rows.objects.filter(thing=str(things[0])).exists()
    for beside in (Message, Milestone, ReporterKey, Clock, Hold):
        assert not beside.objects.exists()
    page = send(Client(), "/speak-up/receipt/", receipt=words)
    assert "No report opens with this" in page.content.decode()


def test_how_long_follows_the_edition_that_it_came_under_and_what_followed(cast: Cast, handled: Handled) -> None:
    standards.adopt_law_pack(by=cast.administrator, unit=cast.units.northfield, code="fr-sapin-2", edition=1)
    report, _ = closed(handled)
    other, _ = closed(handled, outcome="not_taken_up")
    assert report.law is not None
    keep = report.law.pack.keep
    assert queries.keep_until(HOUSE, report) == report.law.pack.keep_until(clock.today(), "handled")  # type: ignore[arg-type]
    assert queries.keep_until(HOUSE, other) == other.law.pack.keep_until(clock.today(), "not_taken_up")  # type: ignore[union-attr,arg-type]
    assert set(keep) == {"handled", "not_taken_up"}


def test_not_before_it_is_closed_and_not_while_a_clock_runs(handled: Handled, reported: Reported) -> None:
    report, _ = reported
    with pytest.raises(RuleBroken, match="a clock runs"):
        services.purge(by=HOUSE, report=report)
    closed_one, _ = closed(handled)
    Clock.objects.filter(report=closed_one, kind="answer").update(ended_on=None)
    with clock.moved_to(after(closed_one)):
        tasks.purge({})
    assert Report.objects.count() == 2


def test_what_is_unread_or_held_back_is_never_deleted(handled: Handled) -> None:
    report, words = closed(handled)
    client = Client()
    come_back(client, words)
    send(client, FOLLOW, text="It happens again.")
    with clock.moved_to(after(report)):
        tasks.purge({})
    services.announce(by=HOUSE)
    with clock.moved_to(after(report)):
        tasks.purge({})
    assert Report.objects.filter(pk=report.pk).exists()


def test_at_the_end_of_its_time_the_last_reader_reads_what_nobody_read(handled: Handled) -> None:
    report, words = closed(handled)
    write_after_closing(words)
    with clock.moved_to(after(report)):
        tasks.tend_clocks({})
    last = handled.readers.last
    assert owner_of(report) == last.ring.person
    row = Clock.objects.get(report=report, kind="last")
    assert row.ended_on is None
    with clock.moved_to(after(report, 5)):
        services.note_opened(by=last.ring.person, report=report)
        tasks.tend_clocks({})
        tasks.purge({})
    assert Report.objects.filter(pk=report.pk).exists(), "there is time to write back, or to place a hold"
    with clock.moved_to(after(report, 40)):
        tasks.tend_clocks({})
        tasks.purge({})
    assert not Report.objects.exists()


def test_the_last_reader_may_decide_and_nobody_else(handled: Handled) -> None:
    report, words = closed(handled)
    write_after_closing(words)
    handler, last = handled.readers.handler, handled.readers.last
    with pytest.raises(RuleBroken, match="has not ended"):
        services.decide_to_delete(by=last.ring.person, report=report, reason="Old", keys=handled.keys(last, report))
    with clock.moved_to(after(report)):
        tasks.tend_clocks({})
        with pytest.raises(RuleBroken, match="Whoever looks after it"):
            services.decide_to_delete(
                by=handler.ring.person, report=report, reason="Old", keys=handled.keys(handler, report)
            )
        services.decide_to_delete(
            by=last.ring.person, report=report, reason="The plant is gone", keys=handled.keys(last, report)
        )
        tasks.purge({})
    assert not Report.objects.exists()


def test_a_hold_keeps_it_until_it_is_lifted(handled: Handled) -> None:
    report, _ = closed(handled)
    client = unlocked(handled.readers.handler)

    def do(deed: str) -> int:
        page = client.get(page_of(report, deed))
        nonce = page.context["form"]["nonce"].value()
        return client.post(page_of(report, deed), {"nonce": nonce, "reason": "The court asked"}).status_code

    assert do("lift") == 422, "there is none yet"
    assert do("hold") == 303
    assert do("hold") == 422
    assert "On hold since" in client.get(page_of(report)).content.decode()
    with clock.moved_to(after(report, 1000)):
        tasks.purge({})
    assert Report.objects.exists()
    assert do("lift") == 303
    assert "On hold since" not in client.get(page_of(report)).content.decode()
    with clock.moved_to(after(report, 1000)):
        tasks.purge({})
    assert not Report.objects.exists()
