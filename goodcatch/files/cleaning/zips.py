"""Containers of parts: read within bounds, written anew without times, owners, remarks and what lies between parts."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from goodcatch.files.cleaning.refusing import Refused, Unseen
from goodcatch.files.cleaning.words import Bounds, Code, Refusal

_LOCKED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_PIECE = 64 * 1024
_TROUBLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


def opened(body: bytes) -> zipfile.ZipFile:
    """Open the container; nothing is unpacked yet. Raises Unseen."""
    try:
        return zipfile.ZipFile(BytesIO(body))
    except _TROUBLE as problem:
        raise Unseen(Code.DAMAGED) from problem


def start_of(archive: zipfile.ZipFile, name: str, most: int = 200) -> bytes:
    """Give the first bytes of a part; nothing where there is no such part, or it cannot be read."""
    try:
        with archive.open(name) as part:
            return part.read(most)
    except (KeyError, *_TROUBLE):
        return b""


def parts_of(archive: zipfile.ZipFile, bounds: Bounds) -> dict[str, bytes]:
    """Unpack every part.

    Raises Refused where it is too much or strangely named, Unseen where it is locked or damaged.
    """
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > bounds.parts or sum(entry.file_size for entry in entries) > bounds.unpacked:
        raise Refused(Refusal.BOMB)
    names = [entry.filename for entry in entries]
    if any(_is_strange(name) for name in names) or len(set(names)) < len(names):
        raise Refused(Refusal.STRANGE_INSIDE)
    parts, left = {}, bounds.unpacked
    for entry in entries:
        if entry.flag_bits & _LOCKED:
            raise Unseen(Code.LOCKED)
        if entry.compress_type not in _METHODS:
            raise Refused(Refusal.STRANGE_INSIDE)
        parts[entry.filename] = _unpacked(archive, entry, left)
        left -= len(parts[entry.filename])
    return parts


def _is_strange(name: str) -> bool:
    """Tell a name that leads out of the container, or that no office program writes."""
    pieces = name.split("/")
    return (
        name.startswith("/")
        or any(piece in {"", ".", ".."} for piece in pieces)
        or any(ord(character) < 32 or character in '\\:*?"<>|' for character in name)
        or len(name) > 500
    )


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Unpack one part piece by piece: what it says of its own size is not believed."""
    body = bytearray()
    try:
        with archive.open(entry) as part:
            while piece := part.read(_PIECE):
                body += piece
                if len(body) > most:
                    raise Refused(Refusal.BOMB)
    except _TROUBLE as problem:
        raise Unseen(Code.DAMAGED) from problem
    return bytes(body)


def written(parts: Mapping[str, bytes], *, first: str) -> bytes:
    """Write the parts as a new container, `first` before all others; a part called `mimetype` is not packed."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(parts, key=lambda each: (each != first, each)):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 0, 0
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return out.getvalue()
