"""A sealed channel with readers who hold keys, and a reporter's browser on it, for tests of this room and attacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client

from goodcatch.people.models import Person
from goodcatch.reports import services
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.receipts import Receipt
from goodcatch.reports.tests.outside import come_back, resend
from goodcatch.vault import services as vault
from goodcatch.vault.terms import DataKeys, Keyring, Purpose
from tests.cast import Cast
from tests.keyholders import found_custodians, found_readers, holder
from tests.steps import step

FORM, TELLING, FOLLOW = "/speak-up/integrity/", "/speak-up/telling/", "/speak-up/report/"
TOLD = {
    "kind": "not_right",
    "happened": "The inspection was signed before anybody went there.",
    "known": "no",
    "then": "send",
}


@dataclass(frozen=True)
class SealedChannel:
    """A sealed channel, and those who read it with their keys open."""

    channel: Channel
    rings: dict[str, Keyring]

    def keys(self, person: Person, report: Report) -> DataKeys:
        """Give this reader's keys to a report."""
        return vault.keys_of_reader(ring=self.rings[person.public_id], thing=report.ref)


def sealed_at_once(cast: Cast, name: str, slug: str) -> Channel:
    """Open a channel that is sealed, without all that the house asks for before it opens one; nobody reads it yet."""
    channel = services.open_channel(
        by=cast.administrator, unit=cast.units.northfield, name=name, slug=slug, emergency="ext. 5550"
    )
    Channel.objects.filter(pk=channel.pk).update(sealed=True)
    channel.refresh_from_db()
    return channel


@step()
def sealed(cast: Cast) -> SealedChannel:
    """Give a sealed channel that Lena Brandt and a peer of hers read, with three custodians."""
    channel = sealed_at_once(cast, "Integrity line", "integrity")
    readers = [holder(cast.handler).ring, holder(cast.peer).ring]
    found_readers(channel.ref, *readers)
    custodians = [holder(p, Purpose.CUSTODIAN).ring for p in (cast.curator, cast.auditor, cast.leader)]
    found_custodians(cast.administrator, *custodians)
    return SealedChannel(channel, {ring.person.public_id: ring for ring in (*readers, *custodians)})


def two_words(page: Any) -> dict[str, str]:
    """Give what is asked of the receipt that a page shows."""
    offer = page.context["form"].offer
    first, second = (offer.receipt.words[number - 1] for number in offer.words)
    return {"first": first, "second": second}


def begin(client: Client, address: str = FORM) -> Receipt:
    """Take a receipt, and type two of its words back."""
    page = client.get(address)
    answer = resend(client, address, page, **two_words(page))
    assert answer.status_code == 303, answer.content.decode()
    receipt: Receipt = page.context["receipt"]
    return receipt


def tell(client: Client, **typed: Any) -> Any:
    """Fill in the telling that is open, and send it."""
    return resend(client, TELLING, client.get(TELLING), **{**TOLD, **typed})


def report_sealed(client: Client, **typed: Any) -> str:
    """Take a receipt and send a report; give the words of the receipt."""
    receipt = begin(client)
    answer = tell(client, **typed)
    assert answer.status_code == 303, answer.content.decode()
    return " ".join(receipt.words)


def return_with(words: str) -> Client:
    """Come back with a receipt, in another browser."""
    client = Client()
    come_back(client, words)
    return client
