"""Who a reporter is: asked for with a reason, opened by two custodians one after the other, shown for a while."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Ref
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer, Urgency
from goodcatch.vault import boxes, outside
from goodcatch.vault.models import Envelope, IdentityBox, IdentityOpening
from goodcatch.vault.services.lists import readers_of
from goodcatch.vault.services.pairs import IDENTITY, context_of
from goodcatch.vault.services.sealing import keys_of_reader
from goodcatch.vault.services.shredding import altered, scope_of, shred_key_of
from goodcatch.vault.terms import CUSTODIANS, FEWEST_CUSTODIANS, Keeper, Keyring, Reader, Shown, ref_of

LONGEST_REASON = 2000
LONGEST_SHOWN = timedelta(days=7)
LONGEST_HALF = timedelta(days=7)


@transaction.atomic
def ask_identity(*, by: Keyring, thing: Ref, reason: str, leave_off: Collection[str] = ()) -> IdentityOpening:
    """Ask the custodians who wrote, for a reason that they and whoever asks can read. Raises RuleBroken.

    Those whose public ids are in `leave_off`, because it concerns them, never hear of it and cannot open it.
    """
    keys_of_reader(ring=by, thing=thing)
    words = reason.strip()
    if not words or len(words) > LONGEST_REASON:
        raise RuleBroken(_("Say in at most 2,000 characters why it is needed to know who wrote."), field="reason")
    if IdentityOpening.objects.filter(_waiting(), thing=str(thing)).exists():
        raise RuleBroken(_("It was asked already, and waits for the custodians."))
    custodians = readers_of(scope=CUSTODIANS)
    if len(custodians) < FEWEST_CUSTODIANS:
        raise RuleBroken(_("There are fewer than three custodians with a key. Their list comes first."))
    asked = [seat for seat in custodians if seat.person not in leave_off]
    if leave_off and not _can_open(thing, asked):
        raise RuleBroken(_("Two custodians of the day it was sent have to stay."), field="leave_off")
    asker = _own_seat(by, scope_of(thing))
    opening = IdentityOpening(thing=str(thing), scope=str(scope_of(thing)), asked_by=by.person, asked_at=clock.now())
    opening.reasons = {
        seat.person: _text(boxes.close_to(seat.box_public, words.encode(), _context(opening, "reason", seat.person)))
        for seat in [*asked, asker]
    }
    opening.asked_of = [seat.person for seat in asked]
    opening.save(force_insert=True)
    hearers = [Hearer(seat.person, "custodian", Urgency.AT_ONCE) for seat in asked]
    record.write(by=by, verb="vault.ask_identity", thing=opening.ref, within=thing, hearers=hearers)
    return opening


def reason_of(*, ring: Keyring, opening: IdentityOpening) -> str | None:
    """Give the reason for which it was asked, to a custodian of that time and to whoever asked; None to others."""
    sealed = opening.reasons.get(ring.person.public_id)
    if sealed is None:
        return None
    context = _context(opening, "reason", ring.person.public_id)
    try:
        return boxes.open_with_private(ring.box_private, b64decode(sealed), context).decode()
    except (boxes.Damaged, ValueError):
        return None  # sealed to a key of theirs that has ended


@transaction.atomic
def open_first(*, by: Keyring, opening: IdentityOpening) -> IdentityOpening:
    """Open one's own half, as the first of two custodians: what is inside is sealed to each of the others."""
    row = _held(opening)
    if row.first_by_id is not None:
        raise RuleBroken(_("A first custodian has opened it. A second one does so now."))
    seat = _asked_seat(row, by)
    thing = _thing(row)
    shred = shred_key_of(thing)
    halves = {}
    for box in IdentityBox.objects.filter(thing=row.thing, first=seat.person, second__in=row.asked_of):
        context = context_of(thing, box.first, box.second)
        try:
            outer = boxes.unwrap(shred, bytes(box.sealed), context)
            inner = boxes.open_with_private(by.box_private, outer, context)
        except boxes.Damaged:
            raise altered(row.thing, "identity") from None
        halves[box.second] = _text(boxes.wrap(shred, inner, _context(row, "half", box.second)))
    if not halves:
        raise RuleBroken(_("This was sealed before you were a custodian. Two of those of that time open it."))
    row.first_by, row.first_at, row.halves = by.person, clock.now(), halves
    row.save(update_fields=["first_by", "first_at", "halves"])
    hearers = [Hearer(person, "custodian", Urgency.AT_ONCE) for person in sorted(halves)]
    record.write(by=by, verb="vault.open_first", thing=row.ref, within=thing, hearers=hearers)
    return row


