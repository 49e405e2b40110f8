"""Adopt the scales of the house: versioned data with written anchors, and thresholds on them (CASE-1, P-1)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from goodcatch.cases import rules
from goodcatch.cases.models import Level, Scale
from goodcatch.cases.terms import Counted, Response, ScaleKind
from goodcatch.kernel import clock
from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.record import services as record

USUAL = Path(__file__).parent.parent / "data" / "scales.json"
FEWEST, MOST = 2, 9


@dataclass(frozen=True, slots=True)
class LevelText:
    """A level as it is to be adopted: its word, its anchor, and what reaching it asks for."""

    word: str
    anchor: str
    asks_statement: bool = False
    asks_response: str = ""
    within_days: int | None = None
    counted: str = Counted.WORKING


@transaction.atomic
def adopt_scales(*, by: Actor, kind: ScaleKind, levels: Sequence[LevelText], version: int | None = None) -> Scale:
    """Put a new edition of one scale in force, lightest level first; what was weighed before keeps its level.

    `version` is the edition that was changed. Raises RuleBroken where a level has no word or anchor, or a heavier
    one asks for less than a lighter; ChangedMeanwhile where another edition came into force since.
    """
    if not rules.may_adopt_scales(by):
        raise RuleBroken(_("Only an administrator adopts the scales of the house. Ask one to do this for you."))
    _refuse_changed(kind, version)
    _refuse_odd(levels)
    now = clock.now()
    Scale.objects.filter(kind=kind, retired_at=None).update(retired_at=now)
    last = Scale.objects.filter(kind=kind).aggregate(last=Max("edition"))["last"] or 0
    scale = Scale.objects.create(kind=kind, edition=last + 1, adopted_at=now)
    Level.objects.bulk_create(
        Level(
            scale=scale,
            rank=rank,
            word=text.word.strip(),
            anchor=text.anchor.strip(),
            asks_statement=text.asks_statement,
            asks_response=text.asks_response,
            within_days=text.within_days,
            counted=text.counted,
        )
        for rank, text in enumerate(levels, start=1)
    )
    record.write(by=by, verb="cases.adopt_scales", thing=scale.ref, facts={"levels": len(levels)})
    return scale


def _refuse_changed(kind: ScaleKind, version: int | None) -> None:
    now = Scale.objects.select_for_update().filter(kind=kind, retired_at=None).first()
    if version is None or now is None or now.edition == version:
        return
    theirs: dict[str, str] = {}
    for level in Level.objects.filter(scale=now):
        asked = Response(level.asks_response).label if level.asks_response else _("nothing")
        theirs |= {
            f"word{level.rank}": level.word,
            f"anchor{level.rank}": level.anchor,
            f"statement{level.rank}": _("yes") if level.asks_statement else _("no"),
            f"response{level.rank}": str(asked),
            f"days{level.rank}": str(level.within_days or ""),
            f"counted{level.rank}": str(Counted(level.counted).label),
        }
    raise ChangedMeanwhile(
        _("Another edition came into force while you were writing. Both stand here; send yours again to keep it."),
        theirs=theirs,
        version=now.edition,
    )


@transaction.atomic
def ensure_scales(*, by: Actor) -> None:
    """Adopt the usual scales, for each kind of which none is in force."""
    usual = json.loads(USUAL.read_text(encoding="utf-8"))
    in_force = set(Scale.objects.filter(retired_at=None).values_list("kind", flat=True))
    for kind in ScaleKind:
        if kind not in in_force:
            adopt_scales(by=by, kind=kind, levels=[LevelText(**level) for level in usual[kind.value]])


def _refuse_odd(levels: Sequence[LevelText]) -> None:
    if not FEWEST <= len(levels) <= MOST:
        raise RuleBroken(_("A scale has between two and nine levels."))
    for level in levels:
        if not level.word.strip() or not level.anchor.strip():
            raise RuleBroken(_("Each level needs a word and a sentence that says when it is meant."))
        if level.asks_response not in {"", Response.BRIEF, Response.FULL_REVIEW}:
            raise RuleBroken(_("A level asks for a brief, for a full review, or for nothing."))
        if level.within_days is not None and not 1 <= level.within_days <= 365:
            raise RuleBroken(_("A level asks for its response within 1 to 365 days."))
        if level.counted not in Counted.values:
            raise RuleBroken(_("The days of a level are working days, or calendar days."))
    stated = [level.asks_statement for level in levels]
    if stated != sorted(stated):
        raise RuleBroken(_("If a level asks for a leader's statement, every heavier one does too."))
