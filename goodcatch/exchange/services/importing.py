"""Bring a source in: one file, one matter, all or nothing. The same bytes again do nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from goodcatch.actions import services as actions
from goodcatch.actions.services import ActionDraft
from goodcatch.cases import services as cases
from goodcatch.cases.services import CaseDraft
from goodcatch.exchange.arranging import READER, Piece, arranged, title_of
from goodcatch.exchange.models import ImportedPart, Source, SourceVersion
from goodcatch.exchange.readers import read
from goodcatch.exchange.readers.document import Document, Kind
from goodcatch.exchange.services.following import follow
from goodcatch.exchange.terms import Status, Target
from goodcatch.kernel import clock
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person, Unit
from goodcatch.people.services.units import zone_of
from goodcatch.record import services as record
from goodcatch.reviews import services as reviews

SAME_NAME, SAME_TITLE = 0.5, 0.8
"""How many of its pieces a file shares with a source of the same name, or of the same title alone, whose later
version it is, moved and edited. Two incidents of one title are told in much the same words."""
LONGEST_NAME = 400


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a source, and how many parts of each kind it has."""

    source: Source
    status: Status
    counts: Mapping[str, int]


class Reading:
    """A file as it is read. To read one may take seconds, so it is done once, and before anything is written."""

    def __init__(self, *, name: str, body: bytes, zone: str) -> None:
        self.name, self.body, self._zone = shown_name(name), body, zone
        self.digest = hashlib.sha256(body).hexdigest()

    @cached_property
    def document(self) -> Document:
        """What the file tells. Raises Unreadable and NotAPostmortem."""
        return read(self.body, name=self.name)

    @cached_property
    def pieces(self) -> list[Piece]:
        """The document in the pieces that find a place here. Raises Unreadable and NotAPostmortem."""
        return arranged(self.document, zone=self._zone)


def look_into(*, unit: Unit, name: str, body: bytes) -> Reading:
    """Read a file for `import_source`, outside its transaction; one whose bytes are known is not read again.

    Raises Unreadable and NotAPostmortem.
    """
    reading = Reading(name=name, body=body, zone=zone_of(unit) or settings.TIME_ZONE)
    if not Source.objects.filter(digest=reading.digest).exists():
        _ = reading.pieces
    return reading


@transaction.atomic
def import_source(
    *, by: Person | System, unit: Unit, reading: Reading, location: str = "", beside: Collection[str] = ()
) -> Imported:
    """Bring a file in as a matter with its review and actions, or let what it became follow it.

    `location` says where the file lay, so that it is known again when its bytes have changed; `beside` which other
    files lie there still, so that this one is none of them, moved (both as `place_of` gives them). Nobody is told.
    Raises Unreadable, NotAPostmortem and RuleBroken.
    """
    location = location or place_of(reading.name)
    known = Source.objects.filter(digest=reading.digest).first()
    if known is not None:
        return Imported(known, Status.UNCHANGED, _counts(known))
    fresh = _Fresh(reading.name, location, reading.digest, title_of(reading.document))
    source = _earlier(unit, fresh, reading.pieces, beside)
    if source is None:
        source = _bring_in(by, unit, fresh, reading.pieces)
        status = Status.IMPORTED
    elif source.digest == fresh.digest:
        return Imported(source, Status.UNCHANGED, _counts(source))  # another process was a moment quicker
    elif source.location != location and SourceVersion.objects.filter(source=source, digest=fresh.digest).exists():
        return Imported(source, Status.UNCHANGED, _counts(source))  # an old copy that lies elsewhere
    else:
        status = follow(by=by, source=source, document=reading.document, pieces=reading.pieces)
        source.name, source.last_name = fresh.name, fresh.last_name
        source.location, source.digest, source.title = location, fresh.digest, fresh.title
        source.save()
    _keep(source, reading.body)
    facts = {"hash": fresh.digest}
    record.write(by=by, verb="exchange.import_source", thing=source.ref, within=source.case.ref, facts=facts)
    return Imported(source, status, _counts(source))


def place_of(path: str) -> str:
    """Give a hash of where a file lies: enough to know it again, and nothing to read."""
    return hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()


