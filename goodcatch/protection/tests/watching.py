"""A house with two sealed channels: on one people speak up, the other one learns what is done to them because of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client

from goodcatch.kernel import clock
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.protection import queries, services
from goodcatch.protection.models import CheckIn, Plan
from goodcatch.protection.terms import DAYS
from goodcatch.reports import services as reports
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.tests.handling import Handled, Reported
from goodcatch.reports.tests.outside import Fields, send
from goodcatch.reports.tests.sealing import return_with, sealed_at_once, two_words
from goodcatch.vault import services as vault
from tests.cast import Cast
from tests.keyholders import Holder, found_readers, holder
from tests.steps import step

HOUSE = System("protection")
PLAN = "/speak-up/watched/"
ANSWER = f"{PLAN}answer/"


@dataclass(frozen=True)
class Protected:
    """The channel on which people speak up (Lena, Omar, Ingrid read), and the one of Jonas and Aiko."""

    handled: Handled
    channel: Channel
    first: Holder
    second: Holder

    @property
    def officer(self) -> Person:
        """The first of those who keep the plans."""
        return self.first.ring.person

    def list_of(self, held: Holder | None = None) -> list[queries.Kept]:
        """Give the list of plans as somebody who keeps them sees it."""
        ring = (held or self.first).ring
        return list(queries.watched_over(ring.person, ring).rows)


@step()
def protected(cast: Cast, handled: Handled) -> Protected:
    """Give both channels, and settle that retaliation goes from the first to the second."""
    channel = sealed_at_once(cast, "Protection", "protection")
    first, second = holder(cast.outsider), holder(cast.facilitator)
    found_readers(channel.ref, first.ring, second.ring)
    reports.settle_retaliation(by=cast.administrator, channel=handled.channel, to=channel)
    handled.channel.refresh_from_db()
    return Protected(handled, channel, first, second)


def begin(client: Client) -> Plan:
    """Say yes on the page to which a receipt leads."""
    answer = send(client, PLAN, wanted="yes")
    assert answer.status_code == 303, answer.content.decode()
    return Plan.objects.select_related("report__channel").latest("begun_on")


Begun = tuple[Plan, Report, str]


@step()
def begun(protected: Protected, reported: Reported) -> Begun:
    """Give the plan of somebody who reported without a name and said yes, the report, and the words of its receipt."""
    report, words = reported
    return begin(return_with(words)), report, words


def days_later(days: int) -> Any:
    """Let so many days have gone by."""
    return clock.moved_to(clock.now() + timedelta(days=days))


def tend() -> None:
    """Let the house look after its plans."""
    services.tend(by=HOUSE)


def say(client: Client, said: str, **typed: Any) -> Any:
    """Answer the question that waits."""
    page = client.get(PLAN)
    return client.post(ANSWER, {"nonce": nonce_of(page, ANSWER), "said": said, **typed})


def nonce_of(page: Any, action: str) -> str:
    """Give the sealed token of the form on a page that leads to this address."""
    text: str = page.content.decode()
    form = text[text.index(f'action="{action}"') :]
    found = form[form.index('name="nonce"') :]
    return found.split('value="', 1)[1].split('"', 1)[0]


def take_receipt(client: Client, page: Any) -> str:
    """Type two words of the receipt that the page of the sealed channel shows; give its words."""
    offer = page.context["form"].offer
    carried = {name: Fields(page).values[name] for name in ("carry", "offered", "text")}
    typed = {**carried, "harms": page.context["harms"], **two_words(page)}
    answer = client.post(f"{PLAN}harmed/", typed)
    assert answer.status_code == 303, answer.content.decode()
    assert answer.headers["Location"] == "/speak-up/telling/"
    return " ".join(offer.receipt.words)


def check_of(plan: Plan, days: int) -> CheckIn:
    """Give the check-in so many days after the beginning."""
    assert days in DAYS
    return CheckIn.objects.select_related("plan").get(plan=plan, after_days=days)


def opens(held: Holder, report: Report) -> bool:
    """Tell whether somebody's key opens a report."""
    return report.ref in vault.keys_of_readers(ring=held.ring, things=[report.ref])
