"""Verbs of the dialogue: both sides write plain text, and each sees on which day the other has read."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from goodcatch.files.services import Examined
from goodcatch.kernel.errors import AlreadyDone, RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.people.queries import people_in
from goodcatch.people.terms import Reporter
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer
from goodcatch.reports import kept, rules, words
from goodcatch.reports.models import Message, Report
from goodcatch.reports.services.announcing import announce_danger
from goodcatch.reports.services.attaching import attach
from goodcatch.reports.services.clocks import settle
from goodcatch.reports.services.speaking import deed_in_hand, today
from goodcatch.reports.terms import Aside
from goodcatch.vault.terms import DataKeys, Side


@transaction.atomic
def write_to_reporter(
    *,
    by: Person,
    report: Report,
    text: str,
    keys: DataKeys | None = None,
    files: Sequence[Examined] = (),
    aside: Aside | None = None,
) -> Message:
    """Write to whoever reported; they see a role and a day. A person who signed is told. Raises RuleBroken, Locked."""
    current = locked(report)
    rules.demand_handler(by, current)
    message = add_message(current, text=text, author=by, keys=keys)
    attach(current, files, keys, beside=message.number, side=Side.READERS, aside=aside)
    mark_opened(current)
    record.write(by=by, verb="reports.write_to_reporter", thing=current.ref, hearers=the_signer(current))
    return message


@transaction.atomic
def reporter_writes(
    *,
    by: Person | Reporter,
    report: Report,
    text: str,
    keys: DataKeys | None = None,
    at_once: bool = False,
    files: Sequence[Examined] = (),
    aside: Aside | None = None,
) -> Message:
    """Write to those who handle the report, also after it was closed.

    On a sealed channel they see it at the next of two fixed hours, or `at_once`, and then know the hour. Raises
    RuleBroken, Locked, and AlreadyDone.
    """
    current = locked(report)
    rules.demand_author(by, current)
    held = current.channel.sealed and not at_once
    message = add_message(current, text=text, deed=deed_in_hand(), keys=keys, held=held)
    attach(current, files, keys, beside=message.number, aside=aside)
    if not held:
        mark_unread(current)
    if at_once:
        announce_danger(by=System("reports"), report=current)
    if isinstance(by, Person):
        hearers = [Hearer(person.public_id, "handler") for person in people_in(current.audience_id)]
        record.write(by=by, verb="reports.reporter_writes", thing=current.ref, hearers=hearers)
    else:
        record.write_pooled(verb="reports.reporter_writes", thing=current.ref)
    return message


@transaction.atomic
def note_opened(*, by: Person, report: Report) -> Report:
    """Note that a handler has opened the report: the reporter sees the day. Raises RuleBroken."""
    current = locked(report)
    rules.demand_handler(by, current)
    mark_opened(current)
    record.write(by=by, verb="reports.note_opened", thing=current.ref)
    return current


@transaction.atomic
def note_read(*, by: Person | Reporter, report: Report) -> Report:
    """Note that whoever reported has read what was written to them: handlers see the day. Raises RuleBroken."""
    current = locked(report)
    rules.demand_author(by, current)
    Message.objects.filter(report=current, from_reporter=False, read_on__isnull=True).update(read_on=today())
    if isinstance(by, Person):
        record.write(by=by, verb="reports.note_read", thing=current.ref)
    else:
        record.write_pooled(verb="reports.note_read", thing=current.ref)
    return current


def locked(report: Report) -> Report:
    """Give the report as it stands now, held until the deed is done. Raises RuleBroken where it is gone."""
    rows = Report.objects.select_for_update(of=("self",)).select_related("channel__unit")
    current = rows.filter(pk=report.pk).first()
    if current is None:
        raise RuleBroken(_("This report was deleted meanwhile: its time of keeping has ended."))
    return current


def add_message(  # each is a part of a message
    report: Report,
    *,
    text: str,
    author: Person | None = None,
    is_answer: bool = False,
    deed: str | None = None,
    keys: DataKeys | None = None,
    held: bool = False,
) -> Message:
    """Add a message with the next number; for verbs that hold the report. Raises RuleBroken, Locked, AlreadyDone."""
    words.demand_keys(report, keys)
    plain = kept.text(text, field="text", missing=_("There is nothing to send yet. Write a line first."))
    last = Message.objects.filter(report=report).aggregate(last=Max("number"))["last"] or 0
    message = Message(
        report=report,
        number=last + 1,
        author=author,
        from_reporter=author is None,
        is_answer=is_answer,
        held=held,
        day=today(),
        deed=deed,
    )
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        if deed and Message.objects.filter(deed=deed).exists():
            raise AlreadyDone(report.ref) from None
        raise
    words.write_message(message, plain, keys)
    return message


def mark_unread(report: Report) -> None:
    """Note on the row that something is there which no handler has seen; told of later where nobody signed."""
    report.unread = True
    report.news = report.anonymous
    report.save(update_fields=["unread", "news"])
    if report.channel.sealed:
        settle(Q(pk=report.pk))


def mark_opened(report: Report) -> None:
    """Note on the rows that a handler has seen everything up to here."""
    seen = Message.objects.filter(report=report, from_reporter=True, held=False, read_on__isnull=True)
    seen.update(read_on=today())
    report.unread = report.news = report.calls = False
    report.opened_on = report.opened_on or today()
    report.save(update_fields=["unread", "news", "calls", "opened_on"])
    if report.channel.sealed:
        settle(Q(pk=report.pk))


def the_signer(report: Report) -> list[Hearer]:
    """Give the person who signed, as the one to be told; nobody for an anonymous report, which is never written to."""
    return [Hearer(report.person.public_id, "yours")] if report.person else []
