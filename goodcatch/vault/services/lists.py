"""Who reads: found the first list, admit and let go by signature, and say who reads now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Person, Unit
from goodcatch.people.queries import holders, standing
from goodcatch.people.terms import Role
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer, Urgency
from goodcatch.vault import boxes, chains, outside
from goodcatch.vault.chains import Chain, Link
from goodcatch.vault.models import Key, SignedList
from goodcatch.vault.terms import (
    CUSTODIANS,
    FEWEST_CUSTODIANS,
    Keyring,
    Office,
    PublicHalves,
    Purpose,
    Reader,
    Recovered,
    Seat,
)


@transaction.atomic
def found_list(*, by: Keyring, scope: Ref, seats: Collection[Seat], recovery: PublicHalves | None = None) -> SignedList:
    """Sign the first list of who reads in a scope: the founding ceremony. Raises RuleBroken.

    Whoever signs reads there too. The list's hash is kept outside the database, and its fingerprint is for paper.
    """
    if SignedList.objects.filter(scope=str(scope)).exists() or outside.kept_first(scope) is not None:
        chains.chain_of(scope)
        raise RuleBroken(_("A list of who reads here was signed already. Admit people to it instead."))
    readers = _readers(seats, Purpose.READER, stay={})
    if by.key not in {reader.key for reader in readers}:
        raise RuleBroken(_("Whoever signs the first list reads here too. Add yourself, or let one of them sign."))
    row = _write(scope, 1, b"", readers, recovery)
    _sign(row, by.key, by.sign_seed)
    outside.keep_first(scope, boxes.hashed(chains.message_of(row.content)))
    record.write(by=by, verb="vault.found_list", thing=row.ref, hearers=_hearers(readers))
    return row


@transaction.atomic
def admit(
    *,
    by: Keyring,
    scope: Ref,
    seats: Collection[Seat],
    renewed: Collection[Person] = (),
    recovery: PublicHalves | None = None,
) -> SignedList:
    """Sign who reads in a scope from now on: all seats, those that stay and those that are new. Raises RuleBroken.

    Only somebody of the list in force signs. Whoever is left out lets go: nothing new is sealed to them, and what
    was is closed to them at once. Whoever stays keeps the key that was signed before, unless they are `renewed`:
    then their newest one takes its place, after its fingerprint was compared. `recovery` replaces the recovery key.
    """
    chain = _held(scope)
    _demand_on(chain.now, by)
    readers = _readers(seats, Purpose.READER, stay=_staying(scope, chain.now, renewed))
    row = _write(scope, chain.now.number + 1, chain.now.hash, readers, recovery or chain.now.recovery)
    _sign(row, by.key, by.sign_seed)
    record.write(by=by, verb="vault.admit", thing=row.ref, hearers=_hearers([*readers, *chain.now.readers]))
    return row


@transaction.atomic
def admit_recovered(*, by: Recovered, seats: Collection[Seat]) -> SignedList:
    """Sign a new list with the recovery key, when no reader is left. Raises RuleBroken."""
    chain = _held(by.scope)
    held = chain.now.recovery
    if held is None or boxes.signing_pair(by.sign_seed).public != held.sign:
        raise RuleBroken(_("These shares are not of the recovery key that stands in the list."))
    readers = _readers(seats, Purpose.READER, stay={})
    row = _write(by.scope, chain.now.number + 1, chain.now.hash, readers, held)
    _sign(row, chains.RECOVERY_SIGNER, by.sign_seed)
    record.write(by=by, verb="vault.admit", thing=row.ref, hearers=_hearers([*readers, *chain.now.readers]))
    return row


@transaction.atomic
def propose_custodians(
    *, by: Person | Keyring, people: Collection[Person], renewed: Collection[Person] = ()
) -> SignedList:
    """Write down who the custodians are to be: in force once two of those who may sign have signed. Raises RuleBroken.

    The first list is proposed by an administrator, and signed by two whom it names; a later one is proposed and
    signed by a custodian, and signed by a second. One that waits is replaced.
    """
    chain = _held(CUSTODIANS)
    SignedList.objects.filter(scope=str(CUSTODIANS), number__gt=len(chain.links)).delete()
    if chain.links and not isinstance(by, Keyring):
        raise RuleBroken(_("Only a custodian proposes other custodians."))
    if not chain.links and (isinstance(by, Keyring) or not standing(by).holds(Role.ADMINISTRATOR)):
        raise RuleBroken(_("Only an administrator proposes the first custodians."))
    if len({person.pk for person in people}) < FEWEST_CUSTODIANS:
        raise RuleBroken(_("At least three custodians are needed: so that two can act when one is away."))
    last = chain.links[-1] if chain.links else None
    stay = _staying(CUSTODIANS, last, renewed) if last else {}
    readers = _readers([Seat(Office.CUSTODIAN, person) for person in people], Purpose.CUSTODIAN, stay=stay)
    row = _write(CUSTODIANS, len(chain.links) + 1, last.hash if last else b"", readers, None)
    if isinstance(by, Keyring) and last is not None:
        _demand_on(last, by)
        _sign(row, by.key, by.sign_seed)
    hearers = _hearers([*readers, *(last.readers if last else ())])
    record.write(by=by, verb="vault.propose_custodians", thing=row.ref, hearers=hearers)
    return row


@transaction.atomic
def sign_custodians(*, by: Keyring, fingerprint: str) -> SignedList:
    """Sign the list of custodians that waits, which is the one with this fingerprint. Raises RuleBroken."""
    chain = _held(CUSTODIANS)
    if chain.waiting is None or chain.waiting.fingerprint != fingerprint:
        raise RuleBroken(_("This list of custodians is no longer the one that waits. Look at it again."))
    may_sign = chain.links[-1].readers if chain.links else chain.waiting.readers
    if by.key not in {reader.key for reader in may_sign}:
        raise RuleBroken(_("Only a custodian signs who the custodians are."))
    if by.key in chain.waiting.signers:
        raise RuleBroken(_("You have signed this list. A second custodian signs it now."))
    row = SignedList.objects.get(scope=str(CUSTODIANS), number=chain.waiting.number)
    _sign(row, by.key, by.sign_seed)
    if row.number == 1 and len(row.signatures) >= chains.needed(CUSTODIANS):
        outside.keep_first(CUSTODIANS, chain.waiting.hash)
    record.write(by=by, verb="vault.sign_custodians", thing=row.ref, hearers=_all_who_trust(chain.waiting.readers))
    return row


def readers_of(*, scope: Ref) -> list[Reader]:
    """Give who reads in a scope now, after checking the whole chain; not those who left or whose key has ended.

    Raises NotFounded where no list was signed yet, and Refused where something is not as it was signed.
    """
    return list(who_may_open(scope)[0])


def who_may_open(scope: Ref) -> tuple[tuple[Reader, ...], PublicHalves | None]:
    """Give who reads in a scope now, and its recovery key, after one check of the chain. Raises as `readers_of`."""
    now = chains.chain_of(scope).now
    rows = chains.compare_keys(scope, now.readers)
    able = {name for name, key in rows.items() if key.ended_at is None and key.person.is_active}
    return tuple(reader for reader in now.readers if reader.key in able), now.recovery


def link_in_force(*, scope: Ref) -> Link:
    """Give the list in force in a scope, checked, with the public halves of its recovery key."""
    now = chains.chain_of(scope).now
    chains.compare_keys(scope, now.readers)
    return now


def waiting_list(*, scope: Ref) -> Link | None:
    """Give the list that waits for another signature, if any."""
    return chains.chain_of(scope).waiting


def _held(scope: Ref) -> Chain:
    """Give the checked chain, and hold its rows until the transaction ends: two who sign at once come in turn."""
    list(SignedList.objects.select_for_update().filter(scope=str(scope)))
    return chains.chain_of(scope)


def _demand_on(link: Link, by: Keyring) -> None:
    if by.key not in {reader.key for reader in link.readers}:
        raise RuleBroken(_("Only somebody who reads here can say who else does. Ask one of them."))


def _staying(scope: Ref, link: Link, renewed: Collection[Person]) -> dict[str, Reader]:
    """Give who keeps the key that was signed, by person, after comparing every key with what was signed of it."""
    chains.compare_keys(scope, link.readers)
    anew = {person.public_id for person in renewed}
    return {reader.person: reader for reader in link.readers if reader.person not in anew}


def _readers(seats: Collection[Seat], purpose: Purpose, *, stay: Mapping[str, Reader]) -> list[Reader]:
    """Give each seat with its key: the one signed before, or the person's newest. Raises RuleBroken."""
    if not seats:
        raise RuleBroken(_("A list with nobody in it cannot be signed: name at least one reader."))
    people = [seat.person for seat in seats]
    keys = {key.person_id: key for key in Key.objects.filter(person__in=people, ended_at=None)}
    found = []
    for seat in seats:
        kept = stay.get(seat.person.public_id)
        if kept is None:
            found.append(_new_reader(seat, keys.get(seat.person.pk), purpose))
        else:
            found.append(replace(kept, office=str(seat.office)))
    return found


