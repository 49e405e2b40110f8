"""Take files in, look into them, keep them sealed, hand them on, purge them.

Other rooms call these inside their own deeds, which write the record. `receive` and `examine` belong outside of any
transaction: an upload may be slow, and a child may take a minute; `keep` writes what they made, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.files import seal
from goodcatch.files.cleaning import names
from goodcatch.files.cleaning.parent import clean
from goodcatch.files.cleaning.words import Answer, Refusal
from goodcatch.files.models import FileChunk, StoredFile
from goodcatch.files.spools import Spool
from goodcatch.files.terms import About, Copy, Damaged, bounds, limits, refusal
from goodcatch.kernel import clock
from goodcatch.kernel.costly import TooBusy
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Ref

_AT_ONCE = 16


class Receiving:
    """Takes a file piece by piece, sealed at once; beyond the largest size it is read past, and kept no longer."""

    def __init__(self, *, name: str) -> None:
        self.name = name
        self.spool = Spool()
        self.too_large = False
        self._most = limits().kept_whole

    def write(self, piece: bytes) -> None:
        """Take the next piece."""
        if self.too_large or self.spool.length + len(piece) > self._most:
            self.too_large = True
            self.spool.close()
        else:
            self.spool.write(piece)

    def finish(self) -> Received:
        """Give the file that arrived."""
        if not self.too_large:
            self.spool.finish()
        return Received(self.name, self.spool, too_large=self.too_large)


@dataclass(frozen=True, slots=True)
class Received:
    """A file that arrived, not looked into yet."""

    name: str
    spool: Spool
    too_large: bool = False


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that was looked into: what it is, the cleaned copy if there is one, and what came."""

    name: str
    answer: Answer
    original: Spool
    cleaned: Spool | None

    @property
    def shown(self) -> Spool:
        """What people will get."""
        return self.cleaned or self.original


def receive(*, name: str, pieces: Iterable[bytes]) -> Received:
    """Take a file from wherever it comes, piece by piece. For forms, the upload handler has done so already."""
    receiving = Receiving(name=name)
    for piece in pieces:
        receiving.write(piece)
    return receiving.finish()


def examine(*, received: Received, unseen: bool = True) -> Examined:
    """Tell what a file is and clean it, in a child process. Call it outside of any transaction.

    `unseen`: whether a file is taken that nobody can look into. Raises RuleBroken with a sentence where the file is not
    taken, or where too many files wait to be looked into.
    """
    called = names.with_ending(received.name, "")
    if received.too_large:
        raise RuleBroken(refusal(Refusal.TOO_LARGE, name=called, most=limits().kept_whole))
    original, copy = received.spool, Spool()
    try:
        cleaned = clean(original.read(), name=received.name, size=original.length, sink=copy.write, bounds=bounds())
    except TooBusy as busy:
        raise RuleBroken(
            _("Many files are being looked into at this moment. Send “%(name)s” again in a minute.") % {"name": called}
        ) from busy
    answer = cleaned.answer
    if answer.refusal is not None:
        raise RuleBroken(refusal(answer.refusal, name=called, most=limits().looked_into))
    if not answer.looked_inside and not unseen:
        raise RuleBroken(
            _("We cannot look inside “%(name)s”, so it is not taken here. A PDF or pictures of it would be right.")
            % {"name": called}
        )
    if not cleaned.rewritten:
        copy.close()
        return Examined(received.name, answer, original, None)
    copy.finish()
    return Examined(received.name, answer, original, copy)


@transaction.atomic
def keep(*, examined: Examined, owner: Ref, key: bytes, original_key: bytes | None) -> About:
    """Keep a file for `owner`, its own key sealed under `key` (32 bytes); give what is known of it, to be sealed.

    What came is kept beside the cleaned copy under `original_key`, or not at all where that is None. Raises RuleBroken
    where the owner has too many files already.
    """
    _demand_room(owner)
    answer = examined.answer
    shown = _store(examined.shown, owner, key)
    shown_copy = _copy(shown, examined.shown, names.with_ending(examined.name, answer.ending), answer.media_type)
    original = None
    if examined.cleaned is not None and original_key is not None:
        row = _store(examined.original, owner, original_key, original_of=shown)
        original = _copy(row, examined.original, names.with_ending(examined.name, ""), "application/octet-stream")
    return About(answer.kind, answer.looked_inside, answer.notes, shown_copy, original)


def _demand_room(owner: Ref) -> None:
    held = StoredFile.objects.filter(owner=str(owner), original_of=None).count()
    if held >= limits().per_owner:
        raise RuleBroken(_("There are %(n)s files here already, and no more fit.") % {"n": held})


def _copy(row: StoredFile, spool: Spool, name: str, media_type: str) -> Copy:
    return Copy(row.name, name, media_type, spool.length, spool.sha256)


def _store(spool: Spool, owner: Ref, key: bytes, *, original_of: StoredFile | None = None) -> StoredFile:
    file = StoredFile(
        owner=str(owner),
        day=clock.today(),
        original_of=original_of,
        chunks=spool.chunks,
        padded_length=spool.padded_length,
        header=spool.header,
    )
    file.sealed_key = seal.wrapped(spool.key, under=key, context=file.context)
    file.save(force_insert=True)
    waiting: list[FileChunk] = []
    for number, sealed in enumerate(spool.sealed_blocks()):
        waiting.append(FileChunk(file=file, number=number, sealed=sealed))
        if len(waiting) == _AT_ONCE:
            FileChunk.objects.bulk_create(waiting)
            waiting = []
    FileChunk.objects.bulk_create(waiting)
    return file


@transaction.atomic
def hand_on(*, stored: str, owner: Ref, key: bytes, to: Ref, under: bytes) -> None:
    """Let a stored copy belong to `to`, its key sealed under `under`: a draft's files become the report's.

    Raises Damaged where it does not belong to `owner`, or `key` does not open it, and RuleBroken where `to` has too
    many files already.
    """
    file = StoredFile.objects.select_for_update().filter(name=stored, owner=str(owner)).first()
    if file is None:
        raise Damaged
    if not file.original_of_id:
        _demand_room(to)
    try:
        file_key = seal.unwrapped(bytes(file.sealed_key), under=key, context=file.context)
    except seal.NotOurs as problem:
        raise Damaged from problem
    file.owner = str(to)
    file.sealed_key = seal.wrapped(file_key, under=under, context=file.context)
    file.save(update_fields=["owner", "sealed_key"])


@transaction.atomic
def purge(*, owner: Ref) -> int:
    """Remove every file of this owner; give how many copies. For purge verbs, which destroy the keys first."""
    held = StoredFile.objects.filter(owner=str(owner))
    FileChunk.objects.filter(file__in=held).delete()
    originals, _rows = held.exclude(original_of=None).delete()
    others, _rows = held.delete()
    return originals + others
