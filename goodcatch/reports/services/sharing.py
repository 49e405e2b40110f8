"""Verbs of what everybody reads of a question before acting: put there as whoever asked agreed, and taken off.

What is shared is a copy with an id of its own and the quarter, on the channel. Where it stands is kept among the words
of the report, sealed where they are; the record names the channel, and never the report beside it.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import AlreadyDone, RuleBroken
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.reports import queries, rules, terms, words
from goodcatch.reports.models import AskedBefore, Channel, Report
from goodcatch.reports.services.dialogue import locked
from goodcatch.reports.services.summaries import demand_no_objection, newest_numbered, next_number, take_off
from goodcatch.vault.terms import DataKeys, Side


@transaction.atomic
def share_summary(*, by: Person, report: Report, number: int, keys: DataKeys | None = None) -> Report:
    """Put a question and its answer where everybody reads them, word for word as whoever asked agreed to them.

    Nobody is sent word of it, and no milestone is left: a day in the report would lead to it. Raises RuleBroken,
    Locked, AlreadyDone.
    """
    current = locked(report)
    rules.demand_handler(by, current)
    found = newest_numbered(by, current, number, keys)
    if found.stands:
        raise AlreadyDone(current.ref)
    if found.at:
        raise RuleBroken(_("It was shared, and taken off. Propose it again: whoever asked agrees anew, or does not."))
    if not found.for_everybody or not found.agreed:
        raise RuleBroken(_("Whoever asked has not agreed to it. Without their yes it is shown to nobody."))
    demand_no_objection(current, number, keys)
    row = AskedBefore(
        channel=current.channel,
        question=found.title,
        answer=found.text,
        quarter=terms.quarter_of(clock.today()),
    )
    row.save(force_insert=True)
    held = {"for": queries.STANDS, "of": str(number), "at": row.public_id}
    words.write_summary(current, words.SUMMARY, next_number(current, keys), held, keys, side=Side.READERS)
    record.write(by=by, verb="reports.share_summary", thing=current.channel.ref)
    return current


@transaction.atomic
def withdraw_shared(*, by: Person, shared: AskedBefore) -> Channel:
    """Take off what everybody reads of a question; its words go at once. Raises RuleBroken, and AlreadyDone."""
    channel = shared.channel
    if not rules.may_take_off(by, channel):
        raise RuleBroken(_("Only those who handle this channel can do that."))
    if not take_off(shared.public_id):
        raise AlreadyDone(channel.ref)
    record.write(by=by, verb="reports.withdraw_shared", thing=channel.ref)
    return channel
