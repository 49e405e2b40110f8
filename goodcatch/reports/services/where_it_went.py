"""The verb with which readers of a sealed report tell whoever reported what became of it (SPEAK-8, SPEAK-10).

A matter that stems from a sealed report bears no link to it, so no room above could say so. Which milestone it is lies
sealed with its words: a day on which 'a change is agreed' here and an action there would lead from one to the other.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.reports import kept, terms
from goodcatch.reports.models import Report
from goodcatch.reports.services.handling import leave_milestone
from goodcatch.reports.services.sheets import for_readers
from goodcatch.vault.terms import DataKeys


@transaction.atomic
def tell_where_it_went(
    *, by: Person, report: Report, told: str, line: str, promised_on: date | None = None, keys: DataKeys | None
) -> Report:
    """Tell whoever reported where their sealed report went, in a line, and by when what is promised comes.

    Also once it is closed. Raises RuleBroken, Locked.
    """
    current = for_readers(by, report)
    if told not in terms.TOLD_BY_READERS:
        raise RuleBroken(_("Choose where it went."), field="told")
    missing = _("Say it in a line: what was found, or done, or is to come.")
    said = kept.line(line, field="line", missing=missing, longest=terms.LONGEST_BESIDE)
    if promised_on is not None and promised_on < clock.today():
        raise RuleBroken(_("That day has passed: promise one that can be kept, or none."), field="promised_on")
    leave_milestone(current, terms.Told.NEWS, terms.Beside(said, promised_on, told), keys)
    record.write(by=by, verb="reports.tell_where_it_went", thing=current.ref)
    return current