def _new_reader(seat: Seat, key: Key | None, purpose: Purpose) -> Reader:
    name = {"name": seat.person}
    if not seat.person.is_active:
        raise RuleBroken(_("%(name)s has left. Choose somebody else.") % name)
    if key is None or key.tried_at is None:
        raise RuleBroken(_("%(name)s has no key yet, or has not tried it: they make it themselves.") % name)
    if key.purpose != purpose and purpose == Purpose.READER:
        raise RuleBroken(_("%(name)s is a custodian, and so never a reader. Choose somebody else.") % name)
    if key.purpose != purpose:
        raise RuleBroken(_("%(name)s reads sealed reports, and so is never a custodian.") % name)
    halves = bytes(key.box_public), bytes(key.sign_public)
    return Reader(seat.person.public_id, str(seat.office), key.public_id, *halves)


def _write(
    scope: Ref, number: int, previous: bytes, readers: list[Reader], recovery: PublicHalves | None
) -> SignedList:
    held = {"box": recovery.box.hex(), "sign": recovery.sign.hex()} if recovery else None
    at = clock.now().replace(microsecond=0).isoformat()
    content = chains.content_of(number, scope, previous, readers, recovery=held, at=at)
    row = SignedList(scope=str(scope), number=number, content=content)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken(_("Somebody else changed who reads here at this moment. Look at it again.")) from None
    return row


def _sign(row: SignedList, key: str, seed: bytes) -> None:
    signature = boxes.sign(seed, chains.message_of(row.content))
    row.signatures = {**row.signatures, key: signature.hex()}
    row.save(update_fields=["signatures"])


def _all_who_trust(custodians: Iterable[Reader]) -> list[Hearer]:
    """Give whoever relies on the custodians: themselves, all with a reader's key, and who leads the house."""
    reading = Key.objects.filter(purpose=Purpose.READER, ended_at=None).values_list("person__public_id", flat=True)
    whole_house = Unit.objects.filter(parent=None).first()
    leading = holders(Role.LEADER, whole_house).values_list("public_id", flat=True)
    reasons = dict.fromkeys(leading, "leads") | dict.fromkeys(reading, "reads")
    return [Hearer(person, why, Urgency.AT_ONCE) for person, why in sorted(reasons.items())] + _hearers(custodians)


def _hearers(readers: Iterable[Reader]) -> list[Hearer]:
    return [Hearer(person, "reads", Urgency.AT_ONCE) for person in sorted({r.person for r in readers})]
