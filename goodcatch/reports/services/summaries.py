"""Verbs of the summary that may leave a report: proposed, agreed, carried to a matter in the open part.

A matter holds the agreed summary and nothing else of a sealed report: no id, no day, no words. The link lies sealed in
the report alone, and the record bears the matter's own entry, none that names the report. Of a question before acting a
summary may also be for everybody: question and answer, which `sharing` puts where all find them.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import AlreadyDone, RuleBroken
from goodcatch.people.models import Person, Unit
from goodcatch.people.terms import Reporter
from goodcatch.record import services as record
from goodcatch.reports import kept, queries, rules, terms, words
from goodcatch.reports.models import AskedBefore, Message, Report
from goodcatch.reports.services.dialogue import locked, the_signer
from goodcatch.reports.services.handling import leave_milestone
from goodcatch.reports.services.sheets import for_readers, write_down
from goodcatch.vault.terms import DataKeys, Side

LONGEST_TITLE = 200
LONGEST_QUESTION = 500


@transaction.atomic
def propose_summary(
    *,
    by: Person,
    report: Report,
    title: str,
    text: str,
    with_remedy: bool = False,
    purpose: terms.Purpose = terms.Purpose.MATTER,
    keys: DataKeys | None,
) -> Report:
    """Propose what may leave a report; whoever reported reads it on their page, and may object.

    `with_remedy` lets what they proposed go along, word by word. A later summary takes the place of an earlier one for
    the same purpose. Of a question before acting it bears that only whoever asked can agree; for everybody, once it is
    answered, `title` is the question and `text` the answer. Who signed is told. Raises RuleBroken, Locked.
    """
    shared = purpose == terms.Purpose.EVERYBODY
    current = _answered_question(by, report, keys) if shared else for_readers(by, report)
    told = words.read(current, keys).told
    held = {
        "for": purpose.value,
        "title": _titled(title, shared=shared),
        "text": kept.text(
            text,
            field="text",
            missing=_("Write the answer.") if shared else _("Say in a few sentences what may be known outside."),
        ),
        "remedy": told.remedy if with_remedy else "",
        "asks": "1" if told.asks else "",
        "day": clock.today().isoformat(),
    }
    number = next_number(current, keys)
    words.write_summary(current, words.SUMMARY, number, held, keys, side=Side.READERS)
    if current.channel.sealed:
        write_down(current, terms.Sheet.PROPOSED, by, {"summary": str(number)}, keys)
    record.write(by=by, verb="reports.propose_summary", thing=current.ref, hearers=the_signer(current))
    return current


def _titled(title: str, *, shared: bool) -> str:
    missing = _("Write the question.") if shared else _("Give it a title.")
    return kept.line(title, field="title", missing=missing, longest=LONGEST_QUESTION if shared else LONGEST_TITLE)


def _answered_question(by: Person, report: Report, keys: DataKeys | None) -> Report:
    """Give a question before acting that was answered, held until the deed is done. Raises RuleBroken, Locked."""
    current = locked(report)
    rules.demand_handler(by, current)
    if not words.read(current, keys).told.asks:
        raise RuleBroken(_("Only a question that somebody asked before acting is shared with everybody."))
    if not Message.objects.filter(report=current, from_reporter=False).exists():
        raise RuleBroken(_("Answer the question first: whoever asked waits for it."))
    found = queries.summary_of(by, current, keys, terms.Purpose.EVERYBODY)
    if found is not None and found.stands:
        raise RuleBroken(_("It is shared already. Take it off first, then propose other words."))
    return current


def next_number(report: Report, keys: DataKeys | None) -> int:
    """Give the next number of what is proposed and said, in one row: no number tells what it is of. Raises Locked."""
    kinds = (words.SUMMARY, words.SAID)
    return max((number for kind in kinds for number in words.summaries(report, keys, kind)), default=0) + 1


@transaction.atomic
def say_of_summary(
    *, by: Person | Reporter, report: Report, number: int, said: str, why: str = "", keys: DataKeys | None = None
) -> Report:
    """Agree to a summary of one's own report, or object to it, once; a yes to what is for everybody may be taken back.

    Taken back, it is taken off at once, and the entry in the day's pool is the channel's. Raises RuleBroken, Locked,
    and AlreadyDone.
    """
    current = locked(report)
    rules.demand_author(by, current)
    newest = newest_numbered(by, current, number, keys)
    if said not in {"yes", "no"}:
        raise RuleBroken(_("Yes or no would be right."), field="said")
    if newest.for_everybody and newest.said == said:
        raise AlreadyDone(current.ref)
    takes_back = newest.for_everybody and newest.said == "yes"
    if newest.carried or (newest.said and not takes_back):
        raise RuleBroken(_("You have answered this already. Write a message if you see it differently now."))
    held = {"said": said, "of": str(number), "why": kept.text(why, field="why"), "day": clock.today().isoformat()}
    at = next_number(current, keys) if takes_back else number
    words.write_summary(current, words.SAID, at, held, keys, side=Side.REPORTER)
    if takes_back and newest.stands:
        take_off(newest.at)
        record.write_pooled(verb="reports.say_of_summary", thing=current.channel.ref)
    else:
        record.write_pooled(verb="reports.say_of_summary", thing=current.ref)
    return current


def take_off(public_id: str) -> bool:
    """Let what everybody reads go, words and all; for verbs that say who may. False where it was gone."""
    standing = AskedBefore.objects.filter(public_id=public_id, withdrawn=False)
    return bool(standing.update(withdrawn=True, question="", answer=""))


@transaction.atomic
def agree_summary(*, by: Person, report: Report, number: int, keys: DataKeys | None) -> Report:
    """Agree to a summary as a second reader: four eyes look whether it gives anybody away.

    Not of a question before acting. Raises RuleBroken, Locked.
    """
    current = for_readers(by, report)
    newest = newest_numbered(by, current, number, keys)
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
    demand_no_objection(current, found.number, keys)
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


def newest_numbered(viewer: Person | Reporter, report: Report, number: int, keys: DataKeys | None) -> terms.Summary:
    """Give the summary with this number, if it is the newest for its purpose. Raises RuleBroken, Locked."""
    each = (queries.summary_of(viewer, report, keys, purpose) for purpose in terms.Purpose)
    found = next((newest for newest in each if newest is not None and newest.number == number), None)
    if found is None:
        raise RuleBroken(_("There is a newer summary by now. Look at that one."))
    return found


def demand_no_objection(report: Report, number: int, keys: DataKeys | None) -> None:
    """Stop what the reporter has objected to, also today: what is carried cannot be called back. Raises RuleBroken."""
    if queries.said_of(Reporter(report.public_id), report, number, keys).get("said") == "no":
        raise RuleBroken(_("Whoever reported objects. Look at it again tomorrow."))
