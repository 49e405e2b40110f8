"""What makes the record tamper-evident: hashes of entries and heads, signatures, sealed pool entries. Pure.

Hashes are BLAKE2b with 32 bytes, told apart by their `person`; signatures are Ed25519, pool entries are sealed
with XSalsa20-Poly1305, both through libsodium.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nacl.exceptions import BadSignatureError, CryptoError
from nacl.secret import SecretBox
from nacl.signing import SigningKey, VerifyKey

from goodcatch.kernel.refs import Ref

DIGEST = 32
_ROOM = 320
"""Every pool entry is padded to this many bytes, so that a blank one and a full one look alike."""


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """What a head says of its batch."""

    number: int
    first: int
    last: int
    day: date
    previous: bytes
    digests: bytes


@dataclass(frozen=True, slots=True)
class Pooled:
    """A reporter-side entry as its readers know it."""

    verb: str
    thing: Ref
    within: Ref | None
    commitment: bytes


def canonical(value: object) -> bytes:
    """Give JSON that is the same, byte by byte, for the same value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def entry_digest(columns: Sequence[str], hearers: Sequence[Sequence[str]]) -> bytes:
    """Give the digest of an entry: all its columns but position and salt, and who was to hear of it."""
    text = canonical([list(columns), sorted(list(h) for h in hearers)])
    return hashlib.blake2b(text, digest_size=DIGEST, person=b"goodcatch entry").digest()


def commitment(salt: bytes, text: bytes) -> bytes:
    """Give the salted commitment to this text: without the salt, nobody can tell what it was."""
    return hashlib.blake2b(text, key=salt, digest_size=DIGEST).digest()


def head_hash(facts: HeadFacts) -> bytes:
    """Give the hash of a head, which holds the hash of the one before."""
    plain = [facts.number, facts.first, facts.last, facts.day.isoformat(), facts.previous.hex(), facts.digests.hex()]
    return hashlib.blake2b(canonical(plain), digest_size=DIGEST, person=b"goodcatch head").digest()


def fingerprint(public_key: bytes) -> str:
    """Give a public key's fingerprint as people compare it: eight groups of four."""
    short = hashlib.blake2b(public_key, digest_size=16, person=b"goodcatch key").hexdigest()
    return " ".join(short[i : i + 4] for i in range(0, 32, 4))


def is_signed(public_key: bytes, hashed: bytes, signature: bytes) -> bool:
    """Tell whether the owner of this key signed this hash."""
    try:
        VerifyKey(public_key).verify(hashed, signature)
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True


class Keys:
    """The record's two keys, both made from the one secret that lies outside the database."""

    def __init__(self, secret: bytes) -> None:
        self._signing = SigningKey(secret)
        self._box = SecretBox(hashlib.blake2b(secret, digest_size=32, person=b"goodcatch pool").digest())
        self.public = bytes(self._signing.verify_key)

    def sign(self, hashed: bytes) -> bytes:
        """Sign a head's hash."""
        return self._signing.sign(hashed).signature

    def close(self, pooled: Pooled | None) -> bytes:
        """Seal a reporter-side entry, or a blank one for None; both look alike."""
        within = pooled.within if pooled else None
        plain = (
            [
                pooled.verb,
                pooled.thing.kind,
                pooled.thing.id,
                within.kind if within else "",
                within.id if within else "",
                pooled.commitment.hex(),
            ]
            if pooled
            else []
        )
        return bytes(self._box.encrypt(canonical(plain).ljust(_ROOM)))

    def open(self, sealed: bytes) -> Pooled | None:
        """Open a reporter-side entry; None for a blank one, and for one sealed with another key."""
        try:
            words = json.loads(self._box.decrypt(sealed))
        except (CryptoError, ValueError):
            return None
        if not words:
            return None
        within = Ref(words[3], words[4]) if words[3] else None
        return Pooled(words[0], Ref(words[1], words[2]), within, bytes.fromhex(words[5]))
