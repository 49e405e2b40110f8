"""Open reports whose day comes: a warning for those who handle them, then a word to whoever is next.

A clock of an open report is begun when its warning comes; nobody owns it, for triagers answer together. Its audience
are those who may be told that it is late: nobody whom the reporter, or a matter that was narrowed, left off. What they
are told names the channel, never a report (SPEAK-5, BEYOND-12). Days are calendar days, as on sealed channels.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from goodcatch.kernel import clock
from goodcatch.kernel.refs import System
from goodcatch.people import services as people
from goodcatch.people.models import Audience, Person
from goodcatch.people.queries import names_nobody, people_in
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer, Urgency
from goodcatch.reports import queries, terms
from goodcatch.reports.models import Channel, Clock, Report

HOUSE = System("reports")


@dataclass(frozen=True, slots=True)
class _Owed:
    """What is owed for an open report, and the clock that was begun for it, if any."""

    report: Report
    kind: terms.Clock
    due: date
    row: Clock | None


def allow_next(report: Report, left_off: Collection[Person]) -> None:
    """Settle, before any notice, who may be told that a report is late of which somebody was left off."""
    levels = queries.next_up(HOUSE, report.channel, off={person.pk for person in left_off})
    audience = _of({person for level in levels for person in level.people})
    owed = queries.owed(HOUSE, report)
    for kind, day in ((terms.Clock.THANKS, owed.acknowledge_by), (terms.Clock.ANSWER, owed.answer_by)):
        Clock(report=report, kind=kind, audience=audience, due=day).save(force_insert=True)


def allow_only(report: Report, readers: Collection[Person]) -> None:
    """Let nobody be told of lateness who was just left off: of those who might be, the ones who still read it stay."""
    kept = {person.pk for person in readers}
    for row in Clock.objects.filter(report=report, ended_on__isnull=True):
        row.audience = _of({person for person in people_in(row.audience_id) if person.pk in kept})
        row.save(update_fields=["audience"])


@transaction.atomic
def call_next(*, by: System) -> None:
    """Warn of what of open reports is owed soon, and tell those who are next, once, of what is late.

    One entry for each channel on which something became late: those who are next learn the channel alone.
    """
    for channel in Channel.objects.filter(sealed=False, opened_at__isnull=False).select_related("unit").order_by("pk"):
        levels = queries.next_up(HOUSE, channel)
        stepped = [_step(owed, levels) for owed in _near(channel)]
        late = [row for row in stepped if row.told_on]
        told = {person.public_id for row in late for person in people_in(row.audience_id)}
        handling = {person.public_id for row in late for person in people_in(row.report.audience_id)} - told
        hearers = [Hearer(each, "next", Urgency.AT_ONCE) for each in sorted(told)]
        hearers += [Hearer(each, "handler", Urgency.AT_ONCE) for each in sorted(handling)]
        if late:
            record.write(by=by, verb="reports.call_next", thing=channel.ref, within=channel.unit.ref, hearers=hearers)


def _near(channel: Channel) -> Iterator[_Owed]:
    """Give what is owed on a channel whose warning has come, and of which nobody above was told yet."""
    waiting = Report.objects.filter(channel=channel, closed_at__isnull=True).select_related("law")
    rows = Clock.objects.filter(report__in=waiting.values("pk"))
    begun = {(row.report_id, row.kind): row for row in rows}
    for report in waiting.order_by("day", "id"):
        report.channel = channel
        owed = queries.owed(HOUSE, report)
        both = ((terms.Clock.THANKS, owed.acknowledge_by), (terms.Clock.ANSWER, owed.answer_by))
        for kind, due in both[1:] if report.acknowledged_at else both:
            row = begun.get((report.pk, kind))
            soon = clock.today() >= due - terms.warns_before(kind, due - report.day)
            if soon and (row is None or row.told_on is None):
                yield _Owed(report, kind, due, row)


def _step(owed: _Owed, levels: list[queries.Level]) -> Clock:
    """Warn, and where it is late settle who is told: the nearest of those who may be."""
    today, report = clock.today(), owed.report
    chosen = not Report.objects.filter(names_nobody(), pk=report.pk).exists()  # somebody was left off
    row = owed.row or Clock(report=report, kind=owed.kind, audience=_of(_all(levels, report.audience_id, chosen)))
    row.report, row.due, row.warned_on = report, owed.due, row.warned_on or today
    if owed.due < today:
        near = _allowed(levels, row.audience_id) if chosen else levels
        row.audience, row.told_on = _of(queries.next_here(HOUSE, near)), today
    row.save()
    return row


def _all(levels: list[queries.Level], audience_id: int, chosen: bool) -> set[Person]:
    near = _allowed(levels, audience_id) if chosen else levels
    return {person for level in near for person in level.people}


def _allowed(levels: list[queries.Level], audience_id: int) -> list[queries.Level]:
    """Give of each level those who are in an audience."""
    there = set(people_in(audience_id))
    kept = [replace(each, people=tuple(one for one in each.people if one in there)) for each in levels]
    return [each for each in kept if each.people]


def _of(told: Collection[Person]) -> Audience:
    return people.named_people(*told) if told else people.nobody()
