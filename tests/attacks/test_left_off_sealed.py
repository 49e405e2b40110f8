"""A sealed report, what its reporter answers a month on, and an inquiry of it: nothing of them where one must not read.

Two houses are told alike but for these three. What whoever is left off sees of the one is compared, byte for byte,
with what they see of the other: the handler whom the report leaves off, with their key unlocked; somebody who read on
the channel until then; the supervisor; an administrator.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from goodcatch.inquiry import services as inquiry
from goodcatch.inquiry.models import Inquiry
from goodcatch.kernel import clock
from goodcatch.people.models import Person
from goodcatch.protection import services as protection
from goodcatch.protection.models import Plan
from goodcatch.protection.tests import watching
from goodcatch.protection.tests.watching import Protected
from goodcatch.reports import services as reports
from goodcatch.reports.models import Report
from goodcatch.reports.tests.handling import HOUSE, sent
from goodcatch.reports.tests.sealing import return_with
from goodcatch.vault import services as vault
from goodcatch.vault.terms import COOKIE, Office, Seat
from tests.attacks.test_left_off import Try, answers
from tests.attacks.two_houses import SEEN, Drawn, difference, letters_to, looked_at, send_letters
from tests.cast import Cast, signed_in
from tests.keyholders import Holder, holder
from tests.matrix.house import IN_SEALED, NOTHING
from tests.matrix.walk import addresses, filled

pytestmark = pytest.mark.django_db

BEFORE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HIDDEN = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
ANSWERED = HIDDEN + timedelta(days=30)
AFTER = datetime(2026, 4, 6, 9, 0, tzinfo=UTC)
STORY = {"cases", "casefile", "reviews", "actions", "lessons", "recognition", "places", "exchange"}
"""Rooms of which the handler alone looks at every list: nothing was carried to them."""


@dataclass(frozen=True)
class Told:
    """The house before: a report that everybody read, an inquiry of the handler's, and who no longer reads."""

    protected: Protected
    report: Report
    inquiry: Inquiry
    former: Holder


@dataclass(frozen=True)
class Hidden:
    """What is hidden: a report that the handler must not read, its plan, and the inquiry of it."""

    report: Report
    words: str
    """Of its receipt."""
    plan: Plan
    inquiry: Inquiry


@pytest.fixture
def before(request: pytest.FixtureRequest, cast: Cast) -> Told:
    """Tell what stands in both houses; somebody reads it, and is let go."""
    with clock.moved_to(BEFORE):
        protected: Protected = request.getfixturevalue("protected")
        handled, former = protected.handled, holder(cast.reporter)
        offices = {Office.HANDLER: cast.handler, Office.DEPUTY: cast.peer, Office.LAST_READER: cast.director}
        stay = [Seat(office, person) for office, person in offices.items()]
        by, scope = handled.readers.handler.ring, handled.channel.ref
        vault.admit(by=by, scope=scope, seats=[*stay, Seat(Office.DEPUTY, cast.reporter)])
        report, _words = sent(handled)
        reports.acknowledge(by=cast.peer, report=report)
        own = inquiry.open_inquiry(by=cast.handler, channel=handled.channel, title="A", matter="B", inquirers=[])
        vault.admit(by=by, scope=scope, seats=stay)
        day_of_work()
    return Told(protected, report, own, former)


def tell(cast: Cast, before: Told, drawn: Drawn, *, hidden: bool) -> Hidden | None:
    """Tell the house with or without what is hidden, up to the last letter."""
    drawn.begin("hidden")
    found = None
    with clock.moved_to(HIDDEN):
        if hidden:
            report, words = sent(before.protected.handled, leave_off=[cast.handler.public_id])
            found = Hidden(report, words, watching.begin(return_with(words)), inquired(cast, before, report))
        day_of_work()
    with clock.moved_to(ANSWERED):
        day_of_work()
        if found:
            watching.say(return_with(found.words), "no")
        day_of_work()
    drawn.begin("after")
    with clock.moved_to(AFTER):
        report, _words = sent(before.protected.handled)
        reports.acknowledge(by=cast.peer, report=report)
    send_letters()
    return found


def inquired(cast: Cast, before: Told, report: Report) -> Inquiry:
    """Let the deputy thank for the report, write to whoever told it, and open an inquiry with the last reader."""
    handled = before.protected.handled
    keys = handled.keys(handled.readers.deputy, report)
    reports.acknowledge(by=cast.peer, report=report)
    reports.write_to_reporter(by=cast.peer, report=report, text="Which orders?", keys=keys)
    return inquiry.open_inquiry(
        by=cast.peer,
        channel=handled.channel,
        title="Orders",
        matter="Whether they came.",
        inquirers=[cast.director],
        report=report,
        report_keys=keys,
    )


