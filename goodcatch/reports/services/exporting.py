"""The verb of giving a copy of a sealed report out of the house: that it was made, and for whom, is kept in it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.reports import kept, terms
from goodcatch.reports.models import Report
from goodcatch.reports.services.sheets import for_readers, write_down
from goodcatch.vault.terms import DataKeys


@transaction.atomic
def export_report(*, by: Person, report: Report, to: str, keys: DataKeys | None) -> Report:
    """Note, sealed in the report, that a copy was made, and for whom. Raises RuleBroken, Locked."""
    current = for_readers(by, report)
    whom = kept.line(to, field="to", missing=_("Say for whom the copy is, and why they may have it."))
    write_down(current, terms.Sheet.EXPORTED, by, {"text": whom}, keys)
    record.write(by=by, verb="reports.export_report", thing=current.ref)
    return current
