"""Reads of who is next when nobody answers on an open channel. Sealed ones have a signed list (`whose_turn`)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from goodcatch.kernel import clock
from goodcatch.people.models import Grant, Person, Unit
from goodcatch.people.queries import Viewer, away_now, first_holders, holders, in_audience, in_force
from goodcatch.people.terms import Role
from goodcatch.reports.models import Channel, Clock
from goodcatch.reports.queries.channels import open_channels


@dataclass(frozen=True, slots=True)
class Level:
    """Some who are next together: the leaders of a unit, of the house where it is None, or who run the house."""

    role: Role
    unit: Unit | None
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Waits:
    """What is owed for an open report, once its day is near: to be done by the viewer, who handles it."""

    report: str
    channel: str
    kind: str
    due: date

    @property
    def late(self) -> bool:
        """True where its last day has gone by."""
        return self.due < clock.today()


def next_up(viewer: Viewer, channel: Channel, *, off: Collection[int] = ()) -> list[Level]:  # noqa: ARG001  # anybody may know
    """Give who is next, the nearest first: leaders of the unit, then above; who run the house where nobody leads.

    Never the triagers themselves, whose silence it is about, nor anybody whose key is in `off`.
    """
    handling = {*off, *holders(Role.TRIAGER, channel.unit).values_list("pk", flat=True)}
    over = Q(role=Role.LEADER, unit_id__in=channel.unit.ancestor_ids) | Q(
        unit=None, role__in=[Role.LEADER, Role.ADMINISTRATOR]
    )
    rows = Grant.objects.filter(in_force(), over, person__left_at=None).exclude(person__in=handling)
    found: dict[tuple[str, int | None], tuple[Unit | None, list[Person]]] = {}
    for row in rows.select_related("person", "unit").order_by("person__name", "person_id"):
        found.setdefault((row.role, row.unit_id), (row.unit, []))[1].append(row.person)
    near = [*((Role.LEADER, pk) for pk in reversed(channel.unit.ancestor_ids)), (Role.LEADER, None)]
    steps = [*near, (Role.ADMINISTRATOR, None)]
    return [Level(role, found[role, pk][0], tuple(found[role, pk][1])) for role, pk in steps if (role, pk) in found]


def next_here(viewer: Viewer, levels: list[Level]) -> tuple[Person, ...]:
    """Give the nearest of whom somebody is not away; the nearest of all where everybody is."""
    away = away_now(viewer)
    for level in levels:
        here = tuple(person for person in level.people if person.pk not in away)
        if here:
            return here
    return levels[0].people if levels else ()


def unhandled(viewer: Viewer) -> list[Channel]:
    """Give the open channels whose unit has no triager: what arrives there is read by nobody."""
    open_ones = [channel for channel in open_channels(viewer) if not channel.sealed]
    return [channel for channel in open_ones if not first_holders(Role.TRIAGER, channel.unit, 1)]


def told_late(viewer: Viewer, public_id: str) -> Channel | None:
    """Give the open channel on which this viewer was told that something is late, then or now; None to others."""
    told = Clock.objects.filter(in_audience(viewer), told_on__isnull=False).values("report__channel_id")
    return Channel.objects.filter(public_id=public_id, sealed=False, pk__in=told).first()


def near_their_day(viewer: Viewer, *, most: int) -> list[Waits]:
    """Give what is owed soon, or late, for open reports that the viewer handles, by day; one query.

    Questions before acting are left out: who answers them has their days already.
    """
    rows = Clock.objects.filter(
        in_audience(viewer, "report__"),
        Q(report__asks=False) | Q(report__matter_agreed_on__isnull=False),
        owner__isnull=True,
        ended_on__isnull=True,
        warned_on__isnull=False,
        report__channel__sealed=False,
    ).order_by("due", "report_id", "kind")
    named = rows.values_list("report__public_id", "report__channel__name", "kind", "due")
    return [Waits(*row) for row in named[:most]]
