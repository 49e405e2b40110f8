"""What the house keeps of a receipt, and how it tells that one is right: Argon2id and keyed BLAKE2b, from libsodium.

The pepper lies in a file of the data folder, outside the database, and is backed up apart: whoever holds a
copy of the database alone can neither find a look-up id nor try secrets. A lost one is never replaced (config/peppers).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from nacl import pwhash

from config.peppers import pepper
from goodcatch.kernel.costly import POOL, TooBusy
from goodcatch.reports import certificates
from goodcatch.reports.receipts import Receipt

PEPPER = "receipt-pepper"
_SALT_BYTES, _PROOF_BYTES = 16, 32


@dataclass(frozen=True, slots=True)
class Cost:
    """What one Argon2id takes (OWASP Password Storage Cheat Sheet: 46 MiB with one pass, or more)."""

    memory_kib: int = 46 * 1024
    passes: int = 1


COST = Cost()
"""What a new receipt takes."""


@dataclass(frozen=True, slots=True, repr=False)
class Proof:
    """What is kept of a receipt."""

    look_up: bytes
    salt: bytes
    proof: bytes
    cost: Cost


def prove(receipt: Receipt) -> Proof:
    """Give what is kept of a new receipt: one Argon2id in the bounded pool. Raises TooBusy."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return Proof(hashed_look_up(receipt), salt, _proof_of(receipt, salt, COST), COST)


def hashed_look_up(receipt: Receipt) -> bytes:
    """Give the keyed hash under which a slip is found; cheap, so that unknown ids are refused at once."""
    return _keyed(receipt.look_up, b"goodcatch lookup")


def opens(receipt: Receipt, kept: Proof) -> bool:
    """Tell whether the receipt's secret is the one that was kept. Raises TooBusy where another guess is under way."""
    with _one_at_a_time(kept.look_up):
        return hmac.compare_digest(_proof_of(receipt, kept.salt, kept.cost), kept.proof)


@dataclass(frozen=True, slots=True)
class Lock:
    """With what a receipt's secret becomes the key to a reporter's pair: a salt of its own, and the cost."""

    salt: bytes
    cost: Cost


def new_lock() -> Lock:
    """Give the lock for a new receipt, with a salt of its own."""
    return Lock(secrets.token_bytes(_SALT_BYTES), COST)


def opening_key(receipt: Receipt, lock: Lock) -> bytes:
    """Give what opens the reporter's pair: one Argon2id in the bounded pool, under the pepper. Raises TooBusy."""
    return _keyed(_hashed(receipt, lock.salt, lock.cost), b"goodcatch opener")


def guessed_key(receipt: Receipt, lock: Lock) -> bytes:
    """Give the same for a receipt that somebody enters. Raises TooBusy, also while another guess at this id runs."""
    with _one_at_a_time(hashed_look_up(receipt)):
        return opening_key(receipt, lock)


def purpose_key(purpose: bytes, within: bytes = b"") -> bytes:
    """Give a key for one purpose (at most 16 bytes long), made from the pepper; `within` an hour, say, another."""
    return _keyed(within, purpose)


def house_seed() -> bytes:
    """Give the seed of the key with which the house signs proofs of reporting."""
    return purpose_key(b"goodcatch attest")


def house_key() -> str:
    """Give the public half of that key, to be published."""
    return certificates.public_key(house_seed())


def _proof_of(receipt: Receipt, salt: bytes, cost: Cost) -> bytes:
    return _keyed(_hashed(receipt, salt, cost), b"goodcatch proof")


def _hashed(receipt: Receipt, salt: bytes, cost: Cost) -> bytes:
    def hashed() -> bytes:
        return pwhash.argon2id.kdf(
            _PROOF_BYTES, receipt.secret, salt, opslimit=cost.passes, memlimit=cost.memory_kib * 1024
        )

    return POOL.run(hashed)


def _keyed(data: bytes, purpose: bytes) -> bytes:
    return hashlib.blake2b(data, key=_pepper(), digest_size=32, person=purpose).digest()


@cache
def _pepper() -> bytes:
    return pepper(PEPPER)


_guessing: set[bytes] = set()
_guard = threading.Lock()


@contextmanager
def _one_at_a_time(look_up: bytes) -> Iterator[None]:
    """Let one guess at this id run in this process: a guesser slows down the report they guess at, nobody else."""
    with _guard:
        if look_up in _guessing:
            raise TooBusy
        _guessing.add(look_up)
    try:
        yield
    finally:
        with _guard:
            _guessing.discard(look_up)
