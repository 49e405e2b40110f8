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
    """Give the segments that are kept. Of damaged pixels, what there is of them is given; junk between is not."""
    yield body[:2]
    at, drawn = body.index(b"\xff", 2), False
    while 0 <= at < len(body) - 1 and body[at + 1] != 0xD9:
        marker, end = body[at + 1], _end_of_segment(body, at)
        if end > len(body) and not drawn:
            raise ValueError("a segment beyond the end")
        if end > len(body):  # no marker, but damage among the pixels
            end = _end_of_scan(body, at + 2)
            yield body[at:end]
        elif marker == 0xE0:
            yield _without_preview(body[at:end])
        elif marker not in _JPEG_DROPPED and marker != 0xFF:
            yield body[at:end]
        if marker == 0xDA and end < len(body):
            start, end, drawn = end, _end_of_scan(body, end), True
            yield body[start:end]
        at = body.find(b"\xff", end)
    if not drawn:
        raise ValueError("no pixels")
    yield b"\xff\xd9"


def _end_of_segment(body: bytes, at: int) -> int:
    """Give where the segment ends by its own word; a fill byte is one long, a marker alone two."""
    if body[at + 1] == 0xFF:
        return at + 1
    if body[at + 1] in _STANDALONE:
        return at + 2
    length = int.from_bytes(body[at + 2 : at + 4], "big")
    return at + 2 + length if length >= 2 else len(body) + 1


def _without_preview(segment: bytes) -> bytes:
    """Give the JFIF segment without the preview it may hold."""
    if segment[4:9] != b"JFIF\x00" or len(segment) <= 18:
        return segment if segment[4:9] == b"JFIF\x00" else b""
    return b"\xff\xe0\x00\x10" + segment[4:16] + b"\x00\x00"


def _end_of_scan(body: bytes, at: int) -> int:
    """Find the marker that ends this run of coded pixels, or the end of what there is."""
    while True:
        at = body.find(b"\xff", at)
        if at < 0 or at + 1 >= len(body):
            return len(body)
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
