"""The verb with which a handler writes down what somebody told in person or by phone, on either kind of channel."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from goodcatch.files.services import Examined
from goodcatch.kernel.errors import AlreadyDone, RuleBroken
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.reports import kept, queries, rules, terms, words
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.receipts import Receipt
from goodcatch.reports.services import clocks
from goodcatch.reports.services.announcing import announce_danger
from goodcatch.reports.services.attaching import attach
from goodcatch.reports.services.ceremony import new_key
from goodcatch.reports.services.handling import leave_milestone
from goodcatch.reports.services.sending import HOUSE, allowed, as_kept, seal_report
from goodcatch.reports.services.speaking import arrive_unsigned, deed_in_hand, lay_open, today
from goodcatch.standards.terms import Way
from goodcatch.vault import services as vault
from goodcatch.vault.terms import DataKeys, Keyring, Locked


@dataclass(frozen=True, slots=True)
class _Brought:
    """What was told, as it is kept, and what goes with it and never into its words; `public`: of its receipt's pair."""

    told: terms.WordsTold
    name: str
    minutes: terms.Minutes
    leave_off: Collection[str]
    public: bytes
    deed: str | None


def write_down(  # noqa: PLR0913  # each is an answer on the form
    *,
    by: Keyring | Person,
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
    aside: terms.Aside | None = None,
) -> Report:
    """Keep what somebody told a handler, under a receipt that its teller must change at first use.

    `by` is the key ring of a reader on a sealed channel, and a person on an open one. Who reads is settled before any
    notice; whoever writes it down can be among those left off. Its days run from the one on which it was told, and
    nothing is owed by way of thanks where they were thanked in person. The record bears what it bears when a reporter
    sends: no actor, no hour. On an open channel no account stands beside what somebody told who gave no name. Hashing
    (one Argon2id) is done before the transaction begins. Raises RuleBroken, TooBusy, and AlreadyDone where the form in
    hand was sent before.
    """
    deed = deed_in_hand()
    _refuse_second(deed)
    writer = _writer(by, channel)
    name = kept.text(identity, field="name") if channel.sealed else kept.line(identity, field="name")
    known = bool(name) or channel.sealed
    minutes = terms.Minutes(writer.public_id if known else "", way, told_on, today(), language, agreed)
    _check(channel, minutes)
    whole = _as_kept(channel, told, answers or {}, name)
    key, _private = new_key(receipt)
    lay = _lay_sealed if channel.sealed else _lay_open
    try:
        with transaction.atomic():
            report, keys = lay(channel, _Brought(whole, name, minutes, leave_off, bytes(key.public), deed))
            words.write_minutes(report, minutes, keys)
            attach(report, files, keys, aside=aside)
            key.report, key.must_change = report, True
            key.save(force_insert=True)
            if thanked:
                _thanked_in_person(report, writer if known else None, told_on)
            if channel.sealed:
                _arrive_sealed(report, whole)
            else:
                arrive_unsigned(report)
    except IntegrityError:
        _refuse_second(deed)
        raise
    return report


def _refuse_second(deed: str | None) -> None:
    """Stop the second copy of a form. Raises AlreadyDone."""
    earlier = Report.objects.filter(deed=deed).first() if deed else None
    if earlier:
        raise AlreadyDone(earlier.ref) from None


def _writer(by: Keyring | Person, channel: Channel) -> Person:
    """Give who writes: whose key stands in a sealed channel's signed list, or who handles an open one.

    Raises RuleBroken, and Locked where it takes a key.
    """
    if not channel.sealed:
        if isinstance(by, Person) and rules.may_write_down(by, channel):
            return by
        raise RuleBroken(_("Only those who handle this channel write down here what somebody told them."))
    if isinstance(by, Person):
        raise Locked
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


def _as_kept(channel: Channel, told: terms.WordsTold, answers: Mapping[str, str], name: str) -> terms.WordsTold:
    """Give the words as they are kept; a name is never among those of a sealed channel. Raises RuleBroken."""
    answered = queries.answers_to(HOUSE, channel, answers)
    known = terms.Known.APART if name else terms.Known.NO
    return as_kept(channel, replace(told, answers=answered, known=known, name=""))


def _language(channel: Channel, minutes: terms.Minutes) -> str:
    """Give the language in which it was told, where the house writes on this channel in it."""
    return minutes.language if minutes.language in queries.languages_of(HOUSE, channel) else ""


def _lay_sealed(channel: Channel, brought: _Brought) -> tuple[Report, DataKeys | None]:
    return seal_report(
        channel=channel,
        told=brought.told,
        readers=allowed(channel, brought.leave_off),
        watchers=[p for p in queries.supervisors(HOUSE, channel) if p.public_id not in brought.leave_off],
        reporter_public=brought.public,
        identity=brought.name,
        language=_language(channel, brought.minutes),
        day=brought.minutes.told_on,
        deed=brought.deed,
    )


def _lay_open(channel: Channel, brought: _Brought) -> tuple[Report, DataKeys | None]:
    report, _role, _left = lay_open(
        channel=channel,
        told=replace(brought.told, name=brought.name),
        language=_language(channel, brought.minutes),
        leave_off=list(Person.objects.filter(public_id__in=brought.leave_off)),
        day=brought.minutes.told_on,
        deed=brought.deed,
    )
    return report, None


def _arrive_sealed(report: Report, told: terms.WordsTold) -> None:
    record.write_pooled(verb="reports.submit_report", thing=report.ref, within=report.channel.ref)
    if told.danger:
        announce_danger(by=HOUSE, report=report)


def _thanked_in_person(report: Report, writer: Person | None, told_on: date) -> None:
    """Note the thanks on the day they were said, to the day; it stays unread for those who read it.

    By whom is not kept on an open channel, of somebody who gave no name.
    """
    report.acknowledged_at, report.acknowledged_by = datetime.combine(told_on, time(), UTC), writer
    report.save(update_fields=["acknowledged_at", "acknowledged_by"])
    clocks.thanked(report)
    leave_milestone(report, terms.Told.ACKNOWLEDGED)
