"""Nobody is watched over who has not said yes: with a receipt of either kind, with an account, as a witness."""

from __future__ import annotations

import pytest
from django.test import Client

from goodcatch.kernel.errors import AlreadyDone, RuleBroken
from goodcatch.kernel.refs import PUBLIC
from goodcatch.people.terms import Reporter
from goodcatch.protection import services
from goodcatch.protection.models import CheckIn, Plan
from goodcatch.protection.terms import DAYS
from goodcatch.protection.tests.watching import PLAN, Protected, begin
from goodcatch.record.models import Entry, EntryHearer
from goodcatch.reports import proofs
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.receipts import Receipt, new_receipt
from goodcatch.reports.tests.handling import Reported, page_of, unlocked
from goodcatch.reports.tests.outside import come_back, report_and_receipt, send
from goodcatch.reports.tests.sealing import return_with, two_words
from goodcatch.reports.tests.speaking import Telling
from goodcatch.ui.codes import qr_code
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db


def test_a_receipt_of_an_open_channel_leads_to_a_plan(protected: Protected, channel: Channel, client: Client) -> None:
    words, _rows = report_and_receipt(client)
    page = come_back(client, words)
    assert "Be watched over" in page.content.decode()
    assert "checked" not in client.get(PLAN).content.decode()
    plan = begin(client)
    assert plan.person is None
    assert list(CheckIn.objects.filter(plan=plan).values_list("after_days", flat=True).order_by("after_days")) == [
        *DAYS
    ]
    assert "We ask you again on" in client.get("/speak-up/report/").content.decode()


def test_a_receipt_of_a_sealed_channel_leads_to_one(protected: Protected, reported: Reported) -> None:
    report, words = reported
    plan = begin(return_with(words))
    assert plan.report == report
    assert plan.channel == protected.channel


def test_a_no_begins_nothing(protected: Protected, reported: Reported) -> None:
    _report, words = reported
    answer = send(return_with(words), PLAN, wanted="no")
    assert answer.status_code == 303
    assert not Plan.objects.exists()


def test_neither_yes_nor_no_comes_back(protected: Protected, reported: Reported) -> None:
    _report, words = reported
    answer = send(return_with(words), PLAN)
    assert answer.status_code == 422
    assert "Say yes or no" in answer.content.decode()


def test_whoever_signed_begins_one_with_their_account(
    protected: Protected, cast: Cast, tell: Telling, client_of: ClientOf
) -> None:
    report = tell(by=cast.reporter)
    browser = client_of(cast.reporter)
    assert "Be watched over" in browser.get(f"/in/speak-up/mine/{report.public_id}/").content.decode()
    answer = send(browser, f"/in/watched/report/{report.public_id}/", wanted="yes")
    plan = Plan.objects.get()
    assert answer.headers["Location"] == f"/in/watched/{plan.public_id}/"
    assert browser.get(answer.headers["Location"]).status_code == 200
    assert plan.person == cast.reporter
    assert browser.get("/in/watched/").status_code == 200
    assert client_of(cast.colleague).get(answer.headers["Location"]).status_code == 404


def test_yes_sent_twice_is_one_plan(protected: Protected, reported: Reported) -> None:
    report, words = reported
    begin(return_with(words))
    with pytest.raises(AlreadyDone):
        services.begin_plan(by=Reporter(report.public_id), report=report)
    assert Plan.objects.count() == 1


def test_nobody_else_begins_it(protected: Protected, cast: Cast, reported: Reported) -> None:
    report, _words = reported
    for by in (Reporter("SOMEBODY"), cast.handler, cast.administrator):
        with pytest.raises(RuleBroken):
            services.begin_plan(by=by, report=report)


def test_the_beginning_leaves_no_entry_with_a_time(protected: Protected, cast: Cast, tell: Telling) -> None:
    report = tell(by=cast.reporter)
    before = Entry.objects.count()
    services.begin_plan(by=cast.reporter, report=report)
    assert Entry.objects.count() == before


def test_a_witness_with_an_account_is_asked_and_says_yes(
    protected: Protected, cast: Cast, client_of: ClientOf, reported: Reported
) -> None:
    report, _words = reported
    lena = unlocked(protected.handled.readers.handler)
    assert f"/in/watched/report/{report.public_id}/name/" in lena.get(page_of(report)).content.decode()
    send(lena, f"/in/watched/report/{report.public_id}/name/", person=cast.colleague.public_id)
    plan = Plan.objects.get()
    assert not plan.runs
    assert not CheckIn.objects.exists()
    assert EntryHearer.objects.filter(person=cast.colleague.public_id, entry__verb="protection.name_witness").exists()
    elif_ = client_of(cast.colleague)
    assert "A question waits for you" in elif_.get("/in/").content.decode()
    page = elif_.get(f"/in/watched/{plan.public_id}/")
    assert report.public_id not in page.content.decode()
    assert "checked" not in page.content.decode()
    send(elif_, f"/in/watched/{plan.public_id}/", wanted="yes")
    plan.refresh_from_db()
    assert plan.runs


