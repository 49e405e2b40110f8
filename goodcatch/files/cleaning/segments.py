"""JPEG and PNG inside other files, without the segments that hold more than the picture; the pixels stay as they are.

Inside a PDF or an office file a picture is not drawn anew: what it is drawn with stands outside of it.
"""

from __future__ import annotations

from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"bKGD", b"sBIT"}
_JPEG_DROPPED = {0xE1, *range(0xE2, 0xEE), 0xEF, 0xFE}  # every APP segment but JFIF's and Adobe's, and comments
_STANDALONE = {0x01, *range(0xD0, 0xD9)}


def without_notes(body: bytes) -> bytes | None:
    """Give the JPEG or PNG without its hidden segments and without what follows its end; None where it is neither."""
    try:
        if body.startswith(b"\xff\xd8"):
            return b"".join(_jpeg(body))
        if body.startswith(_PNG):
            return b"".join(_png(body))
    except (IndexError, ValueError):
        return None
    return None


def _jpeg(body: bytes) -> Iterator[bytes]:
    yield body[:2]
    at = 2
    while True:
        if body[at] != 0xFF:
            raise ValueError("no marker")
        marker = body[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == 0xD9:
            yield b"\xff\xd9"
            return
        end = at + 2 if marker in _STANDALONE else at + 2 + _length(body, at + 2)
        if marker not in _JPEG_DROPPED:
            yield _first_only(body[at:end]) if marker == 0xE0 else body[at:end]
        at = end
        if marker == 0xDA:
            end = _end_of_scan(body, at)
            yield body[at:end]
            at = end


def _first_only(segment: bytes) -> bytes:
    """Give the JFIF segment without the preview it may hold."""
    if segment[4:9] != b"JFIF\x00" or len(segment) <= 18:
        return segment if segment[4:9] == b"JFIF\x00" else b""
    return b"\xff\xe0\x00\x10" + segment[4:16] + b"\x00\x00"


def _length(body: bytes, at: int) -> int:
    length = int.from_bytes(body[at : at + 2], "big")
    if length < 2 or at + length > len(body):
        raise ValueError("a segment beyond the end")
    return length


def _end_of_scan(body: bytes, at: int) -> int:
    """Find the marker that ends this run of coded pixels."""
    while True:
        at = body.index(b"\xff", at)
        if body[at + 1] != 0 and not 0xD0 <= body[at + 1] <= 0xD7:
            return at
        at += 2


def _png(body: bytes) -> Iterator[bytes]:
    yield _PNG
    at = len(_PNG)
    while True:
        length, kind = int.from_bytes(body[at : at + 4], "big"), body[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(body):
            raise ValueError("a chunk beyond the end")
        if kind in _PNG_KEPT:
            yield body[at:end]
        if kind == b"IEND":
            return
        at = end
