"""Clocks of sealed reports: started at the sending, tended every day, handed on when their owner is gone or silent.

Days are calendar days, counted from the midnight after the sending; the last day is the one that the law's edition, or
the stricter channel, gives. Nobody outside of a report's allow-list ever owns one, and nobody without the very key
that it was sealed to. The record bears one entry a day for each sealed channel, whether or not anything runs there,
and everybody with an office on it hears of that entry in the same words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Q, Subquery, When

from goodcatch.kernel import clock
from goodcatch.kernel.refs import System
from goodcatch.people import services as people
from goodcatch.people.models import Person
from goodcatch.people.queries import away_now
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer, Urgency
from goodcatch.reports import queries, terms
from goodcatch.reports.models import Channel, Clock, Office, Report

HOUSE = System("reports")
Away = Mapping[int, int | None]
"""Who is away today, and who stands in, by key."""


def start_clocks(report: Report, watchers: Collection[Person]) -> None:
    """Start what is owed for a report that was just sealed, and let the first in turn owe it."""
    due = queries.owed(HOUSE, report)
    able = _here(queries.who_can(HOUSE, [report])[report.ref], away_now(HOUSE))
    owner = able[0].person if able else None
    audience = people.named_people(*watchers) if watchers else people.nobody()
    for kind, day in ((terms.Clock.THANKS, due.acknowledge_by), (terms.Clock.ANSWER, due.answer_by)):
        Clock(report=report, kind=kind, owner=owner, audience=audience, due=day).save(force_insert=True)
    settle(Q(pk=report.pk))


def settle(reports: Q) -> None:
    """Note on these reports in whose list they wait: their owner's, while something is owed or unread; one statement.

    Called by whatever starts, ends or hands on a clock, and whatever makes a sealed report read or unread.
    """
    clocks = Clock.objects.filter(report=OuterRef("pk"))
    waits = Q(Exists(clocks.filter(ended_on__isnull=True))) | Q(unread=True)
    # By kind, for an index has them so: by key, PostgreSQL may walk through all clocks there are for each report.
    owner = Subquery(clocks.order_by("kind").values("owner")[:1])
    Report.objects.filter(reports).update(waits_for=Case(When(waits, then=owner), default=None))


def thanked(report: Report) -> None:
    """Stop the clock for thanks, and set the one for the answer, which runs from the thanks."""
    _stop(report, terms.Clock.THANKS)
    running = Clock.objects.filter(report=report, kind=terms.Clock.ANSWER, ended_on__isnull=True)
    if report.channel.sealed or running.exists():  # of an open report one is begun when its warning comes
        running.update(due=queries.owed(HOUSE, report).answer_by)


def answered(report: Report) -> None:
    """Stop the clock for the answer."""
    _stop(report, terms.Clock.ANSWER)


def decided(report: Report) -> None:
    """Stop the clock that waits for the last reader."""
    _stop(report, terms.Clock.LAST)


def give_to(report: Report, owner: Person | None) -> None:
    """Let somebody owe what is owed for a report from now on."""
    Clock.objects.filter(report=report).update(owner=owner)
    settle(Q(pk=report.pk))


def _stop(report: Report, kind: terms.Clock) -> None:
    Clock.objects.filter(report=report, kind=kind, ended_on__isnull=True).update(ended_on=clock.today())
    if report.channel.sealed:
        settle(Q(pk=report.pk))


@transaction.atomic
def tend_clocks(*, by: System) -> None:
    """Look after every clock of sealed channels, and send everybody with an office there the one letter of the day.

    Who is gone or away hands on to who stands in, or the next in turn; then come the warning, the next in turn, the
    supervisor, each on its day.
    """
    today = clock.today()
    for channel in Channel.objects.filter(sealed=True, opened_at__isnull=False).select_related("unit").order_by("pk"):
        _tend(channel, today)
        held = Office.objects.filter(channel=channel, since__isnull=False, until__isnull=True).select_related("person")
        hearers = [Hearer(each.person.public_id, "office", Urgency.AT_ONCE) for each in held.order_by("pk")]
        record.write(by=by, verb="reports.tend_clocks", thing=channel.ref, within=channel.unit.ref, hearers=hearers)


def _tend(channel: Channel, today: date) -> None:
    _ask_last_readers(channel, today)
    waiting = Clock.objects.filter(report__channel=channel).filter(Q(ended_on__isnull=True) | Q(report__unread=True))
    rows = list(waiting.select_for_update(of=("self",)).select_related("report__channel").order_by("report_id", "kind"))
    by_report: dict[Report, list[Clock]] = {}
    for row in rows:
        by_report.setdefault(row.report, []).append(row)
    able, away = queries.who_can(HOUSE, list(by_report)), away_now(HOUSE)
    for report, clocks in by_report.items():
        _tend_report(report, clocks, able[report.ref], away)


def _tend_report(report: Report, clocks: list[Clock], able: list[queries.Able], away: Away) -> None:
    owners = [each for each in able if each.person.pk == clocks[0].owner_id]
    here = _here(able, away)
    owner = _present(owners[0], here, away) if owners else here[0] if here else None
    for row in clocks:
        if row.ended_on is None:
            owner = _step(row, owner, here, clock.today())
    give_to(report, owner.person if owner else None)


def _here(able: list[queries.Able], away: Away) -> list[queries.Able]:
    """Give those of them who are not away; all of them where everybody is, for somebody must owe it."""
    return [each for each in able if each.person.pk not in away] or able


def _present(owner: queries.Able, here: list[queries.Able], away: Away) -> queries.Able:
    """Give who owes it in the place of an owner who is away: who stands in, if they can open it, else the first."""
    if owner.person.pk not in away:
        return owner
    return next((each for each in here if each.person.pk == away[owner.person.pk]), here[0])


def _step(row: Clock, owner: queries.Able | None, able: list[queries.Able], today: date) -> queries.Able | None:
    """Take the steps of a clock that have come, each once; give who owes it then."""
    warns, passes, tells = terms.STEPS[terms.Clock(row.kind)].reached(row.due, today)
    if passes and row.passed_on is None:
        owner = next((each for each in able if owner and each.rank > owner.rank), owner)
    row.warned_on = row.warned_on or (today if warns else None)
    row.passed_on = row.passed_on or (today if passes else None)
    row.told_on = row.told_on or (today if tells or owner is None else None)
    row.save(update_fields=["warned_on", "passed_on", "told_on"])
    return owner


def _ask_last_readers(channel: Channel, today: date) -> None:
    """Start the last clock of reports whose time of keeping has ended while something in them was never read."""
    last_ones = Clock.objects.filter(report__channel=channel, kind=terms.Clock.LAST, ended_on__isnull=True)
    ended_now = last_ones.filter(report__unread=False, due__lt=today)
    for row in ended_now.select_related("report"):
        decided(row.report)
    closed = Report.objects.filter(channel=channel, unread=True, held=False, closed_at__isnull=False)
    waiting = closed.exclude(pk__in=last_ones.values("report_id")).select_related("channel__unit", "law")
    ended = [each for each in waiting if queries.keep_until(HOUSE, each) < today]
    able = queries.who_can(HOUSE, ended)
    for report in ended:
        last = able[report.ref][-1].person if able[report.ref] else None
        told = Clock.objects.filter(report=report).order_by("kind").values_list("audience_id", flat=True).first()
        fresh = {
            "owner": last,
            "audience_id": told or people.nobody().pk,
            "due": today + timedelta(days=terms.LAST_DAYS),
            **dict.fromkeys(("warned_on", "passed_on", "told_on", "ended_on")),
        }
        Clock.objects.update_or_create(report=report, kind=terms.Clock.LAST, defaults=fresh)
        give_to(report, last)
