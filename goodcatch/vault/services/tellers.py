"""A reporter's pair of keys: made with the receipt, opened with it, changed with it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Ref
from goodcatch.vault import boxes, outside
from goodcatch.vault.terms import ReporterPair


def new_reporter_pair(*, kdf_output: bytes, thing: Ref) -> ReporterPair:
    """Make a reporter's pair; its private half lies under what the receipt's one Argon2id gave."""
    pair = boxes.new_pair()
    sealed = close_reporter_private(kdf_output=kdf_output, private=pair.private, thing=thing)
    return ReporterPair(pair.public, sealed, pair.private)


def close_reporter_private(*, kdf_output: bytes, private: bytes, thing: Ref) -> bytes:
    """Encrypt a reporter's private half under another key: of another receipt, or of the page's cookie."""
    return boxes.wrap(_receipt_key(kdf_output), private, outside.context(thing, "reporter"))


def open_reporter_private(*, kdf_output: bytes, sealed_private: bytes, thing: Ref) -> bytes:
    """Give a reporter's private half. Raises RuleBroken where this is not its key."""
    try:
        return boxes.unwrap(_receipt_key(kdf_output), sealed_private, outside.context(thing, "reporter"))
    except boxes.Damaged:
        raise RuleBroken(_("This does not open what was told.")) from None


def _receipt_key(kdf_output: bytes) -> bytes:
    return outside.peppered(kdf_output, b"goodcatch teller")
