"""Make a key, unlock it for a while, lock it, lose it."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.costly import POOL, TooBusy
from goodcatch.kernel.errors import Refused, RuleBroken
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.vault import boxes, outside, phrases
from goodcatch.vault.models import Key, Unlocked
from goodcatch.vault.terms import IDLE, LONGEST_UNLOCKED, Keyring, Purpose

TOKEN = 32
COST = boxes.Cost()
"""What opening a key costs: each key remembers the cost it was made with."""
_TOUCHED = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class NewKeys:
    """A new key and its six words, which are shown once and kept nowhere."""

    key: Key
    passphrase: tuple[str, ...] = field(repr=False)

    @property
    def ref(self) -> Ref:
        return self.key.ref


@dataclass(frozen=True, slots=True)
class Opened:
    """What unlocking gave: the bytes for the browser's cookie."""

    ref: Ref
    token: bytes = field(repr=False)


def make_keys(*, by: Person, purpose: Purpose) -> NewKeys:
    """Make a person's key under six words that we draw. Raises RuleBroken, and TooBusy where many wait.

    A key that was never tried is replaced. One that was is not: whoever lost its words says so first.
    """
    _demand_free(by)
    words = phrases.new_words()
    box, seed = boxes.new_pair(), boxes.new_key()
    salt, cost = secrets.token_bytes(boxes.SALT), COST
    with _one_at_a_time(by):
        opener = _opener(" ".join(words).encode(), salt, cost)
    sealed = boxes.wrap(opener, box.private + seed, _context(by, purpose))
    with transaction.atomic():
        _demand_free(by)
        Key.objects.filter(person=by, ended_at=None).update(ended_at=clock.now())
        key = Key(
            person=by,
            purpose=purpose,
            box_public=box.public,
            sign_public=boxes.signing_pair(seed).public,
            sealed_private=sealed,
            salt=salt,
            memory_kib=cost.memory_kib,
            passes=cost.passes,
            made_at=clock.now(),
        )
        _save_alone(key)
        record.write(by=by, verb="vault.make_keys", thing=key.ref, facts={"purpose": str(purpose)})
    return NewKeys(key, words)


def unlock(*, by: Person, passphrase: str) -> Opened:
    """Unlock a person's key for 15 minutes' rest and 8 hours at most. Raises RuleBroken, Refused and TooBusy."""
    key = _living(by)
    if key is None:
        raise RuleBroken(_("You have no key yet. Make one first."))
    with _one_at_a_time(by):
        private = _private_of(key, phrases.as_typed(passphrase))
    if boxes.pair_of(private[: boxes.KEY]).public != bytes(key.box_public):
        raise _replaced(key)
    token = secrets.token_bytes(TOKEN)
    now = clock.now()
    with transaction.atomic():
        Unlocked.objects.filter(until__lte=now).delete()
        Unlocked(
            token_hash=_hashed(token),
            key=key,
            sealed=boxes.wrap(_under(token), private, _context(by, Purpose(key.purpose))),
            last_seen=now,
            until=now + LONGEST_UNLOCKED,
        ).save(force_insert=True)
        Key.objects.filter(pk=key.pk).update(tried_at=key.tried_at or now, used_on=clock.today())
        record.write(by=by, verb="vault.unlock", thing=key.ref)
    return Opened(key.ref, token)


@transaction.atomic
def lock(*, by: Person, token: bytes) -> Key | None:
    """Lock what this browser unlocked; a second time does nothing."""
    found = Unlocked.objects.filter(token_hash=_hashed(token), key__person=by).select_related("key").first()
    if found is None:
        return None
    found.delete()
    record.write(by=by, verb="vault.lock", thing=found.key.ref)
    return found.key


