"""Somebody tells a handler in person: the handler's page filled in and sent, for tests of this room and attacks."""

from __future__ import annotations

from typing import Any

from django.test import Client

from goodcatch.kernel import clock
from goodcatch.kernel.refs import System
from goodcatch.reports import services
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.tests.handling import Handled, Reported, unlocked
from goodcatch.reports.tests.outside import come_back, resend
from goodcatch.reports.tests.sealing import two_words
from goodcatch.vault.terms import COOKIE
from tests.keyholders import Holder
from tests.steps import step

NEW, MINUTES = "/speak-up/new-receipt/", "/speak-up/report/minutes/"
SAID = "The inspection of weir 3 was signed before anybody went there."


def page_for(channel: Channel) -> str:
    """Give the address at which a handler of this channel writes down what somebody told them."""
    return f"/in/reports/told/{channel.public_id}/"


def paper_of(report: Report) -> str:
    """Give the address at which another receipt is printed for whoever told this report."""
    return f"/in/reports/told/{report.public_id}/paper/"


def fill_in(client: Client, channel: Channel, **typed: Any) -> tuple[Any, dict[str, Any]]:
    """Open the page; give it, and what is to be sent."""
    page = client.get(page_for(channel))
    assert page.status_code == 200, page.headers
    form = page.context["form"]
    held = {name: form[name].value() for name in ("nonce", "printed")}
    told = {"way": "in_person", "told_on": clock.today().isoformat(), "language": "en", "agreed": "on"}
    return page, {**held, **told, "kind": "not_right", "happened": SAID, **typed}


def write_down(handled: Handled, held: Holder | None = None, **typed: Any) -> tuple[Report, str]:
    """Let a reader write down what somebody told, and the fixed hour come; give the report and its printed receipt."""
    found = sent_by(unlocked(held or handled.readers.handler), handled.channel, **typed)
    services.announce(by=System("reports"))
    return found


@step()
def written(handled: Handled) -> Reported:
    """Give a report that a reader wrote down, and the words of its printed receipt."""
    return write_down(handled)


def sent_by(client: Client, channel: Channel, **typed: Any) -> tuple[Report, str]:
    """Fill in the page in this browser and send it; give the report and its printed receipt."""
    _page, sent = fill_in(client, channel, **typed)
    before = set(Report.objects.values_list("pk", flat=True))
    answer = client.post(page_for(channel), sent)
    assert answer.status_code == 200, answer.headers
    return Report.objects.exclude(pk__in=before).get(), " ".join(answer.context["receipt"].words)


def made_own(printed: str) -> tuple[Client, str]:
    """Come with the printed receipt and take another one; give the browser, and the words of the new one."""
    client = Client()
    page = come_back(client, printed)
    assert resend(client, NEW, page, **two_words(page)).status_code == 303
    return client, " ".join(page.context["receipt"].words)


def locked_again(client: Client) -> Client:
    """Let the key of this browser be locked."""
    del client.cookies[COOKIE]
    return client
