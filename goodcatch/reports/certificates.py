"""Proof of timely reporting: the house signs that on a day something with this commitment was told on a channel.

It holds no content, and can be checked without the house, with its public key (Ed25519). The commitment is a BLAKE2b
hash over what was told and a random salt: without both it stands for nothing that could be guessed, and whoever holds
the receipt may show them later. Pure: no database, no settings.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

WHAT = "Goodcatch proof of reporting, version 1"
LONGEST = 10_000
"""Characters of a certificate that are looked at; one has about 500."""


class Unreadable(Exception):
    """This is no certificate of ours, or not a whole one."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the house signs: who it is, which channel, which day, and the commitment to what was told."""

    house: str
    channel: str
    day: str
    commitment: str
    key: str
    signature: str = ""
    what: str = WHAT

    def signed_bytes(self) -> bytes:
        """Give what the signature stands under: everything but itself, as canonical JSON."""
        held = {name: value for name, value in asdict(self).items() if name != "signature"}
        return json.dumps(held, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    def text(self) -> str:
        """Give it as a file that people can read, too."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False, sort_keys=True) + "\n"

    def is_signed(self) -> bool:
        """Tell whether the holder of the key that it names signed it as it stands."""
        try:
            VerifyKey(bytes.fromhex(self.key)).verify(self.signed_bytes(), bytes.fromhex(self.signature))
        except (BadSignatureError, ValueError, TypeError):
            return False
        return True

    def is_of(self, words: bytes) -> bool:
        """Tell whether this is what was told: the file of words that whoever holds the receipt can download."""
        return commitment(words) == self.commitment


def issue(*, seed: bytes, house: str, channel: str, day: date, words: bytes) -> Certificate:
    """Sign a certificate with the key of this seed; the same words and day give the same one."""
    key = SigningKey(seed)
    public = bytes(key.verify_key).hex()
    bare = Certificate(house, channel, day.isoformat(), commitment(words), public)
    signature = key.sign(bare.signed_bytes()).signature.hex()
    return Certificate(house, channel, bare.day, bare.commitment, public, signature)


def read(text: str) -> Certificate:
    """Read a certificate. Raises Unreadable."""
    try:
        held = json.loads(text[:LONGEST])
        certificate = Certificate(**held)
        whole = all(isinstance(value, str) for value in held.values()) and certificate.what == WHAT
        date.fromisoformat(certificate.day)
    except (ValueError, TypeError, RecursionError):
        raise Unreadable from None
    if not whole:
        raise Unreadable
    return certificate


def public_key(seed: bytes) -> str:
    """Give the public key of this seed, as certificates name it."""
    return bytes(SigningKey(seed).verify_key).hex()


def commitment(words: bytes) -> str:
    """Give the commitment to what was told; its salt stands among the words."""
    return hashlib.blake2b(words, digest_size=32, person=b"goodcatch commit").hexdigest()
