"""One blob for each thing and holder: the data keys, sealed to the holder's public key, under the shred key."""

from __future__ import annotations

from nacl.public import PrivateKey, SealedBox

from goodcatch.kernel.refs import Ref
from goodcatch.vault import boxes, outside
from goodcatch.vault.models import KeyBlob
from goodcatch.vault.services.shredding import altered
from goodcatch.vault.terms import REPORTER, DataKeys, Reader


def fresh_keys() -> DataKeys:
    """Give the data keys of a new thing; the key of its files comes out of that of its words."""
    words = boxes.new_key()
    return DataKeys(words, _files_of(words), boxes.new_key())


def of_reader(thing: Ref, reader: Reader, keys: DataKeys, shred: bytes) -> KeyBlob:
    """Seal words and notes to a reader."""
    return of_holder(thing, reader.person, reader.box_public, keys, shred, key=reader.key)


def of_reporter(thing: Ref, public: bytes, keys: DataKeys, shred: bytes) -> KeyBlob:
    """Seal words to the reporter, and zeros for the notes: as long as what readers get."""
    return of_holder(thing, REPORTER, public, DataKeys(keys.words, keys.files, None), shred)


def of_holder(thing: Ref, holder: str, public: bytes, keys: DataKeys, shred: bytes, *, key: str = "") -> KeyBlob:
    """Seal data keys to a public key, and encrypt the box under the thing's shred key."""
    context = outside.context(thing, "keys", side=holder)
    inner = boxes.close_to(public, keys.words + (keys.notes or bytes(boxes.KEY)), context)
    return KeyBlob(thing=str(thing), holder=holder, key=key, sealed=boxes.wrap(shred, inner, context))


def opened(thing: Ref, row: KeyBlob, private: bytes | SealedBox[PrivateKey], shred: bytes) -> DataKeys:
    """Give the data keys of a blob. Raises Refused where it was altered, swapped or put back."""
    context = outside.context(thing, "keys", side=row.holder)
    try:
        plain = boxes.open_with_private(private, boxes.unwrap(shred, bytes(row.sealed), context), context)
    except boxes.Damaged:
        raise altered(str(thing), "keys") from None
    words, notes = plain[: boxes.KEY], plain[boxes.KEY :]
    return DataKeys(words, _files_of(words), notes if any(notes) else None)


def rewrapped(sealed: bytes, old: bytes, new: bytes, context: boxes.Context) -> bytes:
    """Take a box from under an old shred key to under a new one. Raises Refused."""
    try:
        return boxes.wrap(new, boxes.unwrap(old, sealed, context), context)
    except boxes.Damaged:
        raise altered(context.thing, "keys") from None


def _files_of(words: bytes) -> bytes:
    return boxes.derived(words, b"goodcatch files")