@transaction.atomic
def open_second(*, by: Keyring, opening: IdentityOpening, until: datetime) -> IdentityOpening:
    """Open the second half: whoever asked sees who wrote until an end time; the reporter is told. Raises RuleBroken."""
    row = _held(opening)
    now = clock.now()
    if row.first_by_id is None or row.first_by_id == by.person.pk:
        raise RuleBroken(_("Two custodians open it, one after the other: somebody else does so first."))
    if not now < until <= now + LONGEST_SHOWN:
        raise RuleBroken(_("Choose an end time within the next seven days."), field="until")
    _asked_seat(row, by)
    thing = _thing(row)
    asker = next((r for r in readers_of(scope=scope_of(thing)) if r.person == row.asked_by.public_id), None)
    if asker is None:
        raise RuleBroken(_("Whoever asked no longer reads here. Refuse it; somebody else may ask."))
    key = _second_half(row, by)
    sealed = boxes.close_to(asker.box_public, key, _context(row, "shown", asker.person))
    row.sealed_key = boxes.wrap(shred_key_of(thing), sealed, _context(row, "shown", asker.person))
    row.second_by, row.second_at, row.shown_until, row.halves = by.person, now, until, {}
    row.save(update_fields=["sealed_key", "second_by", "second_at", "shown_until", "halves"])
    keeper_of(thing).identity_opened(public_id=thing.id, by=by)
    hearers = [Hearer(asker.person, "asked", Urgency.AT_ONCE)]
    record.write(by=by, verb="vault.open_second", thing=row.ref, within=thing, hearers=hearers)
    return row


@transaction.atomic
def refuse_identity(*, by: Keyring, opening: IdentityOpening) -> IdentityOpening:
    """Say no, as a custodian: it is not opened for this reason."""
    row = _held(opening)
    _asked_seat(row, by)
    row.refused_by, row.refused_at, row.halves = by.person, clock.now(), {}
    row.save(update_fields=["refused_by", "refused_at", "halves"])
    hearers = [Hearer(row.asked_by.public_id, "asked", Urgency.AT_ONCE)]
    record.write(by=by, verb="vault.refuse_identity", thing=row.ref, within=_thing(row), hearers=hearers)
    return row


def shown_identity(*, ring: Keyring, thing: Ref) -> Shown | None:
    """Give who wrote, to whoever asked, until the end time; None where it is not shown to them. Empty: not given."""
    now = clock.now()
    mine = IdentityOpening.objects.filter(thing=str(thing), asked_by=ring.person, shown_until__gt=now)
    row = mine.exclude(sealed_key=None).order_by("-shown_until").first()
    envelope = Envelope.objects.filter(thing=str(thing), kind=IDENTITY).first()
    if row is None or row.shown_until is None or envelope is None:
        return None
    context = _context(row, "shown", ring.person.public_id)
    try:
        sealed = boxes.unwrap(shred_key_of(thing), bytes(row.sealed_key or b""), context)
        key = boxes.open_with_private(ring.box_private, sealed, context)
        text = boxes.open_with_key(key, bytes(envelope.sealed), outside.context(thing, IDENTITY))
    except boxes.Damaged:
        raise altered(str(thing), "identity") from None
    return Shown(text, row.shown_until)


def end_shown() -> None:
    """Take away what is no longer to be shown, and close first halves that nobody followed; run by the worker."""
    now = clock.now()
    IdentityOpening.objects.filter(shown_until__lte=now).exclude(sealed_key=None).update(sealed_key=None)
    waited = IdentityOpening.objects.filter(_waiting(), first_at__lte=now - LONGEST_HALF)
    waited.update(first_by=None, first_at=None, halves={})


def keeper_of(thing: Ref) -> Keeper:
    """Give the room's own word on its kind of sealed thing."""
    keeper: Keeper = import_string(import_string("config.house.KEEPERS")[thing.kind])
    return keeper


def _waiting() -> Q:
    return Q(second_at=None, refused_at=None)


def _held(opening: IdentityOpening) -> IdentityOpening:
    row = IdentityOpening.objects.select_for_update().get(pk=opening.pk)
    if row.second_at is not None or row.refused_at is not None:
        raise RuleBroken(_("This was settled meanwhile."))
    return row


def _own_seat(by: Keyring, scope: Ref) -> Reader:
    for reader in readers_of(scope=scope):
        if reader.key == by.key:
            return reader
    raise RuleBroken(_("This is for those who stand in the signed list."))


def _asked_seat(row: IdentityOpening, by: Keyring) -> Reader:
    seat = _own_seat(by, CUSTODIANS)
    if seat.person not in row.asked_of:
        raise RuleBroken(_("This is for the custodians who were asked."))
    return seat


def _can_open(thing: Ref, asked: Sequence[Reader]) -> bool:
    named = [seat.person for seat in asked]
    return IdentityBox.objects.filter(thing=str(thing), first__in=named, second__in=named).exists()


def _second_half(row: IdentityOpening, by: Keyring) -> bytes:
    person, thing = by.person.public_id, _thing(row)
    half = row.halves.get(person)
    if half is None:
        raise RuleBroken(_("This was sealed before you were a custodian. Somebody of that time opens it."))
    first = row.first_by.public_id if row.first_by else ""
    try:
        inner = boxes.unwrap(shred_key_of(thing), b64decode(half), _context(row, "half", person))
        return boxes.open_with_private(by.box_private, inner, context_of(thing, first, person))
    except (boxes.Damaged, ValueError):
        raise altered(row.thing, "identity") from None


def _thing(row: IdentityOpening) -> Ref:
    return ref_of(row.thing)


def _context(row: IdentityOpening, kind: str, person: str) -> boxes.Context:
    return outside.context(row.ref, kind, side=f"{row.thing} {person}")


def _text(sealed: bytes) -> str:
    return b64encode(sealed).decode()
