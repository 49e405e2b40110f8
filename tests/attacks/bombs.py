"""Files that are small and unpack to far more than anybody should hold, and what is answered to each."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
from PIL import Image

from goodcatch.files.cleaning.words import Refusal
from goodcatch.files.tests import made


def packed_zeros(count: int) -> bytes:
    """Pack so many zeros: a MiB of them in a block that looks back at none before it, as often as it takes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    rest = packer.compress(bytes(count % 2**20)) + packer.flush()
    checksum = (count % 65521) << 16 | 1  # Adler-32 of zeros
    return b"\x78\xda" + block * (count // 2**20) + rest + struct.pack(">I", checksum)


def png_of(width: int, height: int) -> bytes:
    """A PNG of one colour: a few hundred kB for gigabytes of pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = packed_zeros((width * 3 + 1) * min(height, 2000))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            chunk(b"IDAT", rows),
            chunk(b"IEND", b""),
        ]
    )


def text_bomb() -> bytes:
    body = made.picture("PNG")
    packed = packed_zeros(300 * 2**20)
    chunk = b"zTXt" + b"Comment\0\0" + packed
    return body[:33] + struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) + body[33:]


def pdf_bomb() -> bytes:
    """A PDF whose list of objects unpacks to more than a GB: it must be unpacked before anything can be known."""
    file = pikepdf.new()
    file.add_blank_page()
    out = BytesIO()
    file.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    body = out.getvalue()
    packed = packed_zeros(1200 * 2**20)
    start = body.rindex(b"startxref")
    entry = b"900 0 obj\n<</Type/ObjStm/N 1/First 10/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
    table = b"901 0 obj\n<</Type/XRef/Size 902/W[1 4 1]/Index[1 1 900 2]/Root 1 0 R/Length 18>>\nstream\n"
    at = start
    after = at + len(entry) + len(packed) + len(b"\nendstream\nendobj\n")
    rows = b"\x02" + struct.pack(">I", 900) + b"\0"
    rows += b"\x01" + struct.pack(">I", at) + b"\0" + b"\x01" + struct.pack(">I", after) + b"\0"
    body = body[:start] + entry + packed + b"\nendstream\nendobj\n" + table + rows + b"\nendstream\nendobj\n"
    return body + b"startxref\n%d\n%%%%EOF\n" % after


def zip_bomb() -> bytes:
    return made.archive({**made.word_parts(), "word/document.xml": b"<a>" + b" " * 300 * 2**20 + b"</a>"})


def lying_zip() -> bytes:
    """A document one part of which says that it is small."""
    body = bytearray(made.archive({"word/styles.xml": bytes(40 * 2**20), **made.word_parts()}))
    size, small = struct.pack("<I", 40 * 2**20), struct.pack("<I", 1000)
    return bytes(body.replace(size, small))


def many_parts(count: int) -> bytes:
    return made.archive({**made.word_parts(), **{f"word/part{n}.xml": "<a/>" for n in range(count)}})


def nested(depth: int) -> bytes:
    body = made.word()
    for _ in range(depth):
        body = made.archive({**made.word_parts(), "word/embeddings/inner.xlsx": body})
    return body


def frames(count: int) -> bytes:
    pictures = [Image.new("P", (900, 900), n % 200) for n in range(count)]
    return made.picture("GIF", pictures[0], save_all=True, append_images=pictures[1:], optimize=False)


BOMBS: dict[str, tuple[Callable[[], bytes], Refusal | None]] = {
    "PNG of 4 thousand million pixels": (lambda: png_of(65_000, 65_000), Refusal.TOO_MANY_PIXELS),
    "PNG a little too large": (lambda: png_of(8_001, 8_000), Refusal.TOO_MANY_PIXELS),
    "film of many pictures": (lambda: frames(120), Refusal.TOO_MANY_PIXELS),
    "PNG with 300 MB of text": (text_bomb, None),
    "PDF whose objects unpack to more than a GB": (pdf_bomb, None),
    "document that unpacks to 300 MB": (zip_bomb, Refusal.BOMB),
    "document that lies about a part": (lying_zip, None),
    "document of 10,000 parts": (lambda: many_parts(10_000), Refusal.BOMB),
    "document in a document in a document": (lambda: nested(6), None),
}
