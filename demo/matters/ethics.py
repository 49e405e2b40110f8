"""A sealed channel, set up by those who will keep it, and the first who speaks up there."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.conf import settings

from demo.telling import House, show
from goodcatch.kernel import clock
from goodcatch.kernel.refs import PUBLIC, Ref, System
from goodcatch.people.models import Person
from goodcatch.reports import queries
from goodcatch.reports import services as reports
from goodcatch.reports.models import Channel
from goodcatch.reports.receipts import new_receipt
from goodcatch.reports.slots import DEMO_KEYS
from goodcatch.reports.terms import Duty, Kind, Known, Unsent, Wording, WordsTold
from goodcatch.standards import services as standards
from goodcatch.standards.terms import Way
from goodcatch.vault import services as vault
from goodcatch.vault.terms import DataKeys, Keyring, Purpose

SLUG, PROTECTION = "ethics", "protection"
STATEMENT = (
    "Whoever speaks up here in good faith is protected, also when it turns out that nothing was wrong. I answer for "
    "that, and so does the board."
)
BY_VOICE = """Lena Brandt, ext. 5561, Tuesdays 14:00 to 16:00; the same number takes voice messages at any hour.
Room 4.12 in the old waterworks has a door of its own to the yard. For a meeting elsewhere, ask her."""
POLICY = (
    "Who is protected: everybody who works here or with us, who applies or has left; whoever helps them.\n\n"
    "What happens with a report: somebody thanks within 7 days and answers within 3 months, here, on the page of your "
    "report.\n\n"
    "What we do not do: look for who wrote. Two custodians together could, for a reason that stands on the record, and "
    "you are told.\n\n"
    "Whom you can tell outside, and that you may do so first, stands beside each channel."
)


def sealed_channel(house: House) -> None:
    """Priya prepares it, the readers sign, retaliation goes to other people, and somebody speaks up."""
    cast = house.cast
    found: dict[str, str] = {}
    with house.on(33, "10:00"):
        standards.adopt_law_pack(by=cast.administrator, unit=cast.units.northfield, code="eu-2019-1937", edition=1)
        standards.sign_policy(by=cast.director, language="en", statement=STATEMENT, text=POLICY)
        readers = {Duty.HANDLER: cast.handler, Duty.DEPUTY: cast.peer, Duty.LAST_READER: cast.guest}
        channel, ring = open_with(house, _prepared(house), readers, found)
        protection = Channel.objects.get(slug=PROTECTION)
        reports.settle_retaliation(by=cast.administrator, channel=protection, to=channel)
        channel = reports.settle_retaliation(by=cast.administrator, channel=channel, to=protection)
    with house.on(1, "07:10"):
        found["The receipt of a report"] = _speak_up(channel)
    with house.on(1, "10:20"):
        found["The printed receipt of what was told by phone"] = _told_by_phone(channel, ring)
    with house.on(1, "13:00"):
        reports.announce(by=System("reports"))
    show(found)


def open_with(
    house: House, channel: Channel, readers: dict[Duty, Person], found: dict[str, str]
) -> tuple[Channel, Keyring]:
    """Let these people make their keys and sign, and open the channel; give it, and the ring of who reads first."""
    for duty, person in readers.items():
        reports.propose_office(by=house.cast.administrator, channel=channel, person=person, duty=duty)
    rings = [_key(person, Purpose.READER, found) for person in readers.values()]
    _sign(channel, rings[0])
    return reports.open_sealed_channel(by=house.cast.administrator, channel=channel), rings[0]


def _prepared(house: House) -> Channel:
    cast = house.cast
    channel = reports.prepare_sealed_channel(
        by=cast.administrator,
        unit=cast.units.northfield,
        name="Ethics and integrity",
        slug=SLUG,
        kinds=[Kind.NOT_RIGHT, Kind.OWN_MISTAKE],
        emergency="Control room, ext. 5550",
        wording=Wording(
            guidance="What you saw or were asked to do, and roughly when. Names only where you want to.",
            by_voice=BY_VOICE,
        ),
    )
    asked = reports.ask_question(
        by=cast.administrator, channel=channel, kind="yes_no", label="Were you asked to keep quiet about it?"
    )
    reports.ask_question(
        by=cast.administrator,
        channel=channel,
        kind="text",
        label="How were you asked? As far as you want to say.",
        show_if=asked,
        show_value="Yes",
    )
    reports.propose_office(by=cast.administrator, channel=channel, person=cast.director, duty=Duty.SUPERVISOR)
    return channel


def _key(person: Person, purpose: Purpose, found: dict[str, str]) -> Keyring:
    """Let somebody make a key and try it."""
    words = " ".join(vault.make_keys(by=person, purpose=purpose).passphrase)
    found[_whose(person, purpose)] = words
    return _opened(person, words)


def keys_of(person: Person, thing: Ref) -> DataKeys:
    """Open something sealed to a reader, with the words that the demo shows on the page of its cast."""
    kept = Path(settings.DATA_DIR, DEMO_KEYS).read_text(encoding="utf-8").splitlines()
    words = dict(line.split(": ") for line in kept)[_whose(person, Purpose.READER)]
    return vault.keys_of_reader(ring=_opened(person, words), thing=thing)


def _whose(person: Person, purpose: Purpose) -> str:
    return f"{person.name}, {purpose.label}"


_BROWSERS: dict[str, bytes] = {}
"""What each one's browser holds since they last unlocked their key, by their public id."""