def keyring(*, person: Person, token: bytes | None) -> Keyring | None:
    """Give the keys that this browser has unlocked for this person; None where they are locked or rested too long."""
    if not token or not person.is_active:
        return None
    now = clock.now()
    found = Unlocked.objects.filter(token_hash=_hashed(token), key__person=person).select_related("key").first()
    if found is None:
        return None
    if found.until <= now or found.last_seen + IDLE <= now or found.key.ended_at is not None:
        found.delete()
        return None
    if found.last_seen + _TOUCHED <= now:
        Unlocked.objects.filter(pk=found.pk).update(last_seen=now)
    return _ring(person, found, token)


@transaction.atomic
def lose_passphrase(*, by: Person) -> Key:
    """End a key whose words are lost: nothing opens with it from now on. Raises RuleBroken."""
    key = Key.objects.select_for_update().filter(person=by, ended_at=None).first()
    if key is None:
        raise RuleBroken(_("You have no key that could be lost."))
    key.ended_at = clock.now()
    key.save(update_fields=["ended_at"])
    Unlocked.objects.filter(key=key).delete()
    record.write(by=by, verb="vault.lose_passphrase", thing=key.ref)
    return key


def tidy() -> None:
    """Forget unlocked keys that have rested too long or been open long enough; run by the worker."""
    now = clock.now()
    Unlocked.objects.filter(last_seen__lte=now - IDLE).delete()
    Unlocked.objects.filter(until__lte=now).delete()


def _living(person: Person) -> Key | None:
    return Key.objects.filter(person=person, ended_at=None).first()


def _demand_free(person: Person) -> None:
    key = _living(person)
    if key is not None and key.tried_at is not None:
        raise RuleBroken(_("You have a key already. If you have lost its words, say so first; then make a new one."))


def _save_alone(key: Key) -> None:
    try:
        with transaction.atomic():
            key.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken(_("Another key of yours was made at this moment. Look at it first.")) from None


def _context(person: Person, purpose: Purpose) -> boxes.Context:
    return outside.context(person.ref, "private", side=str(purpose))


_stretching: set[int] = set()
_guard = threading.Lock()


@contextmanager
def _one_at_a_time(person: Person) -> Iterator[None]:
    """Let one person stand in the line for Argon2id once, so that nobody fills it for those who enter receipts."""
    with _guard:
        if person.pk in _stretching:
            raise TooBusy
        _stretching.add(person.pk)
    try:
        yield
    finally:
        with _guard:
            _stretching.discard(person.pk)


def _opener(passphrase: bytes, salt: bytes, cost: boxes.Cost) -> bytes:
    stretched = POOL.run(lambda: boxes.stretched(passphrase, salt, cost))
    return outside.peppered(stretched, b"goodcatch phrase")


def _private_of(key: Key, passphrase: bytes) -> bytes:
    opener = _opener(passphrase, bytes(key.salt), boxes.Cost(key.memory_kib, key.passes))
    try:
        return boxes.unwrap(opener, bytes(key.sealed_private), _context(key.person, Purpose(key.purpose)))
    except boxes.Damaged:
        raise RuleBroken(
            _("These are not the six words of your key. Look at them and try again."), field="phrase"
        ) from None


def _hashed(token: bytes) -> bytes:
    return hashlib.blake2b(token, digest_size=32, person=b"goodcatch token").digest()


def _under(token: bytes) -> bytes:
    return outside.peppered(token, b"goodcatch unlock")


def _ring(person: Person, found: Unlocked, token: bytes) -> Keyring:
    purpose = Purpose(found.key.purpose)
    try:
        private = boxes.unwrap(_under(token), bytes(found.sealed), _context(person, purpose))
    except boxes.Damaged:
        raise _replaced(found.key) from None
    if boxes.pair_of(private[: boxes.KEY]).public != bytes(found.key.box_public):
        raise _replaced(found.key)
    return Keyring(person, found.key.public_id, purpose, private[: boxes.KEY], private[boxes.KEY :])


def _replaced(key: Key) -> Refused:
    return Refused(
        _("Your key is not as you made it: its public half was replaced. Tell the others who read here."),
        thing=key.ref,
        what="key",
    )
