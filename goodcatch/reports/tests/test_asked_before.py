"""A question before acting and its answer, for everybody: proposed, agreed by whoever asked, shared, taken off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people import services as people
from goodcatch.people.terms import Role, Subject
from goodcatch.record.models import Entry, EntryHearer, PoolEntry
from goodcatch.reports import services, terms
from goodcatch.reports.models import AskedBefore, Channel, Milestone, Report
from goodcatch.reports.tests.handling import Handled, sent, unlocked
from goodcatch.reports.tests.outside import come_back, report_and_receipt, resend, send
from goodcatch.reports.tests.sealing import SealedChannel
from goodcatch.reports.traces import traces
from tests.attacks.searching import found, rows
from tests.cast import Cast, ClientOf, signed_in

pytestmark = pytest.mark.django_db
OPEN, SEALED = "/speak-up/safety/asked/", "/speak-up/ethics/asked/"
MINE, TAKE_OFF = "/speak-up/report/summary/", "/in/reports/asked/"
HAPPENED = "May Nils of the Wrenford depot use my key card, once?"
QUESTION, ANSWER = "May a contractor use my key card?", "No. Everybody gets a card of their own at the gate."
CLEANED = {"title": QUESTION, "text": ANSWER}


def tomorrow(days: int = 1) -> Any:
    return clock.moved_to(clock.now() + timedelta(days=days))


def asked(client: Client, cast: Cast) -> tuple[str, Report]:
    """Let somebody ask on an open channel, and be answered; give the receipt and the report."""
    words, _rows = report_and_receipt(client, kind="ask", happened=HAPPENED)
    report = Report.objects.select_related("channel__unit").get()
    services.write_to_reporter(by=cast.handler, report=report, text="No: ask the gate.")
    return words, report


def propose(cast: Cast, report: Report) -> None:
    """Let Lena propose to share it with everybody."""
    purpose = terms.Purpose.EVERYBODY
    services.propose_summary(by=cast.handler, report=report, title=QUESTION, text=ANSWER, purpose=purpose, keys=None)


def shown(address: str = OPEN) -> str:
    """Give the page that everybody reads, as a browser without a cookie sees it."""
    answer = Client().get(address)
    assert not answer.cookies
    return answer.content.decode()


def test_the_whole_way_on_an_open_channel(client: Client, cast: Cast, client_of: ClientOf, channel: Channel) -> None:
    words, report = asked(client, cast)
    lena, deed = client_of(cast.handler), f"{TAKE_OFF}{report.public_id}/"
    assert "Nothing stands here yet" in shown()
    page = lena.get(deed)
    assert HAPPENED not in page.content.decode(), "nothing of what was asked is filled in"
    assert resend(lena, deed, page, **CLEANED).status_code == 303
    assert resend(lena, deed, page, **CLEANED).status_code == 303
    assert Entry.objects.filter(verb="reports.propose_summary").count() == 1
    assert QUESTION not in shown()
    refused = resend(lena, f"{deed}share/", lena.get(f"{deed}share/"))
    assert "Without their yes" in refused.content.decode()
    assert "are proposed for everybody" in come_back(client, words).content.decode()
    page = client.get(MINE)
    assert QUESTION in page.content.decode()
    assert [resend(client, MINE, page, said="yes").status_code for _copy in "12"] == [303, 303]
    refused = resend(lena, f"{deed}share/", lena.get(f"{deed}share/"))
    assert refused.status_code == 422, "those who handle it know from the next day on"
    with tomorrow():
        page = lena.get(f"{deed}share/")
        assert [resend(lena, f"{deed}share/", page).status_code for _copy in "12"] == [303, 303]
    assert QUESTION in shown()
    assert ANSWER in shown()
    assert HAPPENED not in shown()
    row = AskedBefore.objects.get()
    assert report.public_id not in str(vars(row))
    told = [(each.thing_kind, each.thing_id) for each in Entry.objects.filter(verb="reports.share_summary")]
    assert told == [("channel", channel.public_id)]
    assert not Milestone.objects.filter(report=report).exists(), "a day in the report would lead to it"
    assert QUESTION in lena.get(TAKE_OFF).content.decode()
    assert "Nothing is shared" in client_of(cast.administrator).get(TAKE_OFF).content.decode()
    page = lena.get(TAKE_OFF)
    assert [resend(lena, TAKE_OFF, page, shared=row.public_id).status_code for _copy in "12"] == [302, 302]
    assert QUESTION not in shown()
    assert set(AskedBefore.objects.values_list("question", "answer", "withdrawn")) == {("", "", True)}
    assert "It was shared, and taken off" in lena.get(f"/in/reports/{report.public_id}/").content.decode()


def test_whoever_signed_agrees_on_their_own_page_and_takes_it_back(
    cast: Cast, client_of: ClientOf, channel: Channel
) -> None:
    sam = client_of(cast.reporter)
    send(sam, "/in/speak-up/safety/", kind="ask", happened=HAPPENED)
    report = Report.objects.select_related("channel__unit").get()
    with pytest.raises(RuleBroken, match="Answer the question first"):
        propose(cast, report)
    services.close_with_answer(by=cast.handler, report=report, answer="No.", outcome="answered")
    propose(cast, report)
    heard = EntryHearer.objects.filter(entry__verb="reports.propose_summary")
    assert list(heard.values_list("person", flat=True)) == [cast.reporter.public_id]
    mine = f"/in/speak-up/mine/{report.public_id}/summary/"
    assert mine in sam.get(f"/in/speak-up/mine/{report.public_id}/").content.decode()
    assert client_of(cast.colleague).get(mine).status_code == 404
    assert send(sam, mine, said="yes").status_code == 303
    with tomorrow():
        services.share_summary(by=cast.handler, report=report, number=1)
    assert QUESTION in shown()
    about_sam = Subject(cast.reporter.pk, ())
    kept = [trace.text for trace in traces(cast.reporter, about_sam) if QUESTION in trace.text]
    assert kept == [f"{QUESTION}\n{ANSWER}"], "what is kept of them they read as it was written"
    page = sam.get(mine)
    assert [resend(sam, mine, page).status_code for _copy in "12"] == [303, 303]
    assert QUESTION not in shown()
    pooled = PoolEntry.objects.filter(verb="reports.say_of_summary")
    assert list(pooled.values_list("thing_kind", flat=True)) == ["report", "channel"], "taken off, it names no report"
    with tomorrow(2), pytest.raises(RuleBroken, match="taken off"):
        services.share_summary(by=cast.handler, report=report, number=1)


def test_a_yes_taken_back_before_it_was_shared_stops_it_on_the_same_day(
    client: Client, cast: Cast, channel: Channel
) -> None:
    words, report = asked(client, cast)
    propose(cast, report)
    come_back(client, words)
    assert send(client, MINE, said="yes").status_code == 303
    with tomorrow():
        come_back(client, words)
        assert send(client, MINE).status_code == 303
        assert "You said no" in client.get(MINE).content.decode()
        with pytest.raises(RuleBroken, match="objects"):
            services.share_summary(by=cast.handler, report=report, number=1)
    with tomorrow(2), pytest.raises(RuleBroken, match="has not agreed"):
        services.share_summary(by=cast.handler, report=report, number=1)
    assert not AskedBefore.objects.exists()


def test_whoever_speaks_up_finds_it_before_they_ask(sealed: SealedChannel) -> None:
    address = f"/speak-up/{sealed.channel.slug}/"
    assert f'href="{address}asked/"' in Client().get(address).content.decode()


def test_of_a_sealed_channel_it_appears_with_the_next_quarter_and_leads_nowhere(cast: Cast, handled: Handled) -> None:
    report, words = sent(handled, kind="ask", happened=HAPPENED)
    lena, deed = unlocked(handled.readers.handler), f"{TAKE_OFF}{report.public_id}/"
    keys = handled.keys(handled.readers.handler, report)
    services.write_to_reporter(by=cast.handler, report=report, text="No: ask the gate.", keys=keys)
    page = lena.get(deed)
    assert HAPPENED not in page.content.decode()
    locked = signed_in(cast.handler)
    assert "/in/keys/unlock/" in locked.get(deed).headers["Location"]
    assert QUESTION in resend(locked, deed, page, **CLEANED).content.decode(), "what was typed stays"
    assert resend(lena, deed, page, **CLEANED).status_code == 303
    client = Client()
    assert "are proposed for everybody" in come_back(client, words).content.decode()
    assert send(client, MINE, said="yes").status_code == 303
    with tomorrow():
        services.share_summary(by=cast.handler, report=report, number=1, keys=keys)
    assert QUESTION in lena.get(f"/in/reports/sealed/{report.public_id}/").content.decode()
    row = AskedBefore.objects.get()
    deputy = unlocked(handled.readers.deputy)
    assert QUESTION not in shown(SEALED) + deputy.get(TAKE_OFF).content.decode(), "whoever was left off sees no more"
    assert QUESTION in lena.get(f"{TAKE_OFF}?shared={row.public_id}").content.decode()
    asked_before = {"table: reports_askedbefore"}
    assert found(rows(), [row.public_id.encode(), QUESTION.encode(), ANSWER.encode()]) == asked_before
    assert report.public_id not in str(vars(row))
    assert not found(rows(), [b"Wrenford"]), "words that were not agreed on"
    with tomorrow(100):
        assert QUESTION in shown(SEALED)
        assert QUESTION in deputy.get(TAKE_OFF).content.decode()
    assert send(client, MINE).status_code == 303
    with tomorrow(100):
        assert QUESTION not in shown(SEALED)


def test_only_an_answered_question_is_shared_and_only_by_those_who_handle_it(
    client: Client, cast: Cast, client_of: ClientOf, channel: Channel
) -> None:
    people.grant(by=cast.administrator, person=cast.curator, role=Role.ADVISER, unit=cast.units.northfield)
    words, _rows = report_and_receipt(client, kind="hazard")
    report = Report.objects.select_related("channel__unit").get()
    services.write_to_reporter(by=cast.handler, report=report, text="Thank you.")
    with pytest.raises(RuleBroken, match="Only a question"):
        propose(cast, report)
    for person in (cast.handler, cast.administrator, cast.reporter):
        assert client_of(person).get(f"{TAKE_OFF}{report.public_id}/").status_code == 404
    come_back(client, words)
    assert client.get(MINE).status_code == 404
