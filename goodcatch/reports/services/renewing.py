"""The verb that changes a receipt."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.terms import Reporter
from goodcatch.record import services as record
from goodcatch.reports import terms, words
from goodcatch.reports.models import Report, ReporterKey, SpentReceipt
from goodcatch.reports.receipts import Receipt
from goodcatch.reports.services.ceremony import Opened, new_key
from goodcatch.reports.services.drafts import locked_key
from goodcatch.reports.services.speaking import today
from goodcatch.vault import services as vault
from goodcatch.vault.terms import DataKeys


def change_receipt(*, by: Reporter, key: ReporterKey, private: bytes, receipt: Receipt) -> Opened:
    """Let this receipt open the report in place of the one before, which opens nothing from then on.

    Of a receipt that a reader had printed it stays known that it was changed, and on which day: its paper says so to
    whoever enters it later, and the report to its readers. Makes a new pair, and seals the reporter's keys to it.
    Hashing (one Argon2id) is done before the transaction begins. Raises RuleBroken, and TooBusy.
    """
    if key.report is None or by.report != key.report.public_id:
        raise RuleBroken(_("Only whoever sent this report changes its receipt."))
    fresh, new_private = new_key(receipt)
    with transaction.atomic():
        kept = locked_key(key)
        if kept.report is None:
            raise RuleBroken(_("Only whoever sent this report changes its receipt."))
        keys = vault.keys_of_reporter(private=private, thing=kept.report.ref)
        vault.change_reporter_pair(keys=keys, thing=kept.report.ref, public=bytes(fresh.public))
        report = kept.report
        if kept.must_change:
            _take_over(kept, report, keys)
        kept.delete()
        fresh.report = report
        fresh.save(force_insert=True)
        record.write_pooled(verb="reports.change_receipt", thing=report.ref)
    return Opened(report=report, key=fresh, private=new_private)


def _take_over(printed: ReporterKey, report: Report, keys: DataKeys) -> None:
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
    words.write_done(report, terms.Done(terms.Step.SEEN, today()), keys)
