"""Close an inquiry with a memo; reopen it for new evidence."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.inquiry.models import Inquiry
from goodcatch.inquiry.services.finding import evidence_said
from goodcatch.inquiry.services.leaves import held, written
from goodcatch.inquiry.terms import Kind
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Person
from goodcatch.reports import kept
from goodcatch.vault.terms import DataKeys


@transaction.atomic
def close_inquiry(*, by: Person, inquiry: Inquiry, keys: DataKeys | None, memo: str, remedies: str = "") -> Inquiry:
    """Close an inquiry with a memo: talk of conduct is over (P-8). Everything alleged has a finding by then.

    What should change goes on as a de-identified text, never with a name. Raises RuleBroken, Locked.
    """
    file = held(by=by, inquiry=inquiry, keys=keys)
    if not file.pairs:
        raise RuleBroken(_("Nothing is alleged here yet. Say what was, and what was found of it."))
    if file.lacking:
        raise RuleBroken(_("Something alleged has no finding yet. ‘Inconclusive’ and ‘withdrawn’ are findings too."))
    said = {
        "memo": kept.text(memo, field="memo", missing=_("Write how you went about it, and what follows.")),
        "remedies": kept.text(remedies, field="remedies"),
    }
    file.inquiry.closed_on = clock.today()
    file.inquiry.save(update_fields=["closed_on"])
    return written(file=file, kind=Kind.MEMO, said=said, by=by, keys=keys, verb="close_inquiry")


@transaction.atomic
def reopen_inquiry(
    *, by: Person, inquiry: Inquiry, keys: DataKeys | None, evidence: str, source: str, anew: bool
) -> Inquiry:
    """Reopen a closed inquiry, because there is evidence that was not known when it was closed (P-8)."""
    file = held(by=by, inquiry=inquiry, keys=keys, closed=True)
    said = evidence_said(evidence, source, field="evidence", anew=anew)
    if any(str(each.leaf.said["what"]) == said["what"] for each in file.evidence):
        raise RuleBroken(_("This evidence was known. Reopening needs something new."), field="evidence")
    file.inquiry.closed_on = None
    file.inquiry.save(update_fields=["closed_on"])
    return written(file=file, kind=Kind.REOPENING, said=said, by=by, keys=keys, verb="reopen_inquiry")
