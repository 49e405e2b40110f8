"""What makes notices, and what marks them as seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from goodcatch.jobs import services as jobs
from goodcatch.kernel import clock
from goodcatch.kernel.refs import Ref, System
from goodcatch.notices.models import Notice
from goodcatch.notices.queries import shown
from goodcatch.people.models import Person
from goodcatch.people.queries import stand_ins
from goodcatch.record.queries import FeedEntry
from goodcatch.record.terms import Hearer, Urgency

HOUSE = System("notices")
DIGEST_AT = time(7)
"""The hour, in the person's own zone, at which what can wait is told."""


@transaction.atomic
def note(entries: Sequence[FeedEntry]) -> None:
    """Read entries of the record, and make a notice for each of their hearers who has an account.

    Reading the same entries again makes nothing new. What cannot wait is put down to be mailed now, the rest for
    the person's next digest.
    """
    _forget_hidden(entry.thing for entry in entries if entry.verb in import_string("config.house.NARROWS"))
    told = {hearer.person for entry in entries for hearer in entry.hearers}
    people = {person.public_id: person for person in Person.objects.filter(public_id__in=told, left_at=None)}
    rows = [
        _notice(entry, hearer, people[hearer.person])
        for entry in entries
        for hearer in entry.hearers
        if hearer.person in people
    ]
    rows += _for_stand_ins(entries, people)
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    positions = {row.position for row in rows}
    for notice in Notice.objects.filter(position__in=positions, mailed=False).select_related("person"):
        _put_down(notice)


@transaction.atomic
def mark_seen(*, viewer: Person, public_id: str | None = None) -> None:
    """Mark one of one's notices as seen, or all of them.

    The record has no entry of it: what somebody has looked at is nobody else's business (P-4).
    """
    rows = Notice.objects.filter(person=viewer, seen=False)
    (rows if public_id is None else rows.filter(public_id=public_id)).update(seen=True)


def next_digest(person: Person) -> datetime:
    """Give the next instant at which it is the hour of the digest where this person is."""
    zone = person.tz or ZoneInfo(settings.TIME_ZONE)
    now = clock.now().astimezone(zone)
    due = datetime.combine(now.date(), DIGEST_AT, zone)
    return due if due > now else datetime.combine(now.date() + timedelta(days=1), DIGEST_AT, zone)


def _for_stand_ins(entries: Sequence[FeedEntry], people: Mapping[str, Person]) -> list[Notice]:
    """Tell who stands in for somebody who is away of what is asked of them, as far as the stand-in may see it.

    Whoever hears of the entry themselves, or wrote it, knows already. What the stand-in may not see stays where it
    was told; what the thing lies within is not named instead of it.
    """
    passed: frozenset[str] = import_string("config.house.PASSED_ON")
    asked = [
        (entry, hearer, people[hearer.person])
        for entry in entries
        for hearer in entry.hearers
        if hearer.person in people and f"{entry.verb} {hearer.reason}" in passed
    ]
    instead = stand_ins(HOUSE, {person.pk for _, _, person in asked}) if asked else {}
    found: dict[tuple[int, int], Notice] = {}
    for entry, hearer, absent in asked:
        person = instead.get(absent.pk)
        if person is None or person.public_id in {entry.actor.id, *(other.person for other in entry.hearers)}:
            continue
        notice = _notice(replace(entry, within=None), hearer, person, instead_of=absent)
        if shown(person, [notice]):
            found.setdefault((entry.position, person.pk), notice)
    return list(found.values())


def _notice(entry: FeedEntry, hearer: Hearer, person: Person, instead_of: Person | None = None) -> Notice:
    within = entry.within or Ref("", "")
    return Notice(
        instead_of=instead_of,
        position=entry.position,
        verb=entry.verb,
        thing_kind=entry.thing.kind,
        thing_id=entry.thing.id,
        within_kind=within.kind,
        within_id=within.id,
        person=person,
        reason=hearer.reason,
        urgency=hearer.urgency,
        day=entry.at.date(),
    )


def _forget_hidden(things: Iterable[Ref]) -> None:
    """Let notices go whose person may no longer see what they tell of, since fewer people read it."""
    for thing in set(things):
        about = Q(thing_kind=thing.kind, thing_id=thing.id) | Q(within_kind=thing.kind, within_id=thing.id)
        for notice in Notice.objects.filter(about).select_related("person"):
            if not shown(notice.person, [notice]):
                notice.delete()


def _put_down(notice: Notice) -> None:
    if notice.urgency == Urgency.AT_ONCE:
        jobs.later("notices.send_at_once", key=f"notice:{notice.public_id}", notice=notice.public_id)
        return
    due = next_digest(notice.person)
    key = f"digest:{notice.person.public_id}:{due.date()}"
    jobs.later("notices.send_digest", due=due, key=key, person=notice.person.public_id, day=due.date().toordinal())