def shown_name(name: str) -> str:
    """Give a name as it can be kept and shown: file systems allow more."""
    plain = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "�" for letter in plain)[-LONGEST_NAME:] or "?"


@dataclass(frozen=True, slots=True)
class _Fresh:
    """What is known of a file that is new here."""

    name: str
    location: str
    digest: str
    title: str

    @property
    def last_name(self) -> str:
        """The name without its folders."""
        return PurePosixPath(self.name).name


def _earlier(unit: Unit, fresh: _Fresh, pieces: Sequence[Piece], beside: Collection[str]) -> Source | None:
    """Find the source of which this is a later version: what lay in the same place, else the most alike."""
    sources = Source.objects.filter(unit=unit).select_related("case", "review").order_by("pk")
    new = {piece.key for piece in pieces if piece.target != Target.CASE}
    for source in sources.filter(location=fresh.location).order_by("-pk"):
        if source.title == fresh.title or new & _keys(source):
            return _held(source)
    found: list[tuple[float, int, Source]] = []
    for source in sources.filter(Q(last_name=fresh.last_name) | Q(title=fresh.title)):
        enough = SAME_NAME if source.last_name == fresh.last_name else SAME_TITLE
        alike = 0.0 if source.location in beside else _alike(new, _keys(source))
        if alike >= enough:
            found.append((alike, -source.pk, source))
    return _held(max(found)[2]) if found else None


def _held(source: Source) -> Source:
    """The source as it is stored now, held until the import is done."""
    return Source.objects.select_for_update(of=("self",)).select_related("case", "review").get(pk=source.pk)


def _keys(source: Source) -> set[str]:
    rows = ImportedPart.objects.filter(source=source, gone_at=None).exclude(target=Target.CASE)
    return set(rows.values_list("key", flat=True))


def _alike(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _bring_in(by: Person | System, unit: Unit, fresh: _Fresh, pieces: Sequence[Piece]) -> Source:
    """Make the matter, its review and its actions, each by the verb of its room."""
    first = pieces[0].draft
    if not isinstance(first, CaseDraft):
        raise TypeError("the first piece is the matter as a whole")
    case = cases.bring_in(by=by, unit=unit, draft=first)
    told = [piece for piece in pieces if not isinstance(piece.draft, CaseDraft | ActionDraft)]
    drafts = [piece.draft for piece in told if not isinstance(piece.draft, CaseDraft | ActionDraft)]
    review, ids = reviews.bring_in(by=by, case=case, title=case.title, parts=drafts)
    to_do = [piece for piece in pieces if isinstance(piece.draft, ActionDraft)]
    wanted = [piece.draft for piece in to_do if isinstance(piece.draft, ActionDraft)]
    made = actions.bring_in(by=by, case=case, review=review, drafts=wanted) if wanted else []
    source = Source.objects.create(
        unit=unit,
        case=case,
        review=review,
        name=fresh.name,
        last_name=fresh.last_name,
        title=fresh.title,
        location=fresh.location,
        digest=fresh.digest,
        imported_at=clock.now(),
    )
    became = [(pieces[0], case.public_id), *zip(told, ids, strict=True)]
    became += [(piece, action.public_id) for piece, action in zip(to_do, made, strict=True)]
    ImportedPart.objects.bulk_create(_part(source, piece, public_id) for piece, public_id in became)
    return source


def _part(source: Source, piece: Piece, public_id: str) -> ImportedPart:
    return ImportedPart(
        source=source,
        key=piece.key,
        kind=piece.kind,
        target=piece.target,
        target_id=public_id,
        digest=piece.digest,
        said=piece.digest,
    )


def _keep(source: Source, body: bytes) -> None:
    SourceVersion.objects.create(
        source=source,
        number=SourceVersion.objects.filter(source=source).count() + 1,
        name=source.name,
        digest=source.digest,
        body=body,
        reader=READER,
        at=clock.now(),
    )


def _counts(source: Source) -> dict[str, int]:
    rows = ImportedPart.objects.filter(source=source, gone_at=None).values_list("target", "kind")
    became = Counter(target for target, _kind in rows)
    return {
        "timeline": became[Target.ENTRY],
        "factors": became[Target.FACTOR],
        "actions": became[Target.ACTION],
        "unplaced": sum(kind == Kind.UNPLACED for _target, kind in rows),
    }
