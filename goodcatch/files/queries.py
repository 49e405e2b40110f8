"""Reads of files. Whoever calls has asked its own rules who may; the key is what opens."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from goodcatch.files import seal
from goodcatch.files.models import FileChunk, StoredFile
from goodcatch.files.terms import Damaged
from goodcatch.kernel.refs import Ref


def content(*, stored: str, owner: Ref, key: bytes) -> Iterator[bytes]:
    """Give a stored file, opened piece by piece as it is read.

    Raises Damaged at once where it does not belong to `owner`, `key` does not open it, or its first block is not what
    was sealed; and while reading, before the piece in question, where a later one is missing, changed or out of place.
    """
    file = StoredFile.objects.filter(name=stored, owner=str(owner)).first()
    if file is None:
        raise Damaged
    pieces = _pieces(file, key)
    first = next(pieces, b"")
    return chain([first], pieces)


def _pieces(file: StoredFile, key: bytes) -> Iterator[bytes]:
    try:
        file_key = seal.unwrapped(bytes(file.sealed_key), under=key, context=file.context)
        yield from seal.opened(_blocks(file), header=bytes(file.header), key=file_key)
    except seal.NotOurs as problem:
        raise Damaged from problem


def _blocks(file: StoredFile) -> Iterator[bytes]:
    """Give the sealed blocks one by one: none but the one in hand is in memory, and no cursor stays open."""
    for number in range(file.chunks):
        sealed = FileChunk.objects.filter(file=file, number=number).values_list("sealed", flat=True).first()
        if sealed is None:
            raise seal.NotOurs
        yield bytes(sealed)


def held_by(*, owner: Ref) -> list[StoredFile]:
    """Give the stored copies of an owner: random names, days and padded lengths, nothing more."""
    return list(StoredFile.objects.filter(owner=str(owner)).order_by("pk"))
