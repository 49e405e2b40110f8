"""A yes: a sealed report on the other channel, which nobody reads who handles the first one, or could have."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.people.terms import Reporter
from goodcatch.protection import services
from goodcatch.protection.models import Plan
from goodcatch.protection.terms import Said
from goodcatch.protection.tests.watching import (
    PLAN,
    Begun,
    Protected,
    begin,
    check_of,
    days_later,
    nonce_of,
    opens,
    say,
    take_receipt,
    tend,
)
from goodcatch.reports import queries, words
from goodcatch.reports import services as reports
from goodcatch.reports.models import Clock, Draft, Message, Report
from goodcatch.reports.tests.handling import Reported, sent
from goodcatch.reports.tests.outside import Fields, resend
from goodcatch.reports.tests.sealing import TELLING, return_with
from goodcatch.reports.tests.speaking import Telling
from goodcatch.vault import services as vault
from tests.cast import Cast, ClientOf
from tests.keyholders import Holder

pytestmark = pytest.mark.django_db
MOVED = "They moved me to nights, and nobody says why."


def send_on(client: Client, **typed: Any) -> Any:
    """Send the draft on the other channel with what came along."""
    page = client.get(TELLING)
    typed = {"known": "no", "harms": ["c", "threat"], "then": "send", **typed}
    return resend(client, TELLING, page, **typed)


def harmed(begun: Begun, **typed: Any) -> tuple[Report, Report, Plan, Client]:
    """Let somebody who is watched over say yes at the first question, and send; give both reports."""
    plan, first, receipt = begun
    with days_later(30):
        client = return_with(receipt)
        take_receipt(client, say(client, "yes", harms=["c", "threat"], text=MOVED))
        answer = send_on(client, **typed)
        assert answer.status_code == 303, answer.content.decode()
        reports.announce(by=System("reports"))
    return first, Report.objects.exclude(pk=first.pk).get(), plan, client


def told(held: Holder, report: Report) -> Any:
    return words.read(report, vault.keys_of_reader(ring=held.ring, thing=report.ref)).told


def test_a_yes_becomes_a_sealed_report_with_other_readers(protected: Protected, cast: Cast, begun: Begun) -> None:
    first, second, plan, client = harmed(begun)
    assert second.channel == protected.channel
    said = told(protected.first, second)
    assert (said.happened, said.harms, said.follows) == (MOVED, ["c", "threat"], first.public_id)
    assert said.kind_name == "Retaliation for speaking up"
    for held in (protected.handled.readers.handler, protected.handled.readers.deputy, protected.handled.readers.last):
        assert not opens(held, second)
        assert queries.report_for(held.ring.person, second.public_id) is None
    assert queries.report_for(protected.officer, first.public_id) is None
    assert check_of(plan, 30).answered
    with days_later(31):
        tend()
        answer = protected.list_of()[0].steps[0].answer
        assert answer is not None
        assert answer.said == Said.YES
    with days_later(30):
        assert "Other duties, another place" in client.get("/speak-up/report/").content.decode()


def test_no_row_ties_the_two_reports(begun: Begun) -> None:
    first, second, _plan, _client = harmed(begun)
    for model in (Report, Message, Clock):
        for row in model.objects.values():
            held = {*row.values()}
            assert not ({first.pk, first.public_id} & held and {second.pk, second.public_id} & held)


def test_the_words_are_shown_before_anything_is_told_and_kept_nowhere(protected: Protected, reported: Reported) -> None:
    _first, receipt = reported
    begin(return_with(receipt))
    with days_later(30):
        client = return_with(receipt)
        page = say(client, "yes", harms=["g"], text=MOVED)
        shown = page.content.decode()
        assert "Jonas Weber" in shown
        assert "Aiko Mori" in shown
        assert "Lena Brandt" not in shown
        assert not Draft.objects.exists()
        assert Fields(page).values["text"] == MOVED


def test_the_question_stays_open_until_it_is_sent_and_a_draft_is_kept(protected: Protected, reported: Reported) -> None:
    _first, receipt = reported
    plan = begin(return_with(receipt))
    with days_later(30):
        client = return_with(receipt)
        other = take_receipt(client, say(client, "yes", harms=["g"], text=MOVED))
        assert not check_of(plan, 30).answered
        assert "A question waits for you" in return_with(receipt).get("/speak-up/report/").content.decode()
    with days_later(50):
        later = return_with(other)
        assert MOVED in later.get(TELLING).content.decode()
        assert later.get(TELLING).content.decode().count("checked") == 1
        assert send_on(later, then="save", harms=["g"]).status_code == 303
        assert send_on(later).status_code == 303
        assert check_of(plan, 30).answered


def test_wrong_words_keep_everything_that_came_along(protected: Protected, reported: Reported) -> None:
    _first, receipt = reported
    begin(return_with(receipt))
    with days_later(30):
        client = return_with(receipt)
        page = say(client, "yes", harms=["g"], text=MOVED)
        carried = {name: Fields(page).values[name] for name in ("carry", "offered", "text")}
        wrong = client.post(f"{PLAN}harmed/", {**carried, "harms": ["g"], "first": "no", "second": "no"})
        assert wrong.status_code == 422
        assert Fields(wrong).values["text"] == MOVED
        assert wrong.context["harms"] == ["g"]
        assert client.post(f"{PLAN}harmed/", {"carry": "stale"}).headers["Location"] == "/speak-up/receipt/"
        take_receipt(client, wrong)


def test_sent_twice_it_is_one_report_and_one_answer(protected: Protected, reported: Reported) -> None:
    _first, receipt = reported
    begin(return_with(receipt))
    with days_later(30):
        client = return_with(receipt)
        take_receipt(client, say(client, "yes", text=MOVED))
        page = client.get(TELLING)
        form = {**Fields(page).values, "known": "no", "then": "send"}
        assert [client.post(TELLING, form).status_code for _each in range(2)] == [303, 303]
    assert Report.objects.count() == 2


def test_something_can_be_told_between_the_questions(protected: Protected, reported: Reported) -> None:
    _first, receipt = reported
    plan = begin(return_with(receipt))
    client = return_with(receipt)
    page = client.get(PLAN)
    ceremony = client.post(f"{PLAN}harmed/", {"carry": Fields(page).values["carry"]})
    take_receipt(client, ceremony)
    assert send_on(client, happened=MOVED).status_code == 303
    assert not check_of(plan, 30).answered
    assert Report.objects.filter(channel=protected.channel).count() == 1


def test_the_reporter_may_leave_off_one_of_the_others_too(protected: Protected, begun: Begun) -> None:
    _first, second, _plan, _client = harmed(begun, leave_off=[protected.officer.public_id])
    assert not opens(protected.first, second)
    assert opens(protected.second, second)


def test_whoever_is_in_the_line_and_reads_there_too_is_never_offered_and_never_reads(
    protected: Protected, cast: Cast
) -> None:
    """Lena handles the first report, and now reads on the other channel too."""
    lena = protected.handled.readers.handler
    seats = [vault.Seat("handler", held.ring.person) for held in (protected.first, protected.second, lena)]
    vault.admit(by=protected.first.ring, scope=protected.channel.ref, seats=seats)
    reported, receipt = sent(protected.handled)
    first, second, plan, _client = harmed((begin(return_with(receipt)), reported, receipt))
    assert not opens(lena, second)
    assert opens(protected.first, second)
    assert cast.handler not in queries.receiver_for(System("reports"), first).readers  # type: ignore[union-attr]
    keys = vault.keys_of_reader(ring=protected.first.ring, thing=second.ref)
    with pytest.raises(RuleBroken, match="handles the report because of which"):
        reports.let_in(by=protected.officer, report=second, person=cast.handler, keys=keys)
    assert [each.plan for each in protected.list_of(lena)] == []
    assert plan.runs


def test_whom_the_first_reporter_left_off_never_reads_it(protected: Protected, cast: Cast) -> None:
    """Omar was left off, which stands nowhere; he reads on the other channel too."""
    omar = protected.handled.readers.deputy
    seats = [vault.Seat("handler", held.ring.person) for held in (protected.first, omar)]
    vault.admit(by=protected.first.ring, scope=protected.channel.ref, seats=seats)
    first, receipt = sent(protected.handled, leave_off=[cast.peer.public_id])
    assert not opens(omar, first)
    begin(return_with(receipt))
    client = return_with(receipt)
    page = client.post(f"{PLAN}harmed/", {"carry": Fields(client.get(PLAN)).values["carry"]})
    assert "Omar Haddad" not in page.content.decode()
    take_receipt(client, page)
    assert "Omar Haddad" not in client.get(TELLING).content.decode()
    assert send_on(client, happened=MOVED).status_code == 303
    assert not opens(omar, Report.objects.exclude(pk=first.pk).get())


def test_where_nobody_is_left_it_is_said_with_the_authorities(protected: Protected, reported: Reported) -> None:
    _first, receipt = reported
    begin(return_with(receipt))
    client = return_with(receipt)
    carry = Fields(client.get(PLAN)).values["carry"]
    type(protected.channel).objects.filter(pk=protected.channel.pk).update(paused_at=clock.now())
    page = client.post(f"{PLAN}harmed/", {"carry": carry})
    assert "we do not pretend it" in page.content.decode()
    assert "we do not pretend it" in client.get(PLAN).content.decode()


def test_with_an_account_a_yes_leads_outside_with_what_was_written(
    protected: Protected, cast: Cast, tell: Telling, client_of: ClientOf
) -> None:
    report = tell(by=cast.reporter)
    plan = services.begin_plan(by=cast.reporter, report=report)
    with days_later(30):
        browser = client_of(cast.reporter)
        address = f"/in/watched/{plan.public_id}/"
        typed = {"said": "yes", "harms": ["a"], "text": MOVED}
        nonce = nonce_of(browser.get(address), f"{address}answer/")
        page = browser.post(f"{address}answer/", {"nonce": nonce, **typed})
        assert page.status_code == 200
        assert not check_of(plan, 30).answered
        outside = Client()
        carried = {name: Fields(page).values[name] for name in ("carry", "text")}
        ceremony = outside.post(f"{PLAN}harmed/", {**carried, "harms": ["a"]})
        take_receipt(outside, ceremony)
        assert send_on(outside, harms=["a"]).status_code == 303
        assert check_of(plan, 30).answered
    second = Report.objects.get(channel=protected.channel)
    assert second.person is None
    assert told(protected.first, second).happened == MOVED


def test_the_first_readers_see_nothing_of_it(
    protected: Protected, client_of: ClientOf, cast: Cast, begun: Begun
) -> None:
    first, second, plan, _client = harmed(begun)
    lena = protected.handled.readers.handler
    keys = vault.keys_of_reader(ring=lena.ring, thing=first.ref)
    assert queries.telling(cast.handler, first, keys).messages == ()
    for address in (f"/in/reports/sealed/{first.public_id}/", "/in/reports/sealed/", "/in/watched/", "/in/"):
        shown = client_of(cast.handler).get(address).content.decode()
        assert second.public_id not in shown
        assert plan.public_id not in shown
        assert "watched over" not in shown or address == "/in/watched/"
    with pytest.raises(RuleBroken):
        services.tell_handlers(by=Reporter(second.public_id), plan=plan)
