"""The verb change_receipt and its page."""

import pytest
from django.test import Client

from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.terms import Reporter
from goodcatch.reports import services
from goodcatch.reports.models import Report, ReporterKey
from goodcatch.reports.receipts import new_receipt, read
from goodcatch.reports.tests.outside import come_back, resend, send
from goodcatch.reports.tests.sealing import FOLLOW, TOLD, SealedChannel, report_sealed, two_words
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NEW = "/speak-up/new-receipt/"


def change(client: Client) -> str:
    page = client.get(NEW)
    assert resend(client, NEW, page, **two_words(page)).status_code == 303
    return " ".join(page.context["receipt"].words)


def test_the_new_receipt_opens_and_the_old_one_does_not(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    old = report_sealed(client)
    elsewhere = Client()
    come_back(elsewhere, old)
    new = change(client)
    assert TOLD["happened"] in client.get(FOLLOW).content.decode()
    assert TOLD["happened"] in come_back(Client(), new).content.decode()
    assert send(Client(), "/speak-up/receipt/", receipt=old).status_code == 422
    assert services.open_receipt(receipt=read(old)) is None
    assert elsewhere.get(FOLLOW).headers["Location"] == "/speak-up/receipt/", "an open browser is shut, too"
    assert ReporterKey.objects.count() == 1


def test_a_printed_receipt_must_be_changed_before_anything_opens(
    client: Client, cast: Cast, sealed: SealedChannel
) -> None:
    printed = report_sealed(client)
    ReporterKey.objects.update(must_change=True)
    again = Client()
    assert "somebody else has seen it" in come_back(again, printed).content.decode()
    for address in (FOLLOW, f"{FOLLOW}summary/", f"{FOLLOW}minutes/", "/speak-up/telling/"):
        assert again.get(address).headers["Location"] == NEW
    for address in (f"{FOLLOW}proof.json", f"{FOLLOW}told.json", f"{FOLLOW}files/0/"):
        assert again.get(address).status_code == 404
    assert again.post(FOLLOW, {"text": "before it is mine"}).headers["Location"] == NEW
    change(again)
    assert TOLD["happened"] in again.get(FOLLOW).content.decode()


def test_wrong_words_change_nothing(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    old = report_sealed(client)
    page = client.get(NEW)
    assert resend(client, NEW, page, first="a", second="b").status_code == 422
    assert services.open_receipt(receipt=read(old)) is not None


def test_an_offer_serves_one_report(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    report_sealed(client)
    other = Client()
    report_sealed(other)
    page = client.get(NEW)
    foreign = resend(other, NEW, page, **two_words(page))
    assert foreign.status_code == 422
    assert "it shows another receipt now" in foreign.content.decode()


def test_only_its_own_reporter(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    opened = services.open_receipt(receipt=read(report_sealed(client)))
    report_sealed(Client())
    assert opened is not None
    assert opened.key is not None
    other = Report.objects.exclude(pk=opened.key.report_id).get()
    with pytest.raises(RuleBroken):
        services.change_receipt(
            by=Reporter(other.public_id), key=opened.key, private=opened.private, receipt=new_receipt()
        )
