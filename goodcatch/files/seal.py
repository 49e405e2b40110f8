"""How a file is sealed: libsodium's secretstream, block by block, under a key of its own; that key under the caller's.

A stream cannot be cut, turned round or mixed with another: each block carries its place, the last one says that it is
the last. What is sealed is filled up with zeros to a size class, and how long it really is lies sealed beside its key.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nacl import bindings
from nacl.exceptions import CryptoError

KEY_BYTES = bindings.crypto_secretstream_xchacha20poly1305_KEYBYTES
HEADER_BYTES = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
BLOCK = 64 * 1024
SEALED_BLOCK = BLOCK + bindings.crypto_secretstream_xchacha20poly1305_ABYTES
SMALLEST = 16 * 1024
_LAST = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_MORE = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_NONCE_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
SEALED_KEY_BYTES = _NONCE_BYTES + KEY_BYTES + 8 + bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES


class NotOurs(Exception):
    """What was opened is not what was sealed: changed, cut, turned round, of another file, or under another key."""


def padded(length: int) -> int:
    """Give the size class of a length: at most 12 % more, so that few sizes tell one file from another.

    Padmé, of Nikitin and others, 'Reducing Metadata Leakage from Encrypted Files and Communication with PURBs'
    (PoPETs 2019), section 4; nothing is smaller than 16 KiB.
    """
    if length <= SMALLEST:
        return SMALLEST
    exponent = length.bit_length() - 1
    low_bits = exponent - exponent.bit_length()
    mask = (1 << low_bits) - 1
    return (length + mask) & ~mask


@dataclass(frozen=True, slots=True, repr=False)
class FileKey:
    """The key of one file, and how long the file really is."""

    key: bytes
    length: int


class Sealing:
    """Seals blocks one after the other."""

    def __init__(self) -> None:
        self.key = secrets.token_bytes(KEY_BYTES)
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        self.header = bindings.crypto_secretstream_xchacha20poly1305_init_push(self._state, self.key)

    def seal(self, block: bytes, *, last: bool) -> bytes:
        """Give the next block, sealed."""
        tag = _LAST if last else _MORE
        sealed: bytes = bindings.crypto_secretstream_xchacha20poly1305_push(self._state, block, None, tag)
        return sealed


def opened(blocks: Iterable[bytes], *, header: bytes, key: FileKey) -> Iterator[bytes]:
    """Give what was sealed, block by block, without what it was filled up with. Raises NotOurs."""
    state, left, ended = bindings.crypto_secretstream_xchacha20poly1305_state(), key.length, False
    try:
        bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, header, key.key)
        for sealed in blocks:
            if ended:
                raise NotOurs
            block, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(state, sealed)
            ended = tag == _LAST
            if left:
                yield block[:left]
            left = max(0, left - len(block))
    except (CryptoError, TypeError, ValueError) as problem:
        raise NotOurs from problem
    if left or not ended:
        raise NotOurs


def wrapped(file_key: FileKey, *, under: bytes, context: bytes) -> bytes:
    """Seal the file's key under another, for this context alone."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    plain = file_key.key + file_key.length.to_bytes(8, "big")
    sealed: bytes = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, context, nonce, under)
    return nonce + sealed


def unwrapped(sealed: bytes, *, under: bytes, context: bytes) -> FileKey:
    """Open a file's key. Raises NotOurs where it lies under another key, or belongs elsewhere."""
    nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        plain = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(rest, context, nonce, under)
    except (CryptoError, TypeError, ValueError) as problem:
        raise NotOurs from problem
    return FileKey(plain[:KEY_BYTES], int.from_bytes(plain[KEY_BYTES:], "big"))