def test_a_witness_who_says_no_is_forgotten(
    protected: Protected, cast: Cast, client_of: ClientOf, reported: Reported
) -> None:
    report, _words = reported
    services.name_witness(by=cast.handler, report=report, person=cast.colleague)
    plan = Plan.objects.get()
    address = f"/in/watched/{plan.public_id}/"
    page = client_of(cast.colleague).get(address)
    assert page.status_code == 200
    assert send(client_of(cast.colleague), address, wanted="no").headers["Location"] == "/in/watched/"
    assert not Plan.objects.exists()
    assert client_of(cast.colleague).post(address, {"wanted": "no"}).headers["Location"] == "/in/watched/"


def test_whoever_names_a_witness_learns_nothing_of_the_answer(
    protected: Protected, cast: Cast, reported: Reported
) -> None:
    report, _words = reported
    services.name_witness(by=cast.handler, report=report, person=cast.colleague)
    services.answer_offer(by=cast.colleague, plan=Plan.objects.get(), wanted=True)
    services.name_witness(by=cast.handler, report=report, person=cast.colleague)
    assert Plan.objects.count() == 1
    with pytest.raises(RuleBroken):
        services.name_witness(by=cast.outsider, report=report, person=cast.colleague)


def test_a_witness_without_an_account_takes_a_receipt_of_their_own(protected: Protected, channel: Channel) -> None:
    reporter = Client()
    words, _rows = report_and_receipt(reporter)
    come_back(reporter, words)
    begin(reporter)
    plan = reporter.get(PLAN)
    assert qr_code(plan.context["invitation"]) in plan.content.decode()
    invitation = plan.context["invitation"].removeprefix("http://testserver")
    witness = Client()
    page = witness.get(invitation)
    assert page.status_code == 200
    assert not witness.cookies
    assert witness.post(invitation, {"offered": page.context["form"].fields["offered"].initial}).status_code == 422
    offered = page.context["form"].fields["offered"].initial
    answer = witness.post(invitation, {"offered": offered, "wanted": "yes", **two_words(page)})
    assert answer.headers["Location"] == PLAN
    assert Plan.objects.filter(part="witness", person=None).count() == 1
    receipt = " ".join(page.context["receipt"].words)
    again = Client()
    assert send(again, "/speak-up/receipt/", receipt=receipt).headers["Location"] == PLAN
    shown = again.get(PLAN).content.decode()
    assert "Tell what happened" in shown
    assert Report.objects.get().public_id not in shown
    assert again.get("/speak-up/report/").status_code == 303


def test_one_receipt_sent_twice_at_once_begins_one_plan(
    protected: Protected, cast: Cast, tell: Telling, monkeypatch: pytest.MonkeyPatch
) -> None:
    report, receipt = tell(by=cast.reporter), new_receipt()
    hashed = proofs.prove
    first: list[Plan] = []

    def meanwhile_the_other(receipt: Receipt) -> proofs.Proof:
        monkeypatch.setattr(proofs, "prove", hashed)
        first.append(services.begin_with_receipt(by=PUBLIC, report=report, receipt=receipt))
        return hashed(receipt)

    monkeypatch.setattr(proofs, "prove", meanwhile_the_other)
    assert services.begin_with_receipt(by=PUBLIC, report=report, receipt=receipt) == first[0]
    assert Plan.objects.count() == 1


def test_a_witness_who_says_no_needs_no_words(protected: Protected, channel: Channel) -> None:
    reporter = Client()
    words, _rows = report_and_receipt(reporter)
    come_back(reporter, words)
    begin(reporter)
    invitation = reporter.get(PLAN).context["invitation"].removeprefix("http://testserver")
    witness = Client()
    offered = witness.get(invitation).context["form"].fields["offered"].initial
    assert witness.post(invitation, {"offered": offered, "wanted": "no"}).headers["Location"] == "/"
    assert Plan.objects.count() == 1
    assert witness.get("/speak-up/watched/no-such-token/").status_code == 404


def test_where_nobody_could_watch_it_is_said_and_nothing_begins(handled: object, cast: Cast, tell: Telling) -> None:
    """The house's one sealed channel is read by its triager, and by others; the report is on an open channel."""
    report = tell(by=cast.reporter)
    assert services.begin_plan(by=cast.reporter, report=report).runs
    Channel.objects.filter(sealed=True).update(paused_at=report.channel.opened_at)
    with pytest.raises(RuleBroken, match="authorities outside"):
        services.begin_plan(by=cast.colleague, report=tell(by=cast.colleague))


def test_a_plan_is_ended_by_whom_it_watches_over_alone(protected: Protected, cast: Cast, reported: Reported) -> None:
    report, words = reported
    client = return_with(words)
    plan = begin(client)
    for by in (cast.handler, protected.officer, cast.administrator, Reporter("SOMEBODY")):
        with pytest.raises(RuleBroken):
            services.end_plan(by=by, plan=plan)
    services.end_plan(by=Reporter(report.public_id), plan=plan)
    plan.refresh_from_db()
    assert not plan.runs
    assert "Do you want to be watched over?" in client.get(PLAN).content.decode()
