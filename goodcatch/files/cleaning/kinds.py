"""What a file is, by its content; its ending is not believed.

What can be cleaned is recognised by checks of our own at the first byte, so that a file which is two things at once
is taken for the one thing that is then written anew. Only sound and video, which are kept as they are, are left to a
library's table of signatures.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

import puremagic

from goodcatch.files.cleaning.words import ENDINGS, HEAD, ODF, UNKNOWN, WORD, Kind

HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis"}
STILL_BRANDS = {b"mif1", b"msf1"}
AVIF_BRANDS = {b"avif", b"avis"}
_BITMAP_HEADERS = {12, 40, 52, 56, 64, 108, 124}


@dataclass(frozen=True, slots=True)
class Found:
    """A kind, and the media type within it."""

    kind: Kind
    media_type: str


def find(head: bytes) -> Found:
    """Tell by its first bytes what this is; a container of parts is told apart by `of_parts`."""
    return _picture(head) or _document(head) or _moving(head) or _text(head) or _by_signature(head)


def of_parts(names: set[str], mimetype: bytes) -> Found | None:
    """Tell which office file this container is, by the names of its parts; None where it is another archive."""
    for kind in ("text", "spreadsheet", "presentation"):
        if mimetype.strip() in {f"{ODF}.{kind}".encode(), f"{ODF}.{kind}-template".encode()}:
            return Found(Kind.OFFICE, f"{ODF}.{kind}")
    if "[Content_Types].xml" in names:
        for part, kind in _MAIN_PARTS.items():
            if part in names:
                return Found(Kind.OFFICE, f"{WORD}.{kind}")
    return None


_MAIN_PARTS = {
    "word/document.xml": "wordprocessingml.document",
    "xl/workbook.xml": "spreadsheetml.sheet",
    "ppt/presentation.xml": "presentationml.presentation",
}


def fits(ending: str, media_type: str) -> bool:
    """Tell whether this ending is one that such a file bears."""
    usual = ENDINGS[media_type]
    return not usual or ending in usual or media_type == "application/zip"


def _picture(head: bytes) -> Found | None:
    for magic, kind in (
        (b"\xff\xd8\xff", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"GIF87a", "gif"),
        (b"GIF89a", "gif"),
        (b"II*\x00", "tiff"),
        (b"MM\x00*", "tiff"),
    ):
        if head.startswith(magic):
            return Found(Kind.PICTURE, f"image/{kind}")
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Found(Kind.PICTURE, "image/webp")
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BITMAP_HEADERS:
        return Found(Kind.PICTURE, "image/bmp")
    if head[4:8] == b"ftyp":
        return _still(_brands(head))
    return None


def _still(brands: set[bytes]) -> Found | None:
    if brands & AVIF_BRANDS:
        return Found(Kind.PICTURE, "image/avif")
    if brands & (HEIC_BRANDS | STILL_BRANDS):
        return Found(Kind.PICTURE, "image/heic")
    return None


def _brands(head: bytes) -> set[bytes]:
    end = min(int.from_bytes(head[:4], "big"), 200)
    return {head[8:12], *(head[at : at + 4] for at in range(16, end - 3, 4))}


def _document(head: bytes) -> Found | None:
    if head[:1024].lstrip(b"\xef\xbb\xbf\x00\t\n\x0c\r ").startswith(b"%PDF-"):
        return Found(Kind.PDF, "application/pdf")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Found(Kind.OTHER, "application/zip")
    return None


def _moving(head: bytes) -> Found | None:
    """Tell the sound and video that phones and recorders write."""
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        if brand in {b"M4A ", b"M4B "}:
            return Found(Kind.SOUND, "audio/mp4")
        if brand == b"qt  ":
            return Found(Kind.VIDEO, "video/quicktime")
        return Found(Kind.VIDEO, "video/3gpp" if brand.startswith(b"3g") else "video/mp4")
    if head[:4] == b"RIFF":
        riff = {b"WAVE": (Kind.SOUND, "audio/wav"), b"AVI ": (Kind.VIDEO, "video/x-msvideo")}
        return Found(*riff[head[8:12]]) if head[8:12] in riff else None
    for magic, kind, media_type in _MOVING:
        if head.startswith(magic):
            return Found(kind, media_type)
    return None


_MOVING = (
    (b"\x1aE\xdf\xa3", Kind.VIDEO, "video/webm"),
    (b"OggS", Kind.SOUND, "audio/ogg"),
    (b"fLaC", Kind.SOUND, "audio/flac"),
    (b"#!AMR", Kind.SOUND, "audio/amr"),
    (b"ID3", Kind.SOUND, "audio/mpeg"),
    (b"\xff\xf1", Kind.SOUND, "audio/aac"),
    (b"\xff\xf9", Kind.SOUND, "audio/aac"),
    (b"\xff\xfb", Kind.SOUND, "audio/mpeg"),
    (b"\xff\xf3", Kind.SOUND, "audio/mpeg"),
    (b"\xff\xf2", Kind.SOUND, "audio/mpeg"),
    (b"\x00\x00\x01\xba", Kind.VIDEO, "video/mpeg"),
    (b"\x00\x00\x01\xb3", Kind.VIDEO, "video/mpeg"),
)


def _text(head: bytes) -> Found | None:
    """Tell plain text: UTF-8, or UTF-16 with its mark, without control characters but those of lines and tabs."""
    sixteen = head[:2] in {b"\xff\xfe", b"\xfe\xff"}
    decoder = codecs.getincrementaldecoder("utf-16" if sixteen else "utf-8")()
    try:
        text = decoder.decode(head, final=len(head) < HEAD)
    except UnicodeDecodeError:
        return None
    controls = {chr(n) for n in range(32)} - set("\t\n\r\x0c\x1b")
    return None if not text or controls & set(text) else Found(Kind.TEXT, "text/plain")


def _by_signature(head: bytes) -> Found:
    try:
        guesses = puremagic.magic_string(head[:8192])
    except (puremagic.PureError, ValueError):
        guesses = []
    for guess in guesses:
        media_type = guess.mime_type
        if media_type in ENDINGS and media_type.startswith(("audio/", "video/")):
            return Found(Kind.SOUND if media_type.startswith("audio/") else Kind.VIDEO, media_type)
    return Found(Kind.OTHER, UNKNOWN)
