"""A page of cases for a viewer, newest first, by key: good for whoever sees all of 100,000 and for whoever sees three.

No one form of the query is good for both. Whoever sees few is served through the index on (audience, opened): all
they see is read, at most `FEW` keys, and put in order here. Whoever sees more than that is served through the index
on (opened): the walk meets a visible row often enough. `F(…) + 0` keeps the database from taking the other way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, Q, QuerySet

from goodcatch.cases.models import Case, Participant
from goodcatch.cases.queries.matters import case_for
from goodcatch.cases.rules import handles, visible_to
from goodcatch.cases.terms import Stage
from goodcatch.kernel import ids
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person, Unit
from goodcatch.people.queries import Viewer, audiences_held

FEW = 150
A_PAGE = 25
_BESIDE = ("unit", "place", "audience", "impact", "potential")


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is narrowed to; each is None or empty where it is not."""

    stage: str = ""
    kind: str = ""
    unit: Unit | None = None
    place: str = ""
    mine: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """Where a page begins: after this row."""

    opened_at: datetime
    public_id: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some cases, and the key after which the next page begins, if there is one."""

    cases: list[Case] = field(default_factory=list)
    after: Key | None = None


_STAGES: dict[str, Q] = {
    Stage.MOVED_ON: Q(moved_on_at__isnull=False),
    Stage.SHARED: Q(moved_on_at=None, shared_at__isnull=False),
    Stage.IMPROVING: Q(moved_on_at=None, shared_at=None, improving_at__isnull=False),
    Stage.UNDER_WAY: Q(moved_on_at=None, shared_at=None, improving_at=None, under_way_at__isnull=False),
    Stage.RECEIVED: Q(moved_on_at=None, shared_at=None, improving_at=None, under_way_at=None),
}


def page(*, viewer: Viewer, narrowed: Filter, after: Key | None = None, size: int = A_PAGE) -> Page:
    """Give the cases that the viewer may see, newest first, from `after` on; two queries, beside their standing."""
    wanted = Case.objects.filter(_condition(viewer, narrowed))
    if after is not None:
        begin = Q(opened_at=after.opened_at, public_id__lt=after.public_id)
        wanted = wanted.filter(Q(opened_at__lt=after.opened_at) | begin, opened_at__lte=after.opened_at)
    keys = _few(viewer, wanted)
    if keys is None:
        rows = _walk(viewer, wanted, size + 1)
    else:
        found = Case.objects.select_related(*_BESIDE).in_bulk(keys[: size + 1], field_name="public_id")
        rows = [found[public_id] for public_id in keys[: size + 1] if public_id in found]
    shown = rows[:size]
    last = Key(shown[-1].opened_at, shown[-1].public_id) if len(rows) > size else None
    return Page(cases=shown, after=last)


def to_add_to(viewer: Viewer, words: str = "", chosen: str = "") -> list[Case]:
    """Give the newest matters that the viewer looks after, ten at most: those with these words in their title.

    Where `words` are an id, the one with that id; the one with the id `chosen` besides, so that a choice stands.
    """
    named = [case_for(viewer, each) for each in dict.fromkeys((ids.read_id(words), ids.read_id(chosen))) if each]
    found = [case for case in named if case is not None]
    if not ids.read_id(words) or not found:
        listed = page(viewer=viewer, narrowed=Filter(words=words), size=30).cases
        found += [case for case in listed if case not in found]
    return [case for case in found if handles(viewer, case)][:10]


def _few(viewer: Viewer, wanted: QuerySet[Case]) -> list[str] | None:
    """Give the ids of all cases, newest first, where there are few; None where there are many."""
    found = wanted.filter(visible_to(viewer)).order_by().values_list("opened_at", "public_id")
    keys = list(found[: FEW + 1])
    return None if len(keys) > FEW else [public_id for _, public_id in sorted(keys, reverse=True)]


def _walk(viewer: Viewer, wanted: QuerySet[Case], size: int) -> list[Case]:
    if not isinstance(viewer, System):
        wanted = wanted.annotate(read_by=F("audience_id") + 0).filter(read_by__in=audiences_held(viewer))
    newest = wanted.order_by("-opened_at", "-public_id")[:size].values("pk")  # without joins, which could turn it round
    return list(Case.objects.filter(pk__in=newest).select_related(*_BESIDE).order_by("-opened_at", "-public_id"))


def _condition(viewer: Viewer, narrowed: Filter) -> Q:
    wanted = Q()
    if narrowed.stage:
        wanted &= _STAGES[narrowed.stage]
    if narrowed.kind:
        wanted &= Q(kind=narrowed.kind)
    if narrowed.unit:
        wanted &= Q(unit__path__startswith=narrowed.unit.path)
    if narrowed.place:
        wanted &= Q(place__name__icontains=narrowed.place.strip())
    if narrowed.mine:
        person = viewer if isinstance(viewer, Person) else None
        wanted &= Q(pk__in=Participant.objects.filter(person=person, until=None).values("case_id"))
    for word in narrowed.words.split()[:6]:
        wanted &= Q(title__icontains=word)
    return wanted
