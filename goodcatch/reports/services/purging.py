"""Verbs of keeping and deleting reports: hold, the last reader's decision, and the purge itself.

A purge of what is sealed destroys keys first: it is unreadable for everybody at once, then rows and files go. Nothing
is purged while something in a report is unread, a clock runs, a hold stands, or a room above still needs it.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from goodcatch.files import services as files
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.reports import kept, queries, rules, terms
from goodcatch.reports.models import (
    Clock,
    Hold,
    Message,
    Milestone,
    Report,
    ReporterKey,
    ReportWords,
    Slip,
    SpentReceipt,
)
from goodcatch.reports.services.clocks import decided
from goodcatch.reports.services.dialogue import locked, mark_opened
from goodcatch.reports.services.sheets import for_readers, write_down
from goodcatch.vault import services as vault
from goodcatch.vault.terms import DataKeys


@transaction.atomic
def place_hold(*, by: Person, report: Report, reason: str, keys: DataKeys | None = None) -> Report:
    """Keep a report from being deleted until the hold is lifted. Raises RuleBroken, Locked.

    Why stands beside it for those who handle the report; in a sealed one it lies sealed, and needs `keys`.
    """
    current = _to_keep(by, report)
    why = kept.text(reason, field="reason", missing=_("Say why it must be kept, and who asked for it."))
    sealed = current.channel.sealed
    try:
        with transaction.atomic():
            row = Hold(report=current, placed_at=clock.now(), placed_by=by, why="" if sealed else why)
            row.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken(_("A hold stands on it already.")) from None
    if sealed:
        write_down(current, terms.Sheet.HOLD, by, {"text": why}, keys)
    record.write(by=by, verb="reports.place_hold", thing=current.ref)
    return current


@transaction.atomic
def lift_hold(*, by: Person, report: Report, reason: str, keys: DataKeys | None = None) -> Report:
    """Lift the hold on a report: its time of keeping counts again. Raises RuleBroken, Locked."""
    current = _to_keep(by, report)
    why = kept.text(reason, field="reason", missing=_("Say why it need not be kept any longer."))
    sealed = current.channel.sealed
    standing = Hold.objects.filter(report=current, lifted_at__isnull=True)
    if not standing.update(lifted_at=clock.now(), lifted_by=by, why_lifted="" if sealed else why):
        raise RuleBroken(_("No hold stands on it."))
    if sealed:
        write_down(current, terms.Sheet.HOLD, by, {"text": why, "lifted": "1"}, keys)
    record.write(by=by, verb="reports.lift_hold", thing=current.ref)
    return current


def _to_keep(by: Person, report: Report) -> Report:
    current = locked(report)
    rules.demand_handler(by, current)
    return current


@transaction.atomic
def decide_to_delete(*, by: Person, report: Report, reason: str, keys: DataKeys | None) -> Report:
    """Let a report whose time has ended be deleted the next night: whoever owns its last clock decides.

    Raises RuleBroken, Locked.
    """
    current = for_readers(by, report)
    row = Clock.objects.filter(report=current, kind=terms.Clock.LAST, ended_on__isnull=True).first()
    if row is None:
        raise RuleBroken(_("Nothing is to be decided here: its time of keeping has not ended."))
    if row.owner_id != by.pk:
        raise RuleBroken(_("Whoever looks after it decides."))
    why = kept.text(reason, field="reason", missing=_("Say why it may be deleted."))
    write_down(current, terms.Sheet.DECISION, by, {"text": why}, keys)
    mark_opened(current)
    decided(current)
    record.write(by=by, verb="reports.decide_to_delete", thing=current.ref)
    return current


@transaction.atomic
def purge(*, by: System, report: Report) -> None:
    """Delete a report whose time has ended: the keys of what is sealed first, then files and rows. Raises RuleBroken.

    Rooms above let go of it in the same transaction (config.house.LET_GO): what was learned from it stays with them.
    """
    list(ReporterKey.objects.select_for_update().filter(report=report))  # held first, as whoever changes a receipt does
    current = locked(report)
    if not queries.may_be_purged(by, current):
        raise RuleBroken(
            _("Something in it is unread, a clock runs, a hold stands, its matter is open, or its time has not ended.")
        )
    for path in import_string("config.house.LET_GO"):
        import_string(path)(by=by, report=current)
    vault.shred(thing=current.ref)
    files.purge(owner=current.ref)
    for rows in (ReportWords, Message, Milestone, Slip, ReporterKey, SpentReceipt, Clock, Hold):
        rows.objects.filter(report=current).delete()
    current.delete()
    record.write(by=by, verb="reports.purge", thing=report.ref)


@transaction.atomic
def purge_due(*, by: System) -> int:
    """Purge every report whose time has ended; give how many."""
    found = 0
    for report in queries.due_to_go(by):
        purge(by=by, report=report)
        found += 1
    return found
