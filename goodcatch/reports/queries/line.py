"""Reads of the line concerned: who is too near a report to learn what was done to somebody because of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.module_loading import import_string

from goodcatch.kernel.refs import PUBLIC, System
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, holders, people_in
from goodcatch.people.terms import Role
from goodcatch.reports.models import Channel, Message, Office, Report
from goodcatch.reports.queries.channels import sealed_channels
from goodcatch.reports.queries.offices import reachable
from goodcatch.vault import services as vault

HOUSE = System("reports")


@dataclass(frozen=True, slots=True)
class Receiver:
    """The sealed channel that learns of retaliation, and who of its readers would read it."""

    channel: Channel
    readers: tuple[Person, ...]


def line_of(viewer: System, report: Report) -> set[int]:  # noqa: ARG001  # for verbs and the house
    """Give who is in the line of a report, by primary key: they read, handled or signed it, or could have.

    Of an open one also who had to do with its matter: upper rooms tell (config.house.NEAR).

    Whom its reporter left off stands nowhere, so everybody is in it who could have been ticked when it was sent.
    """
    found = set(people_in(report.audience_id).values_list("pk", flat=True))
    found |= {each for each in (report.person_id, report.acknowledged_by_id, report.closed_by_id) if each}
    authors = Message.objects.filter(report=report, author__isnull=False)
    found |= set(authors.values_list("author_id", flat=True))
    return found | (_sealed_line(report) if report.channel.sealed else _open_line(report))


def line_followed(viewer: System, public_id: str) -> set[int]:
    """Give who is in the line of the report that another one follows; nobody where it follows none."""
    first = Report.objects.filter(public_id=public_id).select_related("channel__unit").first() if public_id else None
    return line_of(viewer, first) if first else set()


def _open_line(report: Report) -> set[int]:
    found = set(holders(Role.TRIAGER, report.channel.unit).values_list("pk", flat=True))
    for path in import_string("config.house.NEAR"):
        found |= import_string(path)(HOUSE, report=report)
    return found


def _sealed_line(report: Report) -> set[int]:
    """Give everybody who held an office when it was sent, and those of the list of whom no row says since when."""
    rows = Office.objects.filter(channel=report.channel, since__isnull=False).values_list("person_id", "since")
    held = list(rows)
    then = {person for person, since in held if since and since.date() <= report.day}
    later = {person for person, _since in held} - then
    listed = {reader.person for reader in _listed(report.channel)}
    return then | (set(Person.objects.filter(public_id__in=listed).values_list("pk", flat=True)) - later)


def _listed(channel: Channel) -> list[vault.Reader]:
    try:
        return list(vault.readers_of(scope=channel.ref))
    except vault.NotFounded:
        return []


def receiver_for(viewer: System, report: Report) -> Receiver | None:
    """Give where somebody turns who suffers because of this report: the settled channel, else the next best.

    None where nobody outside its line reads on any sealed channel that takes reports.
    """
    return next(_receivers(report.channel, line_of(viewer, report)), None)


def receivers_to_choose(viewer: Viewer, channel: Channel) -> list[Channel]:  # noqa: ARG001  # anybody may know
    """Give the sealed channels to which retaliation can be told that is suffered because of reports on this one."""
    return [each for each in sealed_channels(HOUSE) if each.pk != channel.pk]


def best_receiver(viewer: Viewer, channel: Channel) -> Receiver | None:  # noqa: ARG001  # anybody may know
    """Give where retaliation goes as it stands: the settled channel, else another one with readers of its own."""
    found = _receivers(channel, _line_of_channel(channel))
    return next((each for each in found if each.channel.pk != channel.pk), None)


def _receivers(channel: Channel, line: set[int]) -> Iterator[Receiver]:
    """Give where retaliation can go that follows reports on a channel, the best first.

    The settled channel; then others, first those that nobody of the line reads; at last the report's own, where
    somebody may have come to read since.
    """
    found: list[tuple[int, int, Receiver]] = []
    for each in sealed_channels(HOUSE):
        readers = _readers(each) if each.takes_reports else []
        outside = tuple(person for person in readers if person.pk not in line)
        place = 0 if each.pk == channel.retaliation_to_id else 2 if each.pk == channel.pk else 1
        if outside:
            found.append((place, len(readers) - len(outside), Receiver(each, outside)))
    yield from (receiver for _place, _near, receiver in sorted(found, key=lambda each: each[:2]))


def _readers(channel: Channel) -> list[Person]:
    return [person for people in reachable(PUBLIC, channel).values() for person in people]


def _line_of_channel(channel: Channel) -> set[int]:
    if not channel.sealed:
        return set(holders(Role.TRIAGER, channel.unit).values_list("pk", flat=True))
    held = Office.objects.filter(channel=channel, until__isnull=True).values_list("person_id", flat=True)
    return set(held) | {person.pk for person in _readers(channel)}
