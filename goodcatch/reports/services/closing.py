"""The verb with which whoever reported says how it was for them, once their report is closed (SPEAK-8)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.kernel.errors import AlreadyDone, RuleBroken
from goodcatch.people.models import Person
from goodcatch.people.terms import Reporter
from goodcatch.record import services as record
from goodcatch.reports import rules, terms
from goodcatch.reports.models import Report, Voice
from goodcatch.reports.services.dialogue import locked
from goodcatch.reports.services.speaking import today


@transaction.atomic
def say_at_closing(
    *, by: Person | Reporter, report: Report, heard: str = "", told: str = "", protected: str = ""
) -> Report:
    """Keep three answers apart from the report: was I heard, told what became of it, protected. Empty ones are fine.

    The row bears the channel and the quarter alone, so that nobody who handles the report knows who answered what.
    The record has it from the day's pool, also where somebody signed: it names nobody, and no hour.
    Raises RuleBroken, and AlreadyDone where the questions were answered before.
    """
    current = locked(report)
    rules.demand_author(by, current)
    if not current.is_closed:
        raise RuleBroken(_("These questions are asked once the report is closed."))
    if current.heard_at_closing:
        raise AlreadyDone(current.ref)
    answers = {"heard": heard, "told": told, "protected": protected}
    if any(value and value not in terms.Said.values for value in answers.values()):
        raise RuleBroken(_("Yes, partly or no would be right."))
    Voice(channel=current.channel, quarter=terms.quarter_of(today()), **answers).save(force_insert=True)
    current.heard_at_closing = True
    current.save(update_fields=["heard_at_closing"])
    record.write_pooled(verb="reports.say_at_closing", thing=current.ref)
    return current
