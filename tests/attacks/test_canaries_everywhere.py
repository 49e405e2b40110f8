"""Every word told, asked, noted and found out on sealed channels, looked for in every place a house leaves anything.

One house, one pass: each form of the reporter's, the reader's and the inquirer's way is sent with canaries in every
field, file name, file and header, refused by the database at ever later writes, then broken at its entry in the record
with the words in the error, and then done. Afterwards the worker works through eight days, mail is written, a backup
made. What is told on an open channel goes the same way, and shows that the search finds what does lie somewhere.
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from ipaddress import IPv6Address
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from goodcatch.inquiry.models import Inquiry
from goodcatch.jobs.worker import Worker
from goodcatch.kernel import clock
from goodcatch.kernel.refs import System
from goodcatch.people import services as people
from goodcatch.people.terms import Role
from goodcatch.protection.tests.watching import ANSWER, PLAN, Protected, days_later, take_receipt, tend
from goodcatch.reports import services, tasks, terms
from goodcatch.reports.models import Channel, Question, Report
from goodcatch.reports.receipts import Receipt
from goodcatch.reports.tests.handling import Handled, page_of, sent, unlocked
from goodcatch.reports.tests.outside import come_back, report_and_receipt
from goodcatch.reports.tests.sealed import Readers
from goodcatch.reports.tests.sealing import FOLLOW, TELLING, TOLD, return_with, two_words
from goodcatch.reports.tests.test_purge import after
from goodcatch.reports.tests.told import MINUTES, NEW, page_for
from goodcatch.subjects.models import Request
from goodcatch.vault import services as vault
from tests.attacks import searching, test_inquiry_canaries
from tests.attacks.breaking import Walk
from tests.attacks.listening import Heard
from tests.attacks.searching import Canaries, Leavings
from tests.attacks.test_canaries import said  # noqa: F401  # a fixture
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def canary() -> Canaries:
    return Canaries()


@pytest.fixture
def leavings(
    said: Callable[[], str],  # noqa: F811
    tmp_path: Path,
    same_house: dict[str, str],
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Leavings]:
    """Lead mail and temporary files to folders of their own, and let PostgreSQL log whatever it is asked."""
    kept = Leavings(tmp_path, said, same_house)
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = kept.mail
    monkeypatch.setenv("TMPDIR", str(kept.temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    with searching.everything_logged():
        yield kept


def an_address() -> IPv6Address:
    """Give an address that nobody else has."""
    return IPv6Address(0x20010DB8 << 96 | secrets.randbits(96))


@dataclass
class Device:
    """What every browser of this test tells of itself: canaries, and two addresses."""

    canary: Canaries
    address: IPv6Address = field(default_factory=an_address)
    proxied: IPv6Address = field(default_factory=an_address)

    def told(self) -> dict[str, str]:
        """Give it as a server hears it behind one proxy."""
        return {
            "REMOTE_ADDR": str(self.address),
            "HTTP_X_FORWARDED_FOR": str(self.proxied),
            "HTTP_USER_AGENT": f"Mozilla/5.0 ({self.canary('Agentlark')})",
            "HTTP_REFERER": f"http://testserver/{self.canary('Refererlark')}",
            "HTTP_ACCEPT_LANGUAGE": f"en, x-{self.canary('Tonguelark')};q=0.5",
        }

    def spelt(self) -> set[bytes]:
        """Give every way in which the addresses could come to lie somewhere."""
        told = [told for each in (self.address, self.proxied) for told in (str(each).encode(), each.packed)]
        return {way for each in told for way in searching.spelt(each)}


@pytest.fixture
def device(canary: Canaries, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Device:
    """Let every browser tell of its device and address, those of reporters and those of readers."""
    device, begun = Device(canary), Client.request
    told = device.told()
    monkeypatch.setattr(Client, "request", lambda self, **asked: begun(self, **{**told, **asked}))
    settings.PROXIES = 1
    return device


def paper(canary: Canaries, name: str, held: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{canary(name)}.txt", canary(held).encode(), "text/plain")


def receipt_of(walk: Walk, client: Client, address: str) -> Receipt:
    """Take a receipt, and type two of its words back."""
    receipt: Receipt = walk.form(client, address, two_words).context["receipt"]
    return receipt


def speak(walk: Walk, handled: Handled, cast: Cast) -> tuple[Client, Report, list[Receipt]]:
    """Go the reporter's way, twice: with a name kept apart, and with one for those who handle it."""
    canary, channel = walk.canary, handled.channel
    question = services.ask_question(by=cast.administrator, channel=channel, kind="text", label="Which line?")
    asked = terms.field_of(question.public_id)
    fields = ("happened", "where", "concerned", "remedy")
    client, other, address = Client(), Client(), f"/speak-up/{channel.slug}/"
    receipts = [receipt_of(walk, client, address)]
    draft = {**TOLD, "happened": canary("Dustyplover"), "then": "save"}
    walk.form(client, TELLING, lambda _: {**draft, "attached": paper(canary, "Quartzibis", "Velvetrook")})
    told = {
        name: canary(bird) for name, bird in zip(fields, ("Zephyrquail", "Umbrafinch", "Oxalis", "Tundra"), strict=True)
    }
    told |= {"known": "apart", "name": canary("Mossyheron"), "danger": "on", asked: canary("Amberrail")}
    walk.form(client, TELLING, lambda _: {**TOLD, **told})
    report = Report.objects.get(channel=channel)
    message = canary("Indigowren")
    walk.form(client, FOLLOW, lambda _: {"text": message, "at_once": "on", "attached": paper(canary, "Cobalt", "Jade")})
    receipts.append(receipt_of(walk, other, address))
    named = {**TOLD, "happened": canary("Saffroncrane"), "known": "handlers", "name": canary("Ochresnipe")}
    walk.form(other, TELLING, lambda _: named)
    services.announce(by=System("reports"))
    report.refresh_from_db()
    return client, report, receipts


