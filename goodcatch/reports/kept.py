"""How words are kept: as they were typed, but for what no database can hold. Never checked for wording (P-6)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.reports import terms


def text(typed: str, *, field: str, missing: str = "", longest: int = terms.LONGEST_TEXT) -> str:
    """Give a text as it is kept: NUL characters gone, line ends made one kind, blank ends cut.

    Raises RuleBroken with `missing` where nothing is left and something is needed, and where it is too long.
    """
    plain = typed.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    return _checked(plain, field=field, missing=missing, longest=longest)


def line(typed: str, *, field: str, missing: str = "", longest: int = terms.LONGEST_LINE) -> str:
    """Give a single line as it is kept; like `text`, with every blank made one space."""
    plain = " ".join(typed.replace("\x00", "").split())
    return _checked(plain, field=field, missing=missing, longest=longest)


def _checked(plain: str, *, field: str, missing: str, longest: int) -> str:
    if missing and not plain:
        raise RuleBroken(missing, field=field)
    if len(plain) > longest:
        sentence = _(
            "This is %(length)s characters long, and %(longest)s would be right. Send the rest as a message afterwards."
        )
        raise RuleBroken(sentence % {"length": len(plain), "longest": longest}, field=field)
    return plain
