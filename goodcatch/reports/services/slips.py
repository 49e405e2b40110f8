"""Verbs of slips: taking a receipt after sending, and coming back with it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.terms import Reporter
from goodcatch.record import services as record
from goodcatch.reports import proofs
from goodcatch.reports.models import Report, Slip
from goodcatch.reports.receipts import Receipt


def take_slip(*, by: Reporter, report: Report, receipt: Receipt) -> Slip:
    """Let this receipt open this report from now on; once for each report, and only where nobody signed.

    Hashing (one Argon2id) is done before the transaction begins, so that nobody waits for it. The same
    receipt taken twice is taken once. Raises RuleBroken, and TooBusy where the line for hashing is full.
    """
    _demand_unsigned(by, report)
    earlier = Slip.objects.filter(report=report).first()
    if earlier:
        return _same(earlier, receipt)
    fresh = proofs.prove(receipt)
    slip = Slip(
        report=report,
        look_up=fresh.look_up,
        salt=fresh.salt,
        proof=fresh.proof,
        memory_kib=fresh.cost.memory_kib,
        passes=fresh.cost.passes,
    )
    try:
        with transaction.atomic():
            slip.save(force_insert=True)
            record.write_pooled(verb="reports.take_slip", thing=report.ref)
    except IntegrityError:
        return _same(Slip.objects.get(report=report), receipt)
    return slip


def look_up(*, receipt: Receipt) -> Report | None:
    """Give the report that this receipt opens; None where it opens none.

    An unknown look-up id is refused without hashing. Nothing is written, and no receipt is ever locked: for
    each id there is one guess at a time. Raises TooBusy where a guess at this id is under way, or the line
    for hashing is full.
    """
    slip = Slip.objects.select_related("report").filter(look_up=proofs.hashed_look_up(receipt)).first()
    if slip is None:
        return None
    kept = proofs.Proof(
        look_up=bytes(slip.look_up),
        salt=bytes(slip.salt),
        proof=bytes(slip.proof),
        cost=proofs.Cost(memory_kib=slip.memory_kib, passes=slip.passes),
    )
    return slip.report if proofs.opens(receipt, kept) else None


def _demand_unsigned(by: Reporter, report: Report) -> None:
    if by.report != report.public_id or not report.anonymous:
        raise RuleBroken(_("A report that you signed needs no receipt: you find it under your reports."))


def _same(slip: Slip, receipt: Receipt) -> Slip:
    if bytes(slip.look_up) != proofs.hashed_look_up(receipt):
        raise RuleBroken(_("This report has a receipt already. There is one for each report, shown once."))
    return slip
