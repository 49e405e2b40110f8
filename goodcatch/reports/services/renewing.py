"""Verbs that put one receipt in the place of another: its reporter's own, or a printed one that was lost unused."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Person
from goodcatch.people.terms import Reporter
from goodcatch.record import services as record
from goodcatch.reports import rules, terms, words
from goodcatch.reports.models import Report, ReporterKey, SpentReceipt
from goodcatch.reports.receipts import Receipt
from goodcatch.reports.services.ceremony import Opened, new_key
from goodcatch.reports.services.dialogue import locked
from goodcatch.reports.services.drafts import locked_key
from goodcatch.reports.services.sheets import write_down
from goodcatch.reports.services.speaking import today
from goodcatch.vault import services as vault
from goodcatch.vault.terms import DataKeys


def change_receipt(*, by: Reporter, key: ReporterKey, private: bytes, receipt: Receipt) -> Opened:
    """Let this receipt open the report in place of the one before, which opens nothing from then on.

    Of a receipt that a reader had printed it stays known that it was changed, and on which day: its paper says so to
    whoever enters it later, and the report to its readers. Makes a new pair; of a sealed report, seals the reporter's
    keys to it.
    Hashing (one Argon2id) is done before the transaction begins. Raises RuleBroken, and TooBusy.
    """
    if key.report is None or by.report != key.report.public_id:
        raise RuleBroken(_("Only whoever sent this report changes its receipt."))
    fresh, new_private = new_key(receipt)
    with transaction.atomic():
        kept = locked_key(key)
        if kept.report is None:
            raise RuleBroken(_("Only whoever sent this report changes its receipt."))
        report, keys = kept.report, None
        if report.channel.sealed:
            keys = vault.keys_of_reporter(private=private, thing=report.ref)
            vault.change_reporter_pair(keys=keys, thing=report.ref, public=bytes(fresh.public))
        if kept.must_change:
            _take_over(kept, report, keys)
        kept.delete()
        fresh.report = report
        fresh.save(force_insert=True)
        record.write_pooled(verb="reports.change_receipt", thing=report.ref)
    return Opened(report=report, key=fresh, private=new_private)


def print_again(*, by: Person, report: Report, receipt: Receipt, keys: DataKeys | None) -> Report:
    """Let another printed receipt take the place of one that nobody used, as when its paper was lost.

    The report says to its readers that one was printed, and on which day; a sealed one also by whom. The same form sent
    twice prints the same one. Hashing (one Argon2id) is done before the transaction begins. Raises RuleBroken, Locked,
    and TooBusy.
    """
    fresh, _private = new_key(receipt)
    with transaction.atomic():
        printed = ReporterKey.objects.select_for_update().filter(report=report, must_change=True).first()
        current = locked(report)
        rules.demand_handler(by, current)
        if printed is None:
            raise RuleBroken(_("Whoever told it has a receipt of their own by now. Nobody can print another one."))
        if bytes(printed.look_up) == bytes(fresh.look_up):
            return current
        words.demand_keys(current, keys)
        if keys is not None:
            vault.change_reporter_pair(keys=keys, thing=current.ref, public=bytes(fresh.public))
        _spend(printed, current)
        printed.delete()
        fresh.report, fresh.must_change = current, True
        fresh.save(force_insert=True)
        _say_printed(current, by, keys)
        record.write_pooled(verb="reports.change_receipt", thing=current.ref)
    return current


def _say_printed(report: Report, by: Person, keys: DataKeys | None) -> None:
    """Let a report say that another receipt was printed: on an open channel no account stands beside it."""
    if report.channel.sealed:
        write_down(report, terms.Sheet.PRINTED, by, {}, keys)
    else:
        words.write_done(report, terms.Done(terms.Step.PRINTED, today()), keys)


def _take_over(printed: ReporterKey, report: Report, keys: DataKeys | None) -> None:
    _spend(printed, report)
    words.write_done(report, terms.Done(terms.Step.SEEN, today()), keys)


def _spend(printed: ReporterKey, report: Report) -> None:
    """Keep of a printed receipt that it opens nothing any more, and since when."""
    SpentReceipt(
        public_id=printed.public_id,
        report=report,
        look_up=bytes(printed.look_up),
        salt=bytes(printed.salt),
        memory_kib=printed.memory_kib,
        passes=printed.passes,
        sealed_private=bytes(printed.sealed_private),
        spent_on=today(),
    ).save(force_insert=True)
