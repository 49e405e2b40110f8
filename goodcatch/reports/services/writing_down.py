"""The verb with which a reader writes down what somebody told in person or by phone, on a sealed channel."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from goodcatch.files.services import Examined
from goodcatch.kernel.errors import AlreadyDone, RuleBroken
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.reports import kept, queries, terms, words
from goodcatch.reports.models import Channel, Report, ReporterKey
from goodcatch.reports.receipts import Receipt
from goodcatch.reports.services import clocks
from goodcatch.reports.services.announcing import announce_danger
from goodcatch.reports.services.attaching import attach
from goodcatch.reports.services.ceremony import new_key
from goodcatch.reports.services.handling import leave_milestone
from goodcatch.reports.services.sending import HOUSE, allowed, as_kept, seal_report
from goodcatch.reports.services.speaking import deed_in_hand, today
from goodcatch.standards.terms import Way
from goodcatch.vault import services as vault
from goodcatch.vault.terms import Keyring


def write_down(  # noqa: PLR0913  # each is an answer on the form
    *,
    by: Keyring,
    channel: Channel,
    receipt: Receipt,
    way: str,
    told_on: date,
    language: str,
    agreed: bool,
    told: terms.WordsTold,
    identity: str = "",
    answers: Mapping[str, str] | None = None,
    leave_off: Collection[str] = (),
    thanked: bool = False,
    files: Sequence[Examined] = (),
) -> Report:
    """Keep what somebody told a reader of a sealed channel, under a receipt that its teller must change at first use.

    Who reads is settled before any notice; whoever writes it down can be among those left off. Its clocks run from the
    day on which it was told, and the one for thanks ends there where they were thanked in person. The record bears what
    it bears when a reporter sends: no actor, no hour. Hashing (one Argon2id) is done before the transaction begins.
    Raises RuleBroken, TooBusy, and AlreadyDone where the form in hand was sent before.
    """
    deed = deed_in_hand()
    _refuse_second(deed)
    reader = _reader(by, channel)
    minutes = terms.Minutes(reader.public_id, way, told_on, today(), language, agreed)
    _check(channel, minutes)
    answered = queries.answers_to(HOUSE, channel, answers or {})
    kept_words = as_kept(channel, replace(told, answers=answered, known=_known(identity), name=""))
    readers, spoken = allowed(channel, leave_off), queries.languages_of(HOUSE, channel)
    key, _private = new_key(receipt)
    try:
        with transaction.atomic():
            report, keys = seal_report(
                channel=channel,
                told=kept_words,
                readers=readers,
                watchers=[p for p in queries.supervisors(HOUSE, channel) if p.public_id not in leave_off],
                reporter_public=bytes(key.public),
                identity=kept.text(identity, field="name"),
                language=language if language in spoken else "",
                day=told_on,
                deed=deed,
            )
            words.write_minutes(report, minutes, keys)
            attach(report, files, keys)
            _keep_printed(key, report)
            if thanked:
                _thanked_in_person(report, reader, told_on)
            record.write_pooled(verb="reports.submit_report", thing=report.ref, within=channel.ref)
            if kept_words.danger:
                announce_danger(by=HOUSE, report=report)
    except IntegrityError:
        _refuse_second(deed)
        raise
    return report


def _refuse_second(deed: str | None) -> None:
    """Stop the second copy of a form. Raises AlreadyDone."""
    earlier = Report.objects.filter(deed=deed).first() if deed else None
    if earlier:
        raise AlreadyDone(earlier.ref) from None


def _reader(by: Keyring, channel: Channel) -> Person:
    """Give whose key it is, where they stand with it in the channel's signed list. Raises RuleBroken."""
    if not channel.sealed:
        raise RuleBroken(_("This is for sealed channels. On an open one it is told on its own page, signed by you."))
    if not any(reader.key == by.key for reader in vault.readers_of(scope=channel.ref)):
        raise RuleBroken(_("Only those who read this channel write down here what somebody told them."))
    return by.person


def _check(channel: Channel, minutes: terms.Minutes) -> None:
    if minutes.way not in Way.values:
        raise RuleBroken(_("Choose how it was told."), field="way")
    if minutes.told_on > today():
        raise RuleBroken(_("This day has not come yet. Choose the day on which they told you."), field="told_on")
    if minutes.told_on < today() - terms.LONGEST_AGO:
        raise RuleBroken(
            _("This is more than a year ago. Write that day among their words, and choose today."), field="told_on"
        )
    if queries.wants_consent(HOUSE, channel, minutes.way) and not minutes.agreed:
        raise RuleBroken(
            _(
                "The law of %(entity)s wants their consent first. Ask them, and tick this; if they would rather not, "
                "write nothing down, and show them the page on which they can tell it themselves."
            )
            % {"entity": channel.entity},
            field="agreed",
        )


def _known(identity: str) -> str:
    return terms.Known.APART if identity.strip() else terms.Known.NO


def _keep_printed(key: ReporterKey, report: Report) -> None:
    key.report, key.must_change = report, True
    key.save(force_insert=True)


def _thanked_in_person(report: Report, reader: Person, told_on: date) -> None:
    """Note the thanks on the day they were said, to the day; it stays unread for those who read it."""
    report.acknowledged_at, report.acknowledged_by = datetime.combine(told_on, time(), UTC), reader
    report.save(update_fields=["acknowledged_at", "acknowledged_by"])
    clocks.thanked(report)
    leave_milestone(report, terms.Told.ACKNOWLEDGED)
