"""Sealed, dated tokens: what a reporter's page carries instead of a session. XChaCha20-Poly1305 from libsodium.

A token can be read by the house alone, belongs to one purpose, and goes stale. Its key is made from the
pepper and the hour in which it was made, so that every process and machine of an installation reads the tokens
of the others, and one hour's key opens nothing of another hour.
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
_HOUR = 4
_LONGEST = 2000

FORM, SENT, CANDIDATE, SLIP, FOLLOW = "form", "sent", "candidate", "slip", "follow"
"""Purposes: a form, the page after sending, a receipt on offer, one on its way to paper, the cookie after a receipt."""
OFFERED, HOLDS, PRINTED = "offered", "holds", "printed"
"""On sealed channels: the receipt that a page shows before anything is written, the cookie that opens the seal, and the
receipt that is going to be printed for somebody who told a reader."""

ASIDE = "aside"
"""Where the files of a form that could not be done yet are set aside, and what opens them."""

WATCHED, INVITED, HARMED = "watched", "invited", "harmed"
"""Of protection plans: the cookie of somebody watched over, the address with which a witness is asked, and what leads
from a check-in to the sealed channel that learns of it."""

LASTS = {
    FORM: timedelta(hours=12),
    SENT: timedelta(minutes=30),
    CANDIDATE: timedelta(hours=1),
    SLIP: timedelta(minutes=10),
    FOLLOW: timedelta(minutes=30),
    OFFERED: timedelta(hours=1),
    HOLDS: timedelta(minutes=30),
    PRINTED: timedelta(hours=12),
    ASIDE: timedelta(hours=12),
    WATCHED: timedelta(minutes=30),
    INVITED: timedelta(days=30),
    HARMED: timedelta(hours=1),
}
"""How long a token of each purpose is good for."""


def seal(purpose: str, **content: str) -> str:
    """Give a token for this purpose, good from now on, safe in an address."""
    at = int(clock.now().timestamp())
    text = json.dumps({"at": at, **content}, separators=(",", ":"))
    nonce, hour = secrets.token_bytes(_NONCE), (at // 3600).to_bytes(_HOUR)
    sealed = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(text.encode(), purpose.encode(), nonce, _key(hour))
    return base64.urlsafe_b64encode(hour + nonce + sealed).rstrip(b"=").decode()


def seal_form(report: str = "") -> str:
    """Give the token of one form, with a fresh nonce, bound to a report where the form belongs to one."""
    return seal(FORM, nonce=deeds.new_nonce(), report=report)


def unseal(purpose: str, token: str) -> dict[str, str] | None:
    """Give what a token of this purpose holds; None where it is stale, for another purpose, or not ours."""
    if len(token) > _LONGEST:
        return None
    try:
        raw = base64.urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
        hour, nonce, sealed = raw[:_HOUR], raw[_HOUR : _HOUR + _NONCE], raw[_HOUR + _NONCE :]
        text = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, purpose.encode(), nonce, _key(hour))
    except (ValueError, binascii.Error, CryptoError):
        return None
    content: dict[str, str] = json.loads(text)
    age = clock.now().timestamp() - float(content.pop("at"))
    return content if -60 <= age <= LASTS[purpose].total_seconds() else None


def _key(hour: bytes) -> bytes:
    return proofs.purpose_key(b"goodcatch token", hour)