def handle(walk: Walk, handled: Handled, reporter: Client, report: Report, cast: Cast) -> None:
    """Go the readers' way through a report, in turn with whoever reported it."""
    canary = walk.canary
    handler, deputy = unlocked(handled.readers.handler), unlocked(handled.readers.deputy)
    second, last = handled.readers.deputy.ring.person, handled.readers.last.ring.person

    def do(client: Client, deed: str, *, done: int = 303, **typed: str) -> None:
        walk.form(client, page_of(report, deed), lambda _: typed, done=done)

    walk.form(handler, page_of(report), lambda _: {}, to=page_of(report, "thank"))
    message = canary("Marbleteal")
    walk.form(handler, page_of(report), lambda _: {"text": message, "attached": paper(canary, "Onyx", "Plum")})
    do(handler, "note", text=canary("Copperlinnet"))
    do(handler, "assess", risk="high", weight="care", note=canary("Velourswift"))
    do(handler, "hand-over", to=second.public_id, note=canary("Russetdunlin"))
    do(handler, "leave-off", people=last.public_id)
    do(handler, "let-in", person_id=last.public_id, sure="on")
    do(handler, "summary", title=canary("Tealsmew"), text=canary("Greyruff"))
    walk.form(reporter, f"{FOLLOW}summary/", lambda _: {"said": "no", "why": canary("Fawnrail")})
    do(handler, "copy", done=200, to=canary("Beigeshrike"), everywhere=canary("Limeserin"))
    do(handler, "hold", reason=canary("Snowgodwit"))
    do(handler, "lift", reason=canary("Ashpetrel"))
    do(handler, "answer", answer=canary("Rosefulmar"), outcome="withheld", withheld=canary("Peachrobin"))
    do(handler, "who", reason=canary("Pearltern"))
    do(handler, "went", told="lesson_shared", line=canary("Sandplover"))
    walk.form(reporter, FOLLOW, lambda _: {"heard": "yes", "told": "no", "protected": ""}, to=f"{FOLLOW}heard/")
    assert canary.ending in reporter.get(f"{FOLLOW}told.json").content.decode()
    proof = reporter.get(f"{FOLLOW}proof.json").content.decode()
    assert reporter.post("/speak-up/proof/", {"proof": proof}).status_code == 200
    do(deputy, "step-back", note=canary("Slateknot"))


def tell_in_person(walk: Walk, handled: Handled) -> list[Receipt]:
    """Let a reader write down what somebody told them, who then makes it theirs, corrects and signs it."""
    canary = walk.canary
    told = {"way": "in_person", "told_on": clock.today().isoformat(), "language": "en", "agreed": "on"}
    told |= {"kind": "not_right", "happened": canary("Duskwren"), "where": canary("Dawnrail")}
    asked = Question.objects.get(channel=handled.channel)
    told |= {"name": canary("Eveningcrake"), terms.field_of(asked.public_id): canary("Morningrook")}
    address = page_for(handled.channel)
    walk.form(unlocked(handled.readers.handler), address, lambda _: told, done=200)
    printed: Receipt = walk.answer.context["receipt"]
    teller = Client()
    come_back(teller, " ".join(printed.words))
    own = receipt_of(walk, teller, NEW)
    otherwise = {"said": "corrected", "text": canary("Noonfinch")}
    walk.form(teller, MINUTES, lambda _: otherwise)
    walk.form(teller, MINUTES, lambda _: {"said": "agreed"})
    return [printed, own]


