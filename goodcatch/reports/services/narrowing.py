"""Verbs that change who reads a sealed report: hand it over, leave somebody off, step back, let somebody in.

Each is done before anybody hears of anything, and nobody is told: who is left off meets what never existed. Nobody is
listed as left off; what stays is who may read.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.people import services as people_services
from goodcatch.people.models import Person
from goodcatch.people.queries import people_in
from goodcatch.record import services as record
from goodcatch.reports import kept, queries, terms, words
from goodcatch.reports.models import Clock, Report
from goodcatch.reports.services.clocks import HOUSE, give_to
from goodcatch.reports.services.sheets import for_readers, write_down
from goodcatch.vault import services as vault
from goodcatch.vault.terms import DataKeys, Locked


@transaction.atomic
def hand_over(*, by: Person, report: Report, to: Person, note: str = "", keys: DataKeys | None) -> Report:
    """Let another reader of this report owe what is owed for it, with a sealed note. Raises RuleBroken, Locked."""
    current = for_readers(by, report)
    if to not in [each.person for each in _able(current)]:
        raise RuleBroken(_("%(name)s cannot open this report. Choose somebody who can.") % {"name": to}, field="to")
    if _owner(current) == to:
        raise RuleBroken(_("%(name)s looks after it already.") % {"name": to}, field="to")
    held = {"to": to.public_id, "text": kept.text(note, field="note")}
    write_down(current, terms.Sheet.HANDED, by, held, keys)
    give_to(current, to)
    record.write(by=by, verb="reports.hand_over", thing=current.ref)
    return current


@transaction.atomic
def leave_off(*, by: Person, report: Report, people: Collection[Person]) -> Report:
    """Let these people read a report no more, and hear nothing of its being late. Raises RuleBroken.

    Somebody besides `by` stays, so that nobody ever reads alone by their own doing.
    """
    current = for_readers(by, report)
    if not people:
        raise RuleBroken(_("Tick at least one person."), field="people")
    if by in people:
        raise RuleBroken(_("To leave yourself off, step back: another one then looks after it."), field="people")
    able = [each.person for each in _able(current) if each.person not in people]
    if not [person for person in able if person != by]:
        raise RuleBroken(
            _("Then you would be the only one left. Let another reader of the channel in first."), field="people"
        )
    _narrow(current, people)
    record.write(by=by, verb="reports.leave_off", thing=current.ref)
    return current


@transaction.atomic
def step_back(*, by: Person, report: Report, note: str = "", keys: DataKeys | None) -> Report:
    """Leave oneself off a report, as when one is named in it or too near; the next in turn looks after it.

    Raises RuleBroken, Locked.
    """
    current = for_readers(by, report)
    if not [each for each in _able(current) if each.person != by]:
        raise RuleBroken(_("Nobody else can open this report. Let another reader of the channel in first."))
    plain = kept.text(note, field="note")
    if plain:
        write_down(current, terms.Sheet.NOTE, by, {"text": plain}, keys)
    _narrow(current, [by])
    record.write(by=by, verb="reports.step_back", thing=current.ref)
    return current


@transaction.atomic
def let_in(*, by: Person, report: Report, person: Person, keys: DataKeys | None) -> Report:
    """Let another reader of the channel's signed list read this report. Raises RuleBroken, Locked.

    Whoever reported may have left them off; nobody knows but they, so the page asks to be sure.
    """
    current = for_readers(by, report)
    readers = list(people_in(current.audience_id))
    if person in readers:
        raise RuleBroken(_("%(name)s reads it already.") % {"name": person}, field="person")
    if keys is None:
        raise Locked
    if person.pk in queries.line_followed(HOUSE, words.read(current, keys).told.follows):
        sentence = _("%(name)s handles the report because of which this was done, or could have. Choose somebody else.")
        raise RuleBroken(sentence % {"name": person}, field="person")
    vault.give(keys=keys, thing=current.ref, people=[person])
    current.audience = people_services.named_people(*readers, person)
    current.save(update_fields=["audience"])
    record.write(by=by, verb="reports.let_in", thing=current.ref)
    return current


def _narrow(report: Report, off: Collection[Person]) -> None:
    stay = [person for person in people_in(report.audience_id) if person not in off]
    report.audience = people_services.named_people(*stay)
    report.save(update_fields=["audience"])
    vault.narrow(thing=report.ref, people=stay)
    clocks = Clock.objects.filter(report=report)
    watching = clocks.order_by("kind").values_list("audience_id", flat=True).first()
    if watching is not None:
        told = [person for person in people_in(watching) if person not in off]
        clocks.update(audience=people_services.named_people(*told) if told else people_services.nobody())
    if _owner(report) in off:
        able = _able(report)
        give_to(report, able[0].person if able else None)


def _able(report: Report) -> list[queries.Able]:
    return queries.who_can(HOUSE, [report])[report.ref]


def _owner(report: Report) -> Person | None:
    row = Clock.objects.filter(report=report).order_by("kind").select_related("owner").first()
    return row.owner if row else None