def _opened(person: Person, words: str) -> Keyring:
    """Give what somebody's browser has unlocked; where it has rested too long, they type their words again."""
    ring = vault.keyring(person=person, token=_BROWSERS.get(person.public_id))
    if ring is None:
        token = _BROWSERS[person.public_id] = vault.unlock(by=person, passphrase=words).token
        ring = vault.keyring(person=person, token=token)
    if ring is None:
        raise RuntimeError(f"the key of {person} does not open")
    return ring


def _sign(channel: Channel, ring: Keyring) -> None:
    """Sign the first list, with a recovery key whose paper shares nobody of the demo keeps; and rehearse it once."""
    recovered = vault.recovery_of(secret=secrets.token_bytes(32), scope=channel.ref)
    reading = [each for each in queries.offices(ring.person, channel) if each.duty != Duty.SUPERVISOR]
    reports.sign_readers(
        by=ring,
        channel=channel,
        offices={each.public_id: queries.print_of(PUBLIC, each.person) for each in reading},
        after=0,
        recovery=vault.written(vault.public_of(recovered)),
    )
    rehearsal = vault.ask_rehearsal(by=ring, scope=channel.ref)
    answer = vault.answer_of(recovered=recovered, riddle=vault.riddle_text(rehearsal=rehearsal))
    vault.finish_rehearsal(by=ring, rehearsal=rehearsal, answer=answer)


def custodians(house: House, found: dict[str, str]) -> None:
    """Let the custodians be proposed, and sign each other in."""
    cast = house.cast
    rings = [_key(person, Purpose.CUSTODIAN, found) for person in (cast.auditor, cast.facilitator, cast.outsider)]
    vault.propose_custodians(by=cast.administrator, people=[ring.person for ring in rings])
    for ring in rings[:2]:
        waiting = vault.waiting_list(scope=vault.CUSTODIANS)
        if waiting is not None:
            vault.sign_custodians(by=ring, fingerprint=waiting.fingerprint)


def _speak_up(channel: Channel) -> str:
    """Let somebody tell something without a name; give the words of their receipt."""
    receipt = new_receipt()
    opened = reports.begin_draft(channel=channel, receipt=receipt)
    told = WordsTold(
        kind=Kind.NOT_RIGHT,
        happened="The chlorine readings of Sunday were filled in on Monday, from memory. I was told that it is usual.",
        where="Treatment, the control desk",
        remedy="Let the meter write the readings itself.",
        known=Known.NO,
    )
    if opened.key is None:
        raise RuntimeError("a new receipt opens a draft")
    reports.send_draft(by=PUBLIC, key=opened.key, unsent=Unsent(told))
    return " ".join(receipt.words)


def _told_by_phone(channel: Channel, ring: Keyring) -> str:
    """Let the handler write down what somebody told by phone; give the words of the receipt that was printed."""
    receipt = new_receipt()
    told = WordsTold(
        kind=Kind.NOT_RIGHT,
        happened="The form for the night round is on the wall of the control desk, signed for the whole week already.",
        concerned="The two on the night round, who were told that it saves time.",
    )
    reports.write_down(
        by=ring,
        channel=channel,
        receipt=receipt,
        way=Way.PHONE,
        told_on=clock.today(),
        language="en",
        agreed=True,
        told=told,
        thanked=True,
    )
    return " ".join(receipt.words)
