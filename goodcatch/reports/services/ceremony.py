"""Verbs of the receipt on sealed channels: two words typed back begin a draft; ten words open it again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.reports import proofs, rules
from goodcatch.reports.models import Channel, Draft, Report, ReporterKey, SpentReceipt
from goodcatch.reports.receipts import Receipt
from goodcatch.reports.services.slips import look_up
from goodcatch.reports.services.speaking import today
from goodcatch.vault import services as vault


@dataclass(frozen=True, slots=True)
class Opened:
    """What a receipt opened: a report of an open channel, or a sealed report or its draft with the reporter's key.

    `spent_on`: it opens nothing any more; it had been printed by a reader, and was changed on that day.
    """

    report: Report | None = None
    key: ReporterKey | None = None
    private: bytes = field(default=b"", repr=False)
    spent_on: date | None = None


def begin_draft(*, channel: Channel, receipt: Receipt, language: str = "") -> Opened:
    """Begin a draft that this receipt opens: one Argon2id and two rows, in no list, count or record.

    Hashing is done before the transaction begins, so that nobody waits for it. The same receipt sent twice begins
    one draft, and opens what became of it. Raises RuleBroken, and TooBusy where the line for hashing is full.
    """
    rules.demand_taking(channel)
    if not channel.sealed:
        raise RuleBroken(_("An open channel needs no receipt before it: it takes the report at once."))
    key, private = new_key(receipt)
    draft = Draft(channel=channel, language=language, saved_on=today())
    key.draft = draft
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
            key.save(force_insert=True)
    except IntegrityError:
        opened = open_receipt(receipt=receipt)
        if opened is None:
            raise RuleBroken(_("This receipt cannot be used. Open the page again: it shows another.")) from None
        return opened
    return Opened(key=key, private=private)


def open_receipt(*, receipt: Receipt) -> Opened | None:
    """Give what this receipt opens; None where it opens nothing.

    One that was printed and then changed says so. An unknown look-up id is refused without hashing. Nothing is
    written, and no receipt is ever locked: for each id there is one guess at a time. Raises TooBusy where a guess at
    this id is under way, or the line is full.
    """
    found = ReporterKey.objects.select_related("draft__channel__unit", "report__channel__unit")
    key = found.filter(look_up=proofs.hashed_look_up(receipt)).first()
    if key is None:
        spent = SpentReceipt.objects.filter(look_up=proofs.hashed_look_up(receipt)).first()
        if spent:
            return Opened(spent_on=spent.spent_on) if _private_half(spent, receipt) else None
        report = look_up(receipt=receipt)
        return Opened(report=report) if report else None
    private = _private_half(key, receipt)
    return Opened(report=key.report, key=key, private=private) if private else None


def _private_half(row: ReporterKey | SpentReceipt, receipt: Receipt) -> bytes | None:
    """Give what this receipt opens in the row with its look-up id; None where its secret is another one."""
    guessed = proofs.guessed_key(receipt, proofs.Lock(bytes(row.salt), proofs.Cost(row.memory_kib, row.passes)))
    try:
        return vault.open_reporter_private(kdf_output=guessed, sealed_private=bytes(row.sealed_private), thing=row.ref)
    except RuleBroken:
        return None


def new_key(receipt: Receipt) -> tuple[ReporterKey, bytes]:
    """Make the key that this receipt opens, not yet kept, and its private half: one Argon2id. Raises TooBusy.

    Whoever keeps it gives it a draft or a report.
    """
    lock = proofs.new_lock()
    key = ReporterKey(
        look_up=proofs.hashed_look_up(receipt),
        salt=lock.salt,
        memory_kib=lock.cost.memory_kib,
        passes=lock.cost.passes,
    )
    pair = vault.new_reporter_pair(kdf_output=proofs.opening_key(receipt, lock), thing=key.ref)
    key.public, key.sealed_private = pair.public, pair.sealed_private
    return key, pair.private
