"""Verbs with which readers of a sealed report write for themselves: notes and assessments.

They are sealed with the notes key, which the reporter's receipt does not open.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.reports import kept, rules, terms, words
from goodcatch.reports.models import Report
from goodcatch.reports.services.dialogue import locked
from goodcatch.vault.terms import DataKeys


@transaction.atomic
def add_note(*, by: Person, report: Report, text: str, keys: DataKeys | None) -> Report:
    """Keep a note for the readers of a sealed report alone; it is never changed. Raises RuleBroken, Locked."""
    current = for_readers(by, report)
    plain = kept.text(text, field="text", missing=_("There is nothing to keep yet. Write a line first."))
    write_down(current, terms.Sheet.NOTE, by, {"text": plain}, keys)
    record.write(by=by, verb="reports.add_note", thing=current.ref)
    return current


@transaction.atomic
def assess(*, by: Person, report: Report, risk: str, weight: str, note: str = "", keys: DataKeys | None) -> Report:
    """Weigh a sealed report: the risk of harm to whoever reported, and how much looking into it asks for.

    A later assessment stands beside the earlier ones. Raises RuleBroken, Locked.
    """
    current = for_readers(by, report)
    if risk not in terms.Risk.values:
        raise RuleBroken(_("Choose how likely harm is for whoever reported."), field="risk")
    if weight not in terms.Weight.values:
        raise RuleBroken(_("Choose how much looking into it asks for."), field="weight")
    held = {"risk": risk, "weight": weight, "text": kept.text(note, field="note")}
    write_down(current, terms.Sheet.ASSESSMENT, by, held, keys)
    record.write(by=by, verb="reports.assess", thing=current.ref)
    return current


def for_readers(person: Person, report: Report) -> Report:
    """Give a sealed report as it stands now, to whoever handles it, held until the deed is done. Raises RuleBroken."""
    current = locked(report)
    rules.demand_handler(person, current)
    if not current.channel.sealed:
        raise RuleBroken(_("This is for reports on sealed channels. Open the case of this one, and go on there."))
    return current


def write_down(report: Report, kind: terms.Sheet, person: Person, held: dict[str, str], keys: DataKeys | None) -> None:
    """Seal a sheet with who wrote it and on which day. Raises Locked."""
    signed = {**held, "by": person.public_id, "day": clock.today().isoformat()}
    words.write_sheet(report, kind, signed, keys)
