"""How things are sealed, signed and stretched: libsodium through PyNaCl, and no step of our own. Pure.

XChaCha20-Poly1305 with the context as additional data; sealed boxes (X25519, XSalsa20-Poly1305) with the hash of the
context inside; Ed25519 signatures; Argon2id, its output keyed with the pepper (BLAKE2b). docs/understanding/vault.md.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, field

from nacl import pwhash
from nacl.exceptions import BadSignatureError, CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import Aead
from nacl.signing import SigningKey, VerifyKey

KEY = 32
SALT = 16
VERSION = 1
SMALLEST = 512
_LENGTH = 4


class Damaged(Exception):
    """What lies here does not open: it was changed, swapped, put back, or sealed for somebody else. Says no values."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is sealed, where it belongs. Bound to every box, so that none opens in another's place."""

    installation: str
    thing: str
    kind: str
    number: int = 0
    side: str = ""
    version: int = VERSION

    def data(self) -> bytes:
        """Give it as bytes, the same for the same context."""
        return canonical([self.version, self.installation, self.thing, self.kind, self.number, self.side])

    def hashed(self) -> bytes:
        """Give its hash, which lies inside a box that knows no additional data."""
        return hashlib.blake2b(self.data(), digest_size=KEY, person=b"goodcatch contxt").digest()


@dataclass(frozen=True, slots=True)
class Pair:
    """A public key and its private half."""

    public: bytes
    private: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one Argon2id takes: memory and passes."""

    memory_kib: int = 64 * 1024
    passes: int = 3


def canonical(value: object) -> bytes:
    """Give JSON that is the same, byte by byte, for the same value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def new_key() -> bytes:
    """Give a fresh random key."""
    return secrets.token_bytes(KEY)


def padded(text: bytes, *, at_least: int = SMALLEST) -> bytes:
    """Fill up to the next size class (a power of two, 512 bytes at least), so that a size says little."""
    needed = len(text) + _LENGTH
    size = max(at_least, 1 << (needed - 1).bit_length())
    return (len(text).to_bytes(_LENGTH, "big") + text).ljust(size, b"\0")


def unpadded(filled: bytes) -> bytes:
    """Give what was filled up. Raises Damaged."""
    length = int.from_bytes(filled[:_LENGTH], "big")
    if len(filled) < _LENGTH or length > len(filled) - _LENGTH:
        raise Damaged
    return filled[_LENGTH : _LENGTH + length]


def close(key: bytes, text: bytes, context: Context, *, at_least: int = SMALLEST) -> bytes:
    """Seal a text under a key (XChaCha20-Poly1305), padded and bound to its context."""
    return bytes(Aead(key).encrypt(padded(text, at_least=at_least), context.data()))


def open_with_key(key: bytes, sealed: bytes, context: Context) -> bytes:
    """Open what `close` sealed. Raises Damaged."""
    try:
        return unpadded(Aead(key).decrypt(sealed, context.data()))
    except (CryptoError, ValueError):
        raise Damaged from None


def wrap(key: bytes, inner: bytes, context: Context) -> bytes:
    """Encrypt a key or box of known size under a key, unpadded and bound to its context."""
    return bytes(Aead(key).encrypt(inner, context.data()))


def unwrap(key: bytes, wrapped: bytes, context: Context) -> bytes:
    """Give what `wrap` encrypted. Raises Damaged."""
    try:
        return Aead(key).decrypt(wrapped, context.data())
    except (CryptoError, ValueError):
        raise Damaged from None


def new_pair() -> Pair:
    """Give a fresh X25519 pair."""
    private = PrivateKey.generate()
    return Pair(bytes(private.public_key), bytes(private))


def pair_of(private: bytes) -> Pair:
    """Give the X25519 pair of this private half."""
    return Pair(bytes(PrivateKey(private).public_key), private)


def close_to(public: bytes, inner: bytes, context: Context) -> bytes:
    """Seal to whoever holds the private half, with the hash of the context inside."""
    return SealedBox(PublicKey(public)).encrypt(context.hashed() + inner)


def opener(private: bytes) -> SealedBox[PrivateKey]:
    """Give what opens many boxes with one private half: its public half is computed once."""
    return SealedBox(PrivateKey(private))


def open_with_private(private: bytes | SealedBox[PrivateKey], sealed: bytes, context: Context) -> bytes:
    """Open what `close_to` sealed for this context. Raises Damaged."""
    try:
        opened = (opener(private) if isinstance(private, bytes) else private).decrypt(sealed)
    except (CryptoError, ValueError):
        raise Damaged from None
    if not hmac.compare_digest(opened[:KEY], context.hashed()):
        raise Damaged
    return opened[KEY:]


def signing_pair(seed: bytes) -> Pair:
    """Give the Ed25519 pair of this seed."""
    return Pair(bytes(SigningKey(seed).verify_key), seed)


def sign(seed: bytes, message: bytes) -> bytes:
    """Sign a message with Ed25519."""
    return SigningKey(seed).sign(message).signature


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether the holder of this key signed this message."""
    try:
        VerifyKey(public).verify(message, signature)
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True


def hashed(data: bytes) -> bytes:
    """Give the hash of a list of readers, by which the next one names it."""
    return hashlib.blake2b(data, digest_size=KEY, person=b"goodcatch list").digest()


def fingerprint(data: bytes) -> str:
    """Give the fingerprint of a key or list as people compare it: eight groups of four."""
    short = hashlib.blake2b(data, digest_size=16, person=b"goodcatch finger").hexdigest()
    return " ".join(short[i : i + 4] for i in range(0, 32, 4))


def derived(key: bytes, purpose: bytes) -> bytes:
    """Give a key for one purpose (at most 16 bytes long) out of another key."""
    return hashlib.blake2b(b"", key=key, digest_size=KEY, person=purpose).digest()


def keyed(data: bytes, key: bytes, purpose: bytes) -> bytes:
    """Give the keyed hash of this data for one purpose (at most 16 bytes long)."""
    return hashlib.blake2b(data, key=key, digest_size=KEY, person=purpose).digest()


def stretched(passphrase: bytes, salt: bytes, cost: Cost) -> bytes:
    """Give what Argon2id makes of a passphrase. Costly: run it in the bounded pool."""
    memory = cost.memory_kib * 1024
    return pwhash.argon2id.kdf(KEY, passphrase, salt, opslimit=cost.passes, memlimit=memory)