def be_watched_over(walk: Walk, handled: Handled) -> None:
    """Let somebody be watched over: once a yes, which becomes a report elsewhere, and once a no; then they end it."""
    canary = walk.canary
    _report, receipt = sent(handled, happened=canary("Copperwren"))
    walk.form(return_with(receipt), PLAN, lambda _: {"wanted": "yes"})
    yes, no, beside = ({"text": canary(bird)} for bird in ("Ironrail", "Tinfinch", "Zincteal"))
    with days_later(30):
        client = return_with(receipt)
        walk.form(client, PLAN, lambda _: {**yes, "said": "yes", "harms": ["threat"]}, to=ANSWER, done=200)
        take_receipt(client, walk.answer)
        walk.form(client, TELLING, lambda _: {"known": "no", "harms": ["threat"], "then": "send"})
        walk.form(return_with(receipt), PLAN, lambda _: beside, to=f"{PLAN}tell/")
    with days_later(90):
        tend()
        client = return_with(receipt)
        walk.form(client, PLAN, lambda _: {**no, "said": "no"}, to=ANSWER)
        walk.form(client, PLAN, lambda _: {}, to=f"{PLAN}end/")
        tend()


def let_leave(walk: Walk, handled: Handled, report: Report, openly: Canaries) -> None:
    """Let a summary leave the report, as agreed by two readers: its words lie in the open from then on."""
    handler, last = unlocked(handled.readers.handler), unlocked(handled.readers.last)
    proposed = {"title": openly("Openplover"), "text": openly("Openlinnet")}
    walk.form(handler, page_of(report, "summary"), lambda _: proposed)
    walk.form(last, page_of(report, "agree"), lambda _: {})
    walk.form(handler, page_of(report, "carry"), lambda _: {"unit": handled.channel.unit.pk})


def let_go(walk: Walk, handled: Handled, reporter: Client, report: Report) -> None:
    """Let its time end while something in it is unread, and let the last reader decide."""
    last, unread, reason = handled.readers.last, walk.canary("Sootyrail"), walk.canary("Whitetern")
    walk.form(reporter, FOLLOW, lambda _: {"text": unread})
    services.announce(by=System("reports"))
    report.refresh_from_db()
    decided: dict[str, Any] = {"by": last.ring.person, "report": report, "keys": handled.keys(last, report)}
    with clock.moved_to(after(report)):
        tasks.tend_clocks({})
        walk.deed(lambda: services.decide_to_delete(reason=reason, **decided))


def inquire(walk: Walk, handled: Handled, monkeypatch: pytest.MonkeyPatch) -> None:
    """Go all the way through an inquiry."""
    monkeypatch.setattr(test_inquiry_canaries, "canary", walk.canary)
    readers = handled.readers
    client = unlocked(readers.handler)
    whom = readers.last.ring.person
    opening = {"title": walk.canary("Jetpipit"), "matter": walk.canary("Lilacsiskin"), "inquirers": whom.public_id}
    walk.form(client, f"/in/inquiries/open/{handled.channel.public_id}/", lambda _: opening)
    address = f"/in/inquiries/{Inquiry.objects.get().public_id}/"
    for place, (below, _typed) in enumerate(test_inquiry_canaries.steps()):
        walk.form(client, address + below, partial(_typed_at, place))
    goes_on, tied = readers.deputy.ring.person.public_id, walk.canary("Cobaltserin")
    walk.form(unlocked(readers.last), f"{address}hand-on/", lambda _: {"person": goes_on, "reason": tied})


def _typed_at(place: int, _page: Any) -> dict[str, Any]:
    return list(test_inquiry_canaries.steps())[place][1]


def hold_keys(walk: Walk, handled: Handled) -> None:
    """Unlock a key with its words, and answer a rehearsal, wrongly."""
    last = handled.readers.last
    walk.canary.sung.append(last.words)  # so that errors hold them
    walk.form(signed_in(last.ring.person), "/in/keys/unlock/", lambda _: {"phrase": last.words}, done=302)
    rehearsal = vault.ask_rehearsal(by=last.ring, scope=handled.channel.ref)
    riddle, guessed = f"/in/keys/rehearsals/{rehearsal.public_id}/", walk.canary("Mauveouzel")
    walk.form(unlocked(last), riddle, lambda _: {"answer": guessed}, done=422)


