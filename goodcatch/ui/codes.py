"""Addresses drawn as QR codes, in the page itself: nobody is asked for a picture, and nothing leaves the house."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_code(address: str, *, fills: bool = False) -> SafeString:
    """Draw an address of the house as a QR code on white, in its own size; with `fills` as wide as the page lets it."""
    drawn = segno.make(address, error="q" if fills else "m")
    code = drawn.svg_inline(scale=8 if fills else 3, light="#fff", svgclass="qr", lineclass=None, omitsize=fills)
    return mark_safe(code)  # noqa: S308  # drawn by segno from an address of ours; nothing typed is in it
