"""A form sent twice is one deed: the nonce of the form in hand, kept unique by the record."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_nonce: ContextVar[str | None] = ContextVar("nonce", default=None)


def new_nonce() -> str:
    """Give a fresh nonce for one form."""
    return secrets.token_urlsafe(18)


@contextmanager
def deed(nonce: str | None) -> Iterator[None]:
    """Do what is inside as the deed of this form; None where no form is in hand."""
    token = _nonce.set(nonce)
    try:
        yield
    finally:
        _nonce.reset(token)


def nonce_in_hand() -> str | None:
    """Give the nonce of the deed in hand, and leave it there."""
    return _nonce.get()


def take_nonce() -> str | None:
    """Give the nonce of the deed in hand to its first entry; later entries of the same deed get None."""
    nonce = _nonce.get()
    if nonce:
        _nonce.set(None)
    return nonce