def ask_what_is_kept(walk: Walk, cast: Cast) -> None:
    """Let somebody ask what the house keeps about them: it stands in the open, as what they are answered does."""
    openly, keeper, person = walk.canary, signed_in(cast.auditor), cast.outsider
    people.grant(by=cast.administrator, person=cast.auditor, role=Role.PRIVACY)
    person.username = openly("Opensiskin")
    person.save(update_fields=["username"])
    came = {"kind": "access", "received_on": clock.today().isoformat(), "account": person.username}
    came |= {"name": openly("Openrobin"), "reached": openly("Openlark"), "looked_for": openly("Opencrane")}
    walk.form(keeper, "/in/requests/new/", lambda _: came, done=302)
    address = f"/in/requests/{Request.objects.get().public_id}/"
    walk.form(keeper, f"{address}extend/", lambda _: {"reason": openly("Openwaxwing")}, done=302)
    walk.form(keeper, f"{address}answer/", lambda _: {"outcome": "done", "answer": openly("Opendunnock")}, done=302)


def eight_days_pass() -> None:
    """Let the worker work, on this day and eight days on: clocks, letters, tidying and the look at the set-up."""
    for days in (0, 8):
        with clock.moved_to(clock.now() + timedelta(days=days)):
            worker = Worker()
            while worker.step():
                pass


def secrets_of(readers: Readers, receipts: list[Receipt]) -> Iterator[bytes]:
    """Give what opens something: receipts, the readers' six words, what their browsers hold, their private halves."""
    for receipt in receipts:
        yield from (receipt.secret, " ".join(receipt.words[:4]).encode(), " ".join(receipt.rows[:2]).encode())
    for held in (readers.handler, readers.deputy, readers.last):
        yield from (held.words.encode(), held.token, held.ring.box_private, held.ring.sign_seed)


ROOMS = ("reports", "inquiry", "protection", "vault", "subjects")
CHOSEN = (
    "kind kinds outcome said told heard protected risk weight way language standard source verdict form duty offices "
    "fingerprint leave_off recovery"
)
"""Arguments that hold what was chosen among what a page offers, or the public half of a key."""
OF_STAFF = "open_channel prepare_sealed_channel change_channel translate_channel ask_question translate_question"
"""Verbs that take what stands on open pages: `test_staff_canaries` sends their forms."""
OPENLY = "submit_report"
"""What is told on an open channel: `test_canaries` breaks it."""


def left_unheard(heard: Heard) -> set[str]:
    """Give the words that some verb takes and no canary met with an error raised inside."""
    elsewhere = {f"reports.{verb}" for verb in f"{OF_STAFF} {OPENLY}".split()}
    missed = {tuple(each.split()) for each in heard.expected() - heard.broken}
    return {" ".join(each) for each in missed if each[0] not in elsewhere and each[1] not in CHOSEN.split()}


OPEN_LIES = {
    "sqlite": {"table", "disk", "backup"},
    "postgresql": {"table", "disk", "write-ahead log", "backup", "PostgreSQL's log"},
}
"""Where what is told on an open channel lies readable: in the database, on its disk, in what its server is made to log,
and in backups; docs/understanding/threat-model.md says so."""


def test_no_word_of_sealed_channels_lies_anywhere(
    leavings: Leavings,
    canary: Canaries,
    device: Device,
    cast: Cast,
    protected: Protected,
    channel: Channel,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    walk, openly, handled = Walk(canary), Canaries(), protected.handled
    heard = Heard(ROOMS, canary, openly)
    with heard.listening():
        reporter, report, receipts = speak(walk, handled, cast)
        handle(walk, handled, reporter, report, cast)
        let_leave(walk, handled, report, openly)
        receipts += [receipt_of(walk, reporter, NEW), *tell_in_person(walk, handled)]
        be_watched_over(walk, handled)
        inquire(walk, handled, monkeypatch)
        hold_keys(walk, handled)
        ask_what_is_kept(Walk(openly), cast)
        report_and_receipt(Client(), happened=openly("Openquail"), who="yes", name=openly("Openwren"))
        beside, open_one = openly("Openknot"), Report.objects.get(channel=channel)
        told: dict[str, Any] = {"report": open_one, "told": terms.Told.LESSON_SHARED, "words": beside}
        Walk(openly).deed(lambda: services.tell_reporter(by=cast.handler, **told))
        eight_days_pass()
        let_go(walk, handled, reporter, report)

    assert min(walk.broken.values()) > 1, walk.broken
    assert len(walk.broken) > 30
    assert left_unheard(heard) == set()
    places = leavings.places("".join(capfd.readouterr()), signed_in(cast.curator))
    lies = searching.kinds(searching.found(places, openly.spelt()))
    assert lies == OPEN_LIES[connection.vendor], "the search finds what lies in the clear"
    assert searching.found(places, canary.spelt()) == set()
    assert searching.found(places, device.spelt()) == set()
    for secret in secrets_of(handled.readers, receipts):
        assert searching.found(places, searching.spelt(secret)) == set()
