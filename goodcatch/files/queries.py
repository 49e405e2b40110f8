"""Reads of files. Whoever calls has asked its own rules who may; the key is what opens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from django.db.models import Max

from goodcatch.files import seal
from goodcatch.files.models import FileChunk, StoredFile
from goodcatch.files.terms import Damaged
from goodcatch.kernel.refs import Ref

_AT_ONCE = 16


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
    """Give the sealed blocks in their order: few at a time are in memory, and no cursor stays open between them."""
    for start in range(0, file.chunks, _AT_ONCE):
        here = range(start, min(start + _AT_ONCE, file.chunks))
        rows = FileChunk.objects.filter(file=file, number__in=here).order_by("number")
        found = dict(rows.values_list("number", "sealed"))
        for number in here:
            if number not in found:
                raise seal.NotOurs
            yield bytes(found[number])


def owners_before(*, kind: str, day: date) -> list[Ref]:
    """Give the things of a kind that were given a file before this day, and none since."""
    rows = StoredFile.objects.filter(owner__startswith=f"{kind}:").values("owner").annotate(last=Max("day"))
    return [Ref(kind, owner.partition(":")[2]) for owner in rows.filter(last__lt=day).values_list("owner", flat=True)]


def held_by(*, owner: Ref) -> list[StoredFile]:
    """Give the stored copies of an owner: random names, days and padded lengths, nothing more."""
    return list(StoredFile.objects.filter(owner=str(owner)).order_by("pk"))
