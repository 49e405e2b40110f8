"""Verbs of the summary that may leave a sealed report: proposed, agreed, carried to a matter in the open part.

A matter holds the agreed summary and nothing else of the report: no id, no day, no words. The link lies sealed in the
report alone, and the record bears the matter's own entry, none that names the report.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Person, Unit
from goodcatch.people.terms import Reporter
from goodcatch.record import services as record
from goodcatch.reports import kept, queries, rules, terms, words
from goodcatch.reports.models import Report
from goodcatch.reports.services.dialogue import locked
from goodcatch.reports.services.handling import leave_milestone
from goodcatch.reports.services.sheets import for_readers, write_down
from goodcatch.vault.terms import DataKeys, Side

LONGEST_TITLE = 200


@transaction.atomic
def propose_summary(
    *, by: Person, report: Report, title: str, text: str, with_remedy: bool = False, keys: DataKeys | None
) -> Report:
    """Propose what may leave a sealed report; whoever reported reads it on their page, and may object.

    `with_remedy` lets what they proposed go along, word by word. A later summary takes the place of an earlier one. Of
    a question before acting it bears that only whoever asked can agree. Raises RuleBroken, Locked.
    """
    current = for_readers(by, report)
    told = words.read(current, keys).told
    held = {
        "title": kept.line(title, field="title", missing=_("Give it a title."), longest=LONGEST_TITLE),
        "text": kept.text(text, field="text", missing=_("Say in a few sentences what may be known outside.")),
        "remedy": told.remedy if with_remedy else "",
        "asks": "1" if told.asks else "",
        "day": clock.today().isoformat(),
    }
    number = max(words.summaries(current, keys), default=0) + 1
    words.write_summary(current, words.SUMMARY, number, held, keys, side=Side.READERS)
    write_down(current, terms.Sheet.PROPOSED, by, {"summary": str(number)}, keys)
    record.write(by=by, verb="reports.propose_summary", thing=current.ref)
    return current


@transaction.atomic
def say_of_summary(
    *, by: Reporter, report: Report, number: int, said: str, why: str = "", keys: DataKeys | None
) -> Report:
    """Agree to a summary of one's own report, or object to it, once. Raises RuleBroken, Locked."""
    current = locked(report)
    rules.demand_author(by, current)
    newest = _newest(by, current, number, keys)
    if newest.carried or newest.said:
        raise RuleBroken(_("You have answered this already. Write a message if you see it differently now."))
    if said not in {"yes", "no"}:
        raise RuleBroken(_("Yes or no would be right."), field="said")
    held = {"said": said, "why": kept.text(why, field="why"), "day": clock.today().isoformat()}
    words.write_summary(current, words.SAID, number, held, keys, side=Side.REPORTER)
    record.write_pooled(verb="reports.say_of_summary", thing=current.ref)
    return current


@transaction.atomic
def agree_summary(*, by: Person, report: Report, number: int, keys: DataKeys | None) -> Report:
    """Agree to a summary as a second reader: four eyes look whether it gives anybody away.

    Not of a question before acting. Raises RuleBroken, Locked.
    """
    current = for_readers(by, report)
    newest = _newest(by, current, number, keys)
    if newest.asks:
        raise RuleBroken(_("This is a question before acting. Only whoever asked can agree, on their own page."))
    if newest.proposed_by == by.public_id:
        raise RuleBroken(_("You proposed it. Another reader looks at it, or whoever reported agrees."))
    if newest.agreed_by:
        raise RuleBroken(_("A second reader has agreed to it already."))
    write_down(current, terms.Sheet.AGREED, by, {"summary": str(number)}, keys)
    record.write(by=by, verb="reports.agree_summary", thing=current.ref)
    return current


@transaction.atomic
def carry_summary(*, by: Person, report: Report, unit: Unit, keys: DataKeys | None) -> Any:
    """Open a matter that holds the agreed summary; give it. Raises RuleBroken, Locked.

    Only `by` reads it at first. It is opened by the room of cases (config.house.CARRIED_TO).
    """
    current = for_readers(by, report)
    found = queries.summary_of(by, current, keys)
    if found is None or not found.agreed:
        if words.read(current, keys).told.asks:
            raise RuleBroken(_("No matter is opened of a question, unless whoever asked agrees to a summary of it."))
        raise RuleBroken(_("Nothing is agreed yet that may leave this report."))
    if _said_no(current, found.number, keys):
        raise RuleBroken(_("Whoever reported objects. Look at it again tomorrow."))
    if found.carried:
        raise RuleBroken(_("This summary was carried to a matter already."))
    kind = words.read(current, keys).told.kind
    carry = import_string(import_string("config.house.CARRIED_TO"))
    matter = carry(by=by, title=found.title, summary=found.whole, kind=kind, unit=unit)
    link = {"summary": str(found.number), "title": found.title, "address": matter.path}
    write_down(current, terms.Sheet.CARRIED, by, link, keys)
    # 'Taken up' in the row would point at the matter that was opened on its day.
    leave_milestone(current, terms.Told.NEWS, terms.Beside(told=terms.Told.TAKEN_UP), keys)
    return matter


def _newest(by: Person | Reporter, report: Report, number: int, keys: DataKeys | None) -> terms.Summary:
    found = queries.summary_of(by, report, keys)
    if found is None or found.number != number:
        raise RuleBroken(_("There is a newer summary by now. Look at that one."))
    return found


def _said_no(report: Report, number: int, keys: DataKeys | None) -> bool:
    """Tell whether the reporter has objected, also today: what is carried cannot be called back."""
    return words.summaries(report, keys, words.SAID).get(number, {}).get("said") == "no"
