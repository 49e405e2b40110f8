"""Sealed, dated tokens: what a reporter's page carries instead of a session. XChaCha20-Poly1305 from libsodium.

A token can be read by the house alone, belongs to one purpose, and goes stale. Its key is made from the
pepper, so that every process and machine of an installation reads the tokens of the others.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from datetime import timedelta

from nacl import bindings
from nacl.exceptions import CryptoError

from goodcatch.kernel import clock, deeds
from goodcatch.reports import proofs

_NONCE = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
_LONGEST = 2000

FORM, SENT, CANDIDATE, SLIP, FOLLOW = "form", "sent", "candidate", "slip", "follow"
"""Purposes: a form, the page after sending, a receipt on offer, one on its way to paper, the cookie after a receipt."""

LASTS = {
    FORM: timedelta(hours=12),
    SENT: timedelta(minutes=30),
    CANDIDATE: timedelta(hours=1),
    SLIP: timedelta(minutes=10),
    FOLLOW: timedelta(minutes=30),
}
"""How long a token of each purpose is good for."""


def seal(purpose: str, **content: str) -> str:
    """Give a token for this purpose, good from now on, safe in an address."""
    text = json.dumps({"at": int(clock.now().timestamp()), **content}, separators=(",", ":"))
    nonce = secrets.token_bytes(_NONCE)
    sealed = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(text.encode(), purpose.encode(), nonce, _key())
    return base64.urlsafe_b64encode(nonce + sealed).rstrip(b"=").decode()


def seal_form(report: str = "") -> str:
    """Give the token of one form, with a fresh nonce, bound to a report where the form belongs to one."""
    return seal(FORM, nonce=deeds.new_nonce(), report=report)


def unseal(purpose: str, token: str) -> dict[str, str] | None:
    """Give what a token of this purpose holds; None where it is stale, for another purpose, or not ours."""
    if len(token) > _LONGEST:
        return None
    try:
        raw = base64.urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
        text = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(raw[_NONCE:], purpose.encode(), raw[:_NONCE], _key())
    except (ValueError, binascii.Error, CryptoError):
        return None
    content: dict[str, str] = json.loads(text)
    age = clock.now().timestamp() - float(content.pop("at"))
    return content if -60 <= age <= LASTS[purpose].total_seconds() else None


def _key() -> bytes:
    return proofs.purpose_key(b"goodcatch token")