def day_of_work() -> None:
    """Let the house do what it does every day with what is sealed."""
    reports.announce(by=HOUSE)
    reports.tend_clocks(by=HOUSE)
    protection.tend(by=watching.HOUSE)


def looking(cast: Cast, before: Told) -> dict[str, tuple[Person, Client]]:
    """Give those who are left off and their browsers, keys unlocked where they have one."""
    handled = before.protected.handled
    lena, former = handled.readers.handler, before.former
    return {
        "handler": (cast.handler, unlocked_anew(lena)),
        "former": (former.ring.person, unlocked_anew(former)),
        "supervisor": (handled.supervisor, signed_in(handled.supervisor)),
        "administrator": (cast.administrator, signed_in(cast.administrator)),
    }


def unlocked_anew(held: Holder) -> Client:
    """Give a browser in which this reader has just unlocked their key."""
    client = signed_in(held.ring.person)
    token = vault.unlock(by=held.ring.person, passphrase=held.words).token
    client.cookies[COOKIE] = urlsafe_b64encode(token).decode()
    return client


def of_a_report(report: str, inquired: str) -> dict[str, str]:
    """Give what stands in addresses of a sealed report and an inquiry."""
    fixed = {"inquiry public_id": inquired, "number": "1", "place": "1", "allegation": "3", "person": "2"}
    return {**{f"reports:{name} public_id": report for name in IN_SEALED.split()}, **fixed}


def paths_of(things: dict[str, str]) -> list[str]:
    """Give the addresses inside in which these things, and nothing else, can stand."""
    asked = [path for address in addresses() if address.words and (path := filled(address, things))]
    return [path for path in asked if path.startswith("/in/")]


def everything_seen(cast: Cast, before: Told) -> Iterator[tuple[str, bytes]]:
    """Give every list, and every page of what they may read, as everybody who is left off, and the letters they got."""
    channel = before.protected.handled.channel
    of_channel = {"scope": str(channel.ref), "inquiry channel_id": channel.public_id}
    lists = [address for address in addresses() if not address.words and address.route.startswith("/in/")]
    near = [each.route for each in lists if each.room not in STORY]
    near += paths_of(of_channel | {"reports:channel public_id": channel.public_id})
    own = paths_of(of_a_report(before.report.public_id, before.inquiry.public_id))
    own += [each.route for each in lists if each.room in STORY]
    for who, (person, client) in looking(cast, before).items():
        for path in near + (own if who == "handler" else []):
            yield f"{who} {path}", looked_at(client, path)
        for number, letter in enumerate(letters_to(person)):
            yield f"{who} letter {number}", letter


def test_whoever_is_left_off_sees_the_same_house(cast: Cast, before: Told, drawn: Drawn) -> None:
    with transaction.atomic():
        tell(cast, before, drawn, hidden=False)
        with clock.moved_to(SEEN):
            without = dict(everything_seen(cast, before))
        transaction.set_rollback(True)
    mail.outbox.clear()
    hidden = tell(cast, before, drawn, hidden=True)
    assert hidden
    with clock.moved_to(SEEN):
        seen = dict(everything_seen(cast, before))
        differing = [what for what in seen if without.get(what) != seen[what]]
        missing = without.keys() - seen.keys()
        those_who_read = unlocked_anew(before.protected.handled.readers.deputy)
        lists = b"".join(looked_at(those_who_read, f"/in/{name}/") for name in ("reports/sealed", "inquiries"))
        tries = list(tries_of(hidden))
        lena = unlocked_anew(before.protected.handled.readers.handler)
        told_apart = [one for one, never in tries if answers(lena, one) != answers(lena, never)]
    assert not differing, "\n".join(difference(what, without.get(what, b""), seen[what]) for what in differing)
    assert not missing
    assert told_apart == []
    for public_id in (hidden.report.public_id, hidden.inquiry.public_id):
        assert public_id.encode() in lists, "whoever may read them sees them in these very lists"
        assert not any(public_id.encode() in page for page in seen.values())
    assert {"handler letter 0", "supervisor letter 0"} <= seen.keys()
    assert seen["handler /in/reports/sealed/"].count(b"/in/reports/sealed/") > 1


def tries_of(hidden: Hidden) -> Iterator[tuple[Try, Try]]:
    """Give each address of what is hidden, and the same of what never existed; tests/matrix sends forms there too."""
    ids = (hidden.report.public_id, hidden.inquiry.public_id, hidden.plan.public_id)
    for path in paths_of(of_a_report(*ids[:2]) | {"watch public_id": ids[2]}):
        never = path
        for public_id in ids:
            never = never.replace(public_id, NOTHING)
        yield Try(path, ids), Try(never, (NOTHING,))
