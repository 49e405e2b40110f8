"""The verb of sending on a sealed channel: a draft becomes a report, once."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from goodcatch.files.services import Examined
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Public, System
from goodcatch.people import services as people
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.reports import kept, queries, rules, terms, words
from goodcatch.reports.models import Channel, Report, ReporterKey
from goodcatch.reports.services.announcing import announce_danger
from goodcatch.reports.services.attaching import attach, hand_on
from goodcatch.reports.services.clocks import start_clocks
from goodcatch.reports.services.drafts import clear, draft_of, locked_key
from goodcatch.reports.services.speaking import today
from goodcatch.vault import services as vault
from goodcatch.vault.terms import DataKeys

HOUSE = System("reports")


@transaction.atomic
def send_draft(
    *,
    by: Public,  # noqa: ARG001  # whoever holds the receipt
    key: ReporterKey,
    unsent: terms.Unsent,
    private: bytes = b"",
    files: Sequence[Examined] = (),
) -> Report:
    """Send what was written on a sealed channel, and let its draft go.

    Who may read is settled before any notice: those on the channel's signed list but those left off, who get what
    they would get without the report. It appears at the next of two fixed hours, or at once where somebody is in
    danger. Raises RuleBroken, and AlreadyDone where it was sent before.
    """
    current = locked_key(key)
    draft = draft_of(current)
    answers = queries.answers_to(HOUSE, draft.channel, unsent.answers, draft.language)
    line = queries.line_followed(HOUSE, unsent.told.follows)
    told = as_kept(draft.channel, replace(unsent.told, answers=answers))
    identity = kept.text(unsent.identity, field="name") if told.known == terms.Known.APART else ""
    report, keys = seal_report(
        channel=draft.channel,
        told=told,
        readers=allowed(draft.channel, unsent.leave_off, line),
        watchers=_watchers(draft.channel, unsent.leave_off, line),
        reporter_public=bytes(current.public),
        identity=identity,
        language=draft.language,
    )
    hand_on(draft, report, unsent.files, private, keys)
    attach(report, files, keys, already=len(unsent.files))
    current.draft, current.report = None, report
    current.save(update_fields=["draft", "report"])
    clear(draft)
    record.write_pooled(verb="reports.submit_report", thing=report.ref, within=report.channel.ref)
    if told.danger:
        announce_danger(by=HOUSE, report=report)
    if unsent.check_in:
        import_string(import_string("config.house.CHECK_IN_ANSWERED"))(check_in=unsent.check_in)
    return report


def _watchers(channel: Channel, leave_off: Collection[str], line: Collection[int]) -> list[Person]:
    told = queries.supervisors(HOUSE, channel)
    return [each for each in told if each.public_id not in leave_off and each.pk not in line]


def seal_report(  # noqa: PLR0913  # each is a part of what is sealed
    *,
    channel: Channel,
    told: terms.WordsTold,
    readers: Collection[Person],
    watchers: Collection[Person] = (),
    reporter_public: bytes,
    identity: str = "",
    language: str = "",
    day: date | None = None,
    deed: str | None = None,
) -> tuple[Report, DataKeys]:
    """Make the row of a sealed report, its keys for these readers and its reporter, its envelope and its clocks.

    `watchers` are supervisors, told of lateness and of no words. Its clocks run from `day`, today where none is given.
    """
    report = Report(
        channel=channel,
        day=day or today(),
        audience=people.named_people(*readers),
        language=language,
        law=queries.law_of_channel(HOUSE, channel),
        held=not told.danger,
        deed=deed,
    )
    report.save(force_insert=True)
    keys = vault.seal_new(
        thing=report.ref,
        scope=channel.ref,
        allowed=readers,
        reporter_public=reporter_public,
        identity=identity.encode(),
    )
    words.write_told(report, told, keys)
    start_clocks(report, watchers)
    return report, keys


def allowed(channel: Channel, leave_off: Collection[str], line: Collection[int] = ()) -> list[Person]:
    """Give who may read a report on this channel, but those left off, and those in the line of a report it follows.

    Raises RuleBroken where nobody is left.
    """
    listed = {reader.person for reader in vault.readers_of(scope=channel.ref)}
    living = Person.objects.filter(public_id__in=listed - set(leave_off), left_at__isnull=True)
    found = [person for person in living.order_by("pk") if person.pk not in line]
    if not found:
        raise RuleBroken(
            _("Then nobody would be left to read it. Leave at least one person on the list, or use another channel."),
            field="leave_off",
        )
    return found


def as_kept(channel: Channel, told: terms.WordsTold) -> terms.WordsTold:
    """Give the words as they are kept, with a fresh salt for the proof of reporting. Raises RuleBroken."""
    rules.demand_taking(channel)
    if not (told.asks or told.follows) and told.kind not in channel.kinds:
        raise RuleBroken(_("Choose the kind that is nearest; it can be changed later."), field="kind")
    missing = _("Tell us what happened, in a sentence or more: without it nobody can do anything.")
    return replace(
        told,
        happened=kept.text(told.happened, field="happened", missing=missing),
        where=kept.line(told.where, field="where"),
        concerned=kept.text(told.concerned, field="concerned"),
        remedy=kept.text(told.remedy, field="remedy"),
        name=kept.line(told.name, field="name") if told.known == terms.Known.HANDLERS else "",
        salt=secrets.token_hex(32),
    )
