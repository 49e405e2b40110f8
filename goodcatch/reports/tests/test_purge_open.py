"""Keeping and deleting reports of open channels: their time, what keeps them, and that nothing of them stays."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import PUBLIC, System
from goodcatch.people.terms import Reporter
from goodcatch.record import queries as record
from goodcatch.record import services as record_services
from goodcatch.reports import queries, services, tasks, terms
from goodcatch.reports.models import Channel, Hold, Message, Milestone, Report, ReportWords, Slip
from goodcatch.reports.receipts import new_receipt
from goodcatch.reports.tests.speaking import Telling
from goodcatch.standards import services as standards
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
HOUSE = System("reports")


def closed(cast: Cast, report: Report) -> Report:
    """Let Lena read a report and close it with an answer."""
    services.note_opened(by=cast.handler, report=report)
    services.close_with_answer(by=cast.handler, report=report, answer="It is fixed.", outcome="put_right")
    return Report.objects.select_related("channel", "law").get(pk=report.pk)


def after(report: Report, days: int = 1) -> datetime:
    """Give a moment so many days after the last day of keeping."""
    last = queries.keep_until(HOUSE, report)
    return datetime(last.year, last.month, last.day, 3, tzinfo=UTC) + timedelta(days=days)


def purge_at(moment: datetime) -> bool:
    """Let the night's purge run at a moment; tell whether every report is gone."""
    with clock.moved_to(moment):
        tasks.purge({})
    return not Report.objects.exists()


def test_nothing_of_it_stays_after_its_last_day(cast: Cast, tell: Telling) -> None:
    report = tell(name="A. Nonymous")
    services.take_slip(by=Reporter(report.public_id), report=report, receipt=new_receipt())
    services.reporter_writes(by=Reporter(report.public_id), report=report, text="And the lamp is out.")
    report = closed(cast, report)
    assert not purge_at(after(report, 0)), "its last day is still a day of keeping"
    assert purge_at(after(report))
    for rows in (ReportWords, Message, Milestone, Slip, Hold):
        assert not rows.objects.exists()
    with pytest.raises(RuleBroken, match="was deleted meanwhile"):
        services.write_to_reporter(by=cast.handler, report=report, text="Sent as it went.")
    record_services.number()
    assert record.verify().intact


def test_the_channel_may_keep_it_for_less_long_and_the_law_counts(cast: Cast, channel: Channel, tell: Telling) -> None:
    first = closed(cast, tell())
    assert queries.months_kept(HOUSE, channel) == terms.LONGEST_KEPT
    standards.adopt_law_pack(by=cast.administrator, unit=cast.units.northfield, code="de-hinschg", edition=1)
    second = closed(cast, tell())
    assert second.law is not None
    assert queries.keep_until(HOUSE, second) == second.law.pack.keep_until(clock.today(), "handled")  # type: ignore[arg-type]
    services.change_channel(
        by=cast.administrator,
        channel=channel,
        name=channel.name,
        kinds=channel.kinds,
        clocks=terms.Clocks(keep_months=2),
    )
    first.channel.refresh_from_db()
    assert queries.keep_until(HOUSE, first) < queries.keep_until(HOUSE, second)
    assert purge_at(after(first)), "two months hold for every report of the channel"


def test_months_alone_can_be_set_on_the_page(cast: Cast, channel: Channel) -> None:
    client = signed_in(cast.administrator)
    page = f"/in/channels/{channel.public_id}/"
    form = client.get(page).context["form"]
    sent = {"nonce": form["nonce"].value(), "version": "1", "name": "Safety", "kinds": ["hazard"], "keep_months": "6"}
    assert client.post(page, sent).status_code == 303
    channel.refresh_from_db()
    assert (channel.keep_months, channel.acknowledge_days) == (6, terms.ACKNOWLEDGE_DAYS)
    assert "6 months after it was closed" in Client().get("/speak-up/safety/").content.decode()


