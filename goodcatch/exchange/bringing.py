"""Bring folders in: every file known by its content, each one whole or not at all, and an account of all of them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from goodcatch.exchange import queries
from goodcatch.exchange.readers import NotAPostmortem, Unreadable
from goodcatch.exchange.readers.markdown import LARGEST_SOURCE
from goodcatch.exchange.services import Imported, import_source, look_into, place_of, shown_name
from goodcatch.exchange.terms import Status
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.people.models import Unit

IMPORTER = System("import")
COUNTED = ("timeline", "factors", "actions", "unplaced")
_LOOKED_AT = 8192
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to look at; `asked_for` where it was named itself and not met in a folder."""

    path: Path
    asked_for: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: its matter, or the line and reason why there is none."""

    name: str
    status: Status
    counts: Mapping[str, int] = field(default_factory=dict)
    title: str = ""
    case: str = ""
    line: int = 0
    reason: str = ""


@dataclass(slots=True)
class Account:
    """What became of every file, and the totals."""

    files: list[Outcome] = field(default_factory=list)

    def of(self, status: Status) -> list[Outcome]:
        """Give the files that came out like this."""
        return [each for each in self.files if each.status == status]

    @property
    def totals(self) -> dict[str, int]:
        """How many files came out how, and how many parts of each kind they have together."""
        parts: Counter[str] = Counter()
        for each in self.files:
            parts.update(each.counts)
        statuses = {status.value: len(self.of(status)) for status in Status}
        return {"files": len(self.files), **statuses, **{name: parts[name] for name in COUNTED}}


def files_in(paths: Sequence[Path]) -> list[Found]:
    """Give the files at these paths, folders walked in order; hidden ones and links inside folders are passed over."""
    found: dict[Path, Found] = {}
    for path in paths:
        for each in [Found(path, True)] if not path.is_dir() else _walked(path):
            found.setdefault(each.path, each)
    return list(found.values())


def _walked(folder: Path) -> Iterator[Found]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if not name.startswith(".") and path.is_file() and not path.is_symlink():
                yield Found(path, False)


def unit_called(words: str) -> Unit:
    """Give the unit with this name or public id, or the root. Raises RuleBroken."""
    found = queries.units_called(viewer=IMPORTER, words=words)
    if not found and not words:
        raise RuleBroken(_("Nobody lives here yet: set the house up first, so that what comes in belongs to a unit."))
    if not found:
        raise RuleBroken(_("No open unit is called “%(words)s”; its name or its id would be right.") % {"words": words})
    if len(found) > 1:
        ids = ", ".join(unit.public_id for unit in found)
        sentence = _("Several units are called “%(words)s”. Name one by its id: %(ids)s.")
        raise RuleBroken(sentence % {"words": words, "ids": ids})
    return found[0]


def bring_in(
    files: Sequence[Found],
    *,
    unit: Unit,
    dry_run: bool = False,
    heard: Callable[[Outcome], None] = lambda _outcome: None,
) -> Account:
    """Bring these files into the unit one by one, and say of each what became of it. A dry run writes nothing."""
    account, seen = Account(), set[str]()
    places = {place_of(str(each.path.absolute())) for each in files}
    for each in files:
        outcome = _outcome(each, _Run(unit, places, dry_run), seen)
        account.files.append(outcome)
        heard(outcome)
    return account


@dataclass(frozen=True, slots=True)
class _Run:
    """What holds for every file: the unit, where all of them lie, and whether anything is written."""

    unit: Unit
    places: Collection[str]
    dry: bool


def _outcome(found: Found, run: _Run, seen: set[str]) -> Outcome:
    name = shown_name(str(found.path))
    try:
        with found.path.open("rb") as file:
            body = file.read(LARGEST_SOURCE + 1)
    except OSError as problem:
        return Outcome(name, Status.BROKEN, line=1, reason=_("The file cannot be opened: %s.") % problem.strerror)
    if not found.asked_for and b"\0" in body[:_LOOKED_AT] and not body.startswith(_UTF16):
        return Outcome(name, Status.LEFT_OUT, reason=_("The file holds no text: a picture or a program, perhaps."))
    try:
        done = _imported(found, run, body)
    except NotAPostmortem as refusal:
        return Outcome(name, Status.LEFT_OUT, reason=refusal.reason)
    except Unreadable as broken:
        return Outcome(name, Status.BROKEN, line=broken.line, reason=broken.reason)
    except RuleBroken as broken:
        return Outcome(name, Status.BROKEN, line=1, reason=broken.sentence)
    twin = run.dry and done.source.digest in seen
    seen.add(done.source.digest)
    status = Status.UNCHANGED if twin else done.status
    case = "" if run.dry and done.status == Status.IMPORTED else done.source.case.public_id
    return Outcome(name, status, counts=done.counts, title=done.source.title, case=case)


def _imported(found: Found, run: _Run, body: bytes) -> Imported:
    """Import one file; once more where another process brought the same bytes in at the same moment."""
    place = place_of(str(found.path.absolute()))
    reading = look_into(unit=run.unit, name=str(found.path), body=body)
    for last in (False, True):
        try:
            with transaction.atomic():
                done = import_source(by=IMPORTER, unit=run.unit, reading=reading, location=place, beside=run.places)
                transaction.set_rollback(run.dry)
                return done
        except IntegrityError:
            if last:
                raise
    raise AssertionError("the second attempt returns or raises")
