"""Verbs of whoever told something that a reader wrote down: correct the minutes, sign them.

The writer's words are never changed. What the teller writes stands beside them, as a message that those who read the
report get at once on an open channel, and at the next fixed hour on a sealed one.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.terms import Reporter
from goodcatch.record import services as record
from goodcatch.reports import rules, terms, words
from goodcatch.reports.models import Report
from goodcatch.reports.services.dialogue import add_message, locked, mark_unread
from goodcatch.reports.services.speaking import deed_in_hand, today
from goodcatch.vault.terms import DataKeys


@transaction.atomic
def correct_minutes(*, by: Reporter, report: Report, text: str, keys: DataKeys | None) -> Report:
    """Keep what the teller would have written otherwise, beside the minutes. Raises RuleBroken, Locked, AlreadyDone."""
    current = _open_minutes(by, report, keys)
    if not text.strip():
        raise RuleBroken(_("Write what should be said differently, in your own words."), field="text")
    _do(current, terms.Step.CORRECTED, text, keys)
    record.write_pooled(verb="reports.correct_minutes", thing=current.ref)
    return current


@transaction.atomic
def sign_minutes(*, by: Reporter, report: Report, keys: DataKeys | None) -> Report:
    """Sign the minutes, with the corrections made before, once. Raises RuleBroken, Locked, AlreadyDone."""
    current = _open_minutes(by, report, keys)
    corrected = any(each.step == terms.Step.CORRECTED for each in words.done(current, keys))
    said = _("With what I corrected, this is what I said.") if corrected else _("This is what I said.")
    _do(current, terms.Step.AGREED, said, keys)
    record.write_pooled(verb="reports.sign_minutes", thing=current.ref)
    return current


def _open_minutes(by: Reporter, report: Report, keys: DataKeys | None) -> Report:
    """Give the report, held, where there are minutes that were not signed yet. Raises RuleBroken, Locked."""
    current = locked(report)
    rules.demand_author(by, current)
    if words.minutes(current, keys) is None:
        raise RuleBroken(_("You wrote this report yourself. To add to it, write a message."))
    if any(each.step == terms.Step.AGREED for each in words.done(current, keys)):
        raise RuleBroken(_("You have signed this. To add to it, write a message."))
    return current


def _do(report: Report, step: terms.Step, text: str, keys: DataKeys | None) -> None:
    held = report.channel.sealed
    message = add_message(report, text=text, deed=deed_in_hand(), keys=keys, held=held)
    words.write_done(report, terms.Done(step, today(), message.number), keys)
    if not held:
        mark_unread(report)
