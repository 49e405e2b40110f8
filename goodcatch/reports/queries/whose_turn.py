"""Reads of whose turn it is: who can open a sealed report now, in the order of turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goodcatch.kernel.refs import Ref, System
from goodcatch.people.models import Person
from goodcatch.people.queries import people_in
from goodcatch.reports import terms
from goodcatch.reports.models import Channel, Office, Report
from goodcatch.vault import services as vault

RANK = {duty.value: place for place, duty in enumerate(terms.READING)}


@dataclass(frozen=True, slots=True)
class Able:
    """Somebody who can open a report: on its allow-list, with the very key that it was sealed to."""

    person: Person
    office: str

    @property
    def rank(self) -> int:
        """The place of their office in the order of turn."""
        return RANK.get(self.office, len(RANK))

    @property
    def office_name(self) -> str:
        """Their office, as people read it."""
        return str(terms.Duty(self.office).label) if self.office in terms.Duty.values else self.office


def who_can(viewer: System, reports: Sequence[Report]) -> dict[Ref, list[Able]]:  # noqa: ARG001  # for verbs and the house
    """Give who can open each of these sealed reports now, in the order of turn.

    Its queries grow with the channels and allow-lists among them, never with the reports.
    """
    openers = vault.openers_of(things=[report.ref for report in reports])
    named = {name for offices in openers.values() for name in offices}
    people = {p.public_id: p for p in Person.objects.filter(public_id__in=named, left_at__isnull=True)}
    lists = {at: set(people_in(at).values_list("pk", flat=True)) for at in {each.audience_id for each in reports}}
    turn = _turns({report.channel for report in reports})
    found: dict[Ref, list[Able]] = {}
    for report in reports:
        able = [
            Able(people[name], office)
            for name, office in openers[report.ref].items()
            if name in people and people[name].pk in lists[report.audience_id]
        ]
        places = {each.person.pk: turn.get((report.channel_id, each.person.pk), 99) for each in able}
        found[report.ref] = _in_turn(able, places)
    return found


def _in_turn(able: list[Able], places: Mapping[int, int]) -> list[Able]:
    return sorted(able, key=lambda each: (each.rank, places[each.person.pk], each.person.pk))


def _turns(channels: set[Channel]) -> dict[tuple[int, int], int]:
    rows = Office.objects.filter(channel__in=channels, until__isnull=True, duty__in=terms.READING)
    return {(channel, person): turn for channel, person, turn in rows.values_list("channel_id", "person_id", "turn")}
