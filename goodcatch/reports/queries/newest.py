"""A page of reports for a viewer, newest day first, by key: as quick among 100,000 as among three.

No one form of the query is good for both (cases.queries.pages tells why). Whoever sees few is served through the index
on (audience, day): all they see is read, at most `FEW` keys, and put in order here. Whoever sees more is served by a
walk through the index on (day), which meets a visible row often enough; `F(…) + 0` keeps the database to it. What
waits for somebody is found through an index of its own, and there the walk is always right.
"""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from goodcatch.kernel.refs import System
from goodcatch.people.queries import Viewer, audiences_held
from goodcatch.reports import rules
from goodcatch.reports.models import Channel, Report

FEW = 1_000
AUDIENCES = 500
"""How many audiences of a viewer are named one by one, at most."""


def newest(viewer: Viewer, wanted: QuerySet[Report], *, after: str | None, size: int) -> list[Report]:
    """Give the first of the wanted reports that the viewer handles, from the row `after` on; four queries at most."""
    wanted = _from(viewer, wanted, after)
    keys = _few(viewer, wanted)
    return (
        walk(viewer, wanted, after=None, size=size)
        if keys is None
        else _listed(Report.objects.filter(pk__in=keys[:size]))
    )


def walk(viewer: Viewer, wanted: QuerySet[Report], *, after: str | None, size: int) -> list[Report]:
    """Give the same by a walk through the reports in their order, for what an index leads to; two queries at most."""
    keys = in_order(viewer, _from(viewer, wanted, after)).values("pk")[
        :size
    ]  # without joins, which could turn it round
    return _listed(Report.objects.filter(pk__in=keys))


def in_order(viewer: Viewer, wanted: QuerySet[Report]) -> QuerySet[Report]:
    """Give those of the wanted reports that the viewer handles, in a form that is answered by a walk in their order."""
    wanted = wanted.filter(held=False).order_by("-day", "-id")
    if isinstance(viewer, System):
        return wanted
    return wanted.annotate(read_by=F("audience_id") + 0).filter(read_by__in=audiences_held(viewer))


def through_audiences(viewer: Viewer, wanted: QuerySet[Report]) -> QuerySet[Report]:
    """Give the same without an order, in a form that is answered through the audiences which the viewer is in.

    These are read before and named: PostgreSQL then knows how many reports each bears. Else it expects as many of
    each, and reads all reports for somebody who sees three.
    """
    named = list(audiences_held(viewer)[: AUDIENCES + 1])
    return wanted.filter(rules.visible_to(viewer, among=named if len(named) <= AUDIENCES else ())).order_by()


def on_sealed_channels(viewer: Viewer) -> QuerySet[Report]:  # noqa: ARG001  # `newest` asks who may
    """Give the reports of sealed channels, in a form that does not lead the database through all of a channel's."""
    not_these = Channel.objects.filter(sealed=False).values("pk")  # "not in" leads through no index, and is no join
    return Report.objects.exclude(channel_id__in=not_these)


def _from(viewer: Viewer, wanted: QuerySet[Report], after: str | None) -> QuerySet[Report]:
    last = None
    if after:
        seen = Report.objects.filter(rules.visible_to(viewer), public_id=after)
        last = seen.values_list("day", "id").first()
    return wanted.filter(Q(day__lt=last[0]) | Q(id__lt=last[1]), day__lte=last[0]) if last else wanted


def _few(viewer: Viewer, wanted: QuerySet[Report]) -> list[int] | None:
    """Give the keys of all of them, newest first, where there are few; None where there are many."""
    keys = list(through_audiences(viewer, wanted).values_list("day", "id")[: FEW + 1])
    return None if len(keys) > FEW else [key for _, key in sorted(keys, reverse=True)]


def _listed(found: QuerySet[Report]) -> list[Report]:
    return list(found.select_related("channel").order_by("-day", "-id"))
