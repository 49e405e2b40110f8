"""Verbs of handling: thanks, milestones, an answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.people.models import Person
from goodcatch.people.queries import people_in
from goodcatch.people.services import named_people
from goodcatch.record import services as record
from goodcatch.reports import kept, rules, terms
from goodcatch.reports import words as report_words
from goodcatch.reports.models import Milestone, Report
from goodcatch.reports.services import clocks
from goodcatch.reports.services.dialogue import add_message, locked, mark_opened, the_signer
from goodcatch.reports.services.next_up import allow_only
from goodcatch.reports.services.sheets import write_down
from goodcatch.reports.services.speaking import today
from goodcatch.standards.terms import Kept
from goodcatch.vault import services as vault
from goodcatch.vault.terms import DataKeys


@transaction.atomic
def acknowledge(*, by: Person, report: Report) -> Report:
    """Thank whoever reported, in one click: they see it, and the clock to acknowledge stops. Raises RuleBroken."""
    current = locked(report)
    rules.demand_handler(by, current)
    if current.acknowledged_at:
        raise RuleBroken(_("Whoever reported this has been thanked already."))
    _acknowledge(by, current)
    record.write(by=by, verb="reports.acknowledge", thing=current.ref, hearers=the_signer(current))
    return current


@transaction.atomic
def close_with_answer(
    *, by: Person, report: Report, answer: str, outcome: str, withheld: str = "", keys: DataKeys | None = None
) -> Report:
    """Close the report with an answer and what followed, which the reporter reads; they may still write.

    Where the law keeps us from saying it, `withheld` is why: kept for those who handle the report. Of a sealed report
    both lie sealed; outside stands only which of the law's times of keeping it counts for. Raises RuleBroken, Locked.
    """
    current = locked(report)
    rules.demand_handler(by, current)
    if current.is_closed:
        raise RuleBroken(_("This report was closed already. You can still write to whoever sent it."))
    if not answer.strip():
        raise RuleBroken(_("Close it with an answer: a sentence on what became of it."), field="answer")
    why = _demand_outcome(outcome, withheld)
    if not current.acknowledged_at:
        _acknowledge(by, current)
    add_message(current, text=answer, author=by, is_answer=True, keys=keys)
    current.closed_at, current.closed_by = clock.now(), by
    current.not_taken_up = terms.Outcome(outcome).kept_as == Kept.NOT_TAKEN_UP
    current.save(update_fields=["closed_at", "closed_by", "not_taken_up"])
    clocks.answered(current)
    if current.channel.sealed:
        write_down(current, terms.Sheet.OUTCOME, by, {"outcome": outcome, "text": why}, keys)
    elif why:
        report_words.write_withheld(current, why)
    leave_milestone(current, terms.Told.ANSWERED, terms.Beside(outcome=outcome), keys)
    record.write(by=by, verb="reports.close_with_answer", thing=current.ref, hearers=the_signer(current))
    return current


@transaction.atomic
def tell_reporter(
    *, by: Actor, report: Report, told: terms.Told, words: str = "", promised_on: date | None = None
) -> Report:
    """Leave a milestone on the reporter's page: later rooms say with it where the report went.

    `words` is what there is to say beside it, in at most 500 characters, such as the title of a lesson, and
    `promised_on` by when; a sealed report takes neither from above (its readers tell with `tell_where_it_went`).
    Who signed is told with the digest. Whether `by` may do so was decided by the verb that calls this one. Raises
    Locked.
    """
    current = locked(report)
    leave_milestone(current, told, terms.Beside(words, promised_on))
    record.write(
        by=by,
        verb="reports.tell_reporter",
        thing=current.ref,
        facts={"told": told.value},
        hearers=the_signer(current),
    )
    return current


@transaction.atomic
def leave_to(*, by: Actor, report: Report, people: Collection[Person]) -> Report:
    """Let the report be read, from now on, by those of its readers who are among `people`, and by nobody else.

    The verb that narrows a matter calls it for the reports in it: whoever is left off the matter is left off its
    reports. Nobody is told. Raises RuleBroken where nobody would be left to read it.
    """
    current = locked(report)
    readers = list(people_in(current.audience_id).order_by("pk"))
    chosen = {person.pk for person in people}
    left = [person for person in readers if person.pk in chosen]
    if len(left) == len(readers):
        return current
    if not left:
        raise RuleBroken(_("Nobody who handles the report in this matter would be left to read it. Keep one of them."))
    current.audience = named_people(*left)
    current.save(update_fields=["audience"])
    if current.channel.sealed:
        vault.narrow(thing=current.ref, people=left)
    else:
        allow_only(current, left)
    record.write(by=by, verb="reports.leave_to", thing=current.ref)
    return current


def _demand_outcome(outcome: str, withheld: str) -> str:
    """Give why what followed is not said; nothing where it is. Raises RuleBroken where neither stands, or both."""
    if outcome not in terms.Outcome.values:
        raise RuleBroken(_("Choose what followed from it: whoever reported reads it."), field="outcome")
    kept_from_saying = outcome == terms.Outcome.WITHHELD
    missing = _("Say which law, and what it keeps you from saying: only those who handle it read this.")
    why = kept.text(withheld, field="withheld", missing=missing if kept_from_saying else "")
    if why and not kept_from_saying:
        sentence = _("A law is named here, and yet what followed is said. Choose one: say it, or the law.")
        raise RuleBroken(sentence, field="withheld")
    return why


def _acknowledge(by: Person, report: Report) -> None:
    report.acknowledged_at, report.acknowledged_by = clock.now(), by
    report.save(update_fields=["acknowledged_at", "acknowledged_by"])
    mark_opened(report)
    clocks.thanked(report)
    leave_milestone(report, terms.Told.ACKNOWLEDGED)


def leave_milestone(
    report: Report, told: terms.Told, beside: terms.Beside | None = None, keys: DataKeys | None = None
) -> None:
    """Leave a milestone on the reporter's page; for verbs that hold the report and write their own entry.

    Raises RuleBroken where the words are too many, and Locked.
    """
    last = Milestone.objects.filter(report=report).aggregate(last=Max("number"))["last"] or 0
    row = Milestone(report=report, number=last + 1, told=told, day=today())
    if beside is not None and beside != terms.Beside():
        held = replace(beside, words=kept.line(beside.words, field="words", longest=terms.LONGEST_BESIDE))
        if report.channel.sealed:
            report_words.write_milestone(report, row.number, held, keys)
        else:
            row.words, row.promised_on, row.outcome = held.words, held.promised_on, held.outcome
    row.save(force_insert=True)
