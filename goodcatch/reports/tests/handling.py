"""A sealed channel with offices, a report on it, and browsers of its readers, for tests of handling."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

from django.test import Client

from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.reports import services
from goodcatch.reports.models import Channel, Clock, Report
from goodcatch.reports.tests.sealed import Readers, opened
from goodcatch.reports.tests.sealing import begin, tell
from goodcatch.vault import services as vault
from goodcatch.vault.terms import COOKIE, DataKeys
from tests.cast import Cast, signed_in
from tests.keyholders import Holder
from tests.steps import step

HOUSE = System("reports")


@dataclass(frozen=True)
class Handled:
    """A channel that is open, its readers with their keys, and a supervisor."""

    channel: Channel
    readers: Readers
    supervisor: Person

    def keys(self, held: Holder, report: Report) -> DataKeys:
        """Give this reader's keys to a report."""
        return vault.keys_of_reader(ring=held.ring, thing=report.ref)


@step()
def handled(cast: Cast, prepared: Channel, readers: Readers) -> Handled:
    """Give an open sealed channel: Lena handles, Omar is deputy, Ingrid the last reader, a colleague supervises."""
    services.propose_office(by=cast.administrator, channel=prepared, person=cast.colleague, duty="supervisor")
    return Handled(opened(cast, prepared, readers), readers, cast.colleague)


def sent(handled: Handled, **typed: Any) -> tuple[Report, str]:
    """Let somebody report on it, and the fixed hour come; give the report, and the words of its receipt."""
    client = Client()
    receipt = begin(client, f"/speak-up/{handled.channel.slug}/")
    before = set(Report.objects.values_list("pk", flat=True))
    answer = tell(client, **typed)
    assert answer.status_code == 303, answer.content.decode()
    services.announce(by=HOUSE)
    return Report.objects.exclude(pk__in=before).get(), " ".join(receipt.words)


Reported = tuple[Report, str]


@step()
def reported(handled: Handled) -> Reported:
    """Give a report that somebody sent, after the fixed hour has come, and the words of its receipt."""
    return sent(handled)


def unlocked(held: Holder) -> Client:
    """Give a browser in which this reader is signed in, with their key unlocked."""
    client = signed_in(held.ring.person)
    client.cookies[COOKIE] = urlsafe_b64encode(held.token).decode()
    return client


def owner_of(report: Report) -> Person | None:
    """Give who looks after a report."""
    owners = {row.owner for row in Clock.objects.filter(report=report).select_related("owner")}
    assert len(owners) == 1
    return owners.pop()


def page_of(report: Report, deed: str = "") -> str:
    """Give the address of a sealed report, or of a deed in it."""
    return f"/in/reports/sealed/{report.public_id}/" + (f"{deed}/" if deed else "")