def test_not_while_it_is_open_or_something_is_unread(cast: Cast, tell: Telling) -> None:
    never_closed, never_read, written_to = tell(), tell(), closed(cast, tell())
    services.acknowledge(by=cast.handler, report=never_read)
    services.reporter_writes(by=Reporter(never_read.public_id), report=never_read, text="It got worse.")
    services.close_with_answer(by=cast.handler, report=never_read, answer="Thank you.", outcome="put_right")
    services.reporter_writes(by=Reporter(written_to.public_id), report=written_to, text="Again!")
    far = datetime(2045, 1, 1, tzinfo=UTC)
    purge_at(far)
    assert set(Report.objects.all()) == {never_closed, never_read, written_to}
    services.note_opened(by=cast.handler, report=written_to)
    purge_at(far)
    assert set(Report.objects.all()) == {never_closed, never_read}
    with pytest.raises(RuleBroken, match="unread"):
        services.purge(by=HOUSE, report=never_read)


def test_a_hold_keeps_it_and_says_why(cast: Cast, tell: Telling) -> None:
    report = closed(cast, tell())
    page, client = f"/in/reports/{report.public_id}/", signed_in(cast.handler)

    def do(deed: str, reason: str = "The court asked") -> int:
        nonce = client.get(f"{page}{deed}/").context["form"]["nonce"].value()
        return client.post(f"{page}{deed}/", {"nonce": nonce, "reason": reason}).status_code

    assert do("lift") == 422, "there is none yet"
    assert do("hold", reason="") == 422
    assert do("hold") == 302
    assert do("hold") == 422
    shown = client.get(page).content.decode()
    assert "On hold since" in shown
    assert "The court asked" in shown
    assert not purge_at(after(report, 1000))
    assert do("lift", "The court is done") == 302
    assert Hold.objects.get().why_lifted == "The court is done"
    assert purge_at(after(report, 1000))


@pytest.mark.parametrize("deed", ["hold", "lift"])
def test_only_who_handles_it_meets_these_pages(cast: Cast, tell: Telling, deed: str) -> None:
    report = tell()
    for person in (cast.administrator, cast.outsider):
        assert signed_in(person).get(f"/in/reports/{report.public_id}/{deed}/").status_code == 404
    with pytest.raises(RuleBroken, match="Only those who handle"):
        services.place_hold(by=cast.outsider, report=report, reason="Mine")
    assert not Hold.objects.exists()


def test_the_page_says_until_when(cast: Cast, tell: Telling) -> None:
    report = tell()
    client = signed_in(cast.handler)
    assert "begins when it is closed" in client.get(f"/in/reports/{report.public_id}/").content.decode()
    closed(cast, report)
    assert "then deleted; never while" in client.get(f"/in/reports/{report.public_id}/").content.decode()


@pytest.mark.only_on("sqlite")
@pytest.mark.django_db(transaction=True)
def test_on_sqlite_its_words_are_found_in_no_file(transactional_db: None, cast: Cast) -> None:
    channel = services.open_channel(by=cast.administrator, unit=cast.units.northfield, name="Safety", slug="safety")
    word, other = (f"Quicksilver{secrets.token_hex(6)}" for _each in range(2))
    report = services.submit_report(by=PUBLIC, channel=channel, kind="hazard", happened=f"{word} {'x' * 3000}")
    services.write_to_reporter(by=cast.handler, report=report, text=other)
    report = closed(cast, report)
    assert found_in_files(word) and found_in_files(other), "the search would find them"  # noqa: PT018
    assert purge_at(after(report))
    assert not found_in_files(word)
    assert not found_in_files(other)


def found_in_files(word: str) -> bool:
    """Tell whether a word lies in a file of the house: the database and its write-ahead log above all."""
    folder = Path(str(connection.settings_dict["NAME"])).parent
    assert folder == Path(settings.DATA_DIR)
    return any(word.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())
