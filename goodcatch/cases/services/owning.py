"""Make it safe, and answer for it: two sentences first, the full statement after (OWN-1, CASE-4)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.cases import rules
from goodcatch.cases.models import Case, Participant, Statement, StatementText
from goodcatch.cases.services.holding import for_handling, locked, still_open
from goodcatch.cases.services.telling import hearers, person_of, tell_reporters, those_in_it, those_over_it
from goodcatch.cases.terms import Part
from goodcatch.kernel import clock
from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.kernel.texts import text_of
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.record.terms import Urgency
from goodcatch.reports.terms import Told

SHORT = 600
FURTHEST = 90


@dataclass(frozen=True, slots=True)
class FullStatement:
    """The parts of the full statement; the leadership decision that contributed is one of them."""

    happened: str = ""
    to_whom: str = ""
    known: str = ""
    not_known: str = ""
    decision: str = ""
    next_steps: str = ""


@transaction.atomic
def make_safe(*, by: Actor, case: Case, note: str) -> Case:
    """Say that the danger is contained, and how; everybody concerned is told at once. Raises RuleBroken."""
    case = for_handling(by, case)
    if case.safe_at:
        raise RuleBroken(_("It was made safe before. Post an update if something has changed."))
    case.safe_note = text_of(note, "note", _("Say what was done, so that others can rely on it."))
    case.safe_at, case.safe_by = clock.now(), person_of(by)
    case.save(update_fields=["safe_at", "safe_by", "safe_note"])
    told = hearers(case, [*those_in_it(case), *those_over_it(case)], "safe", Urgency.AT_ONCE)
    record.write(by=by, verb="cases.make_safe", thing=case.ref, facts={"note": case.safe_note}, hearers=told)
    tell_reporters(by=by, case=case, told=Told.MADE_SAFE)
    return case


@transaction.atomic
def own(*, by: Person, case: Case, short: str, next_word_on: date) -> Statement:
    """Answer for it as a leader: two sentences, and the day of the next word. Everybody concerned is told at once.

    Raises RuleBroken, where the matter is not of the leader's unit or somebody answers for it already.
    """
    case = still_open(locked(case))
    if not rules.may_own(by, case):
        raise RuleBroken(_("Only somebody who leads this unit, or one above it, can answer for the matter."))
    if Statement.objects.filter(case=case).exists():
        raise RuleBroken(_("Somebody answers for this matter already. You can add your word as an update."))
    statement = Statement.objects.create(
        case=case,
        owner=by,
        at=clock.now(),
        short=text_of(short, "short", _("Two sentences are enough: this happened; I answer for it."), longest=SHORT),
        next_word_on=promised(next_word_on),
    )
    Participant.objects.get_or_create(
        case=case, person=by, part=Part.OWNER, until=None, defaults={"since": statement.at}
    )
    told = hearers(case, [*those_in_it(case), *those_over_it(case)], "owned", Urgency.AT_ONCE)
    facts = {"short": statement.short, "next_word_on": str(next_word_on)}
    record.write(by=by, verb="cases.own", thing=case.ref, facts=facts, hearers=told)
    tell_reporters(by=by, case=case, told=Told.OWNED)
    return statement


@transaction.atomic
def own_in_full(
    *, by: Person, statement: Statement, full: FullStatement, next_word_on: date, version: int | None = None
) -> Statement:
    """Write the full statement, or change it; what stood before is kept. Raises RuleBroken, and ChangedMeanwhile."""
    rows = Statement.objects.select_for_update(of=("self",)).select_related("case__unit", "owner")
    row = rows.get(pk=statement.pk)
    still_open(row.case)
    if not rules.may_state(by, row):
        raise RuleBroken(_("Only whoever answers for this matter writes its statement."))
    _refuse_stale(row, version)
    texts = {name: text.strip() for name, text in asdict(full).items()}
    text_of(texts["happened"], "happened", _("Say what happened; it may be the same two sentences again."))
    text_of(texts["next_steps"], "next_steps", _("Say what comes next, and when."))
    _keep_earlier(row)
    for name, text in texts.items():
        setattr(row, name, text)
    row.full_at = row.full_at or clock.now()
    row.next_word_on = promised(next_word_on)
    row.version += 1
    row.save()
    told = hearers(row.case, [*those_in_it(row.case), *those_over_it(row.case)], "owned", Urgency.AT_ONCE)
    record.write(by=by, verb="cases.own_in_full", thing=row.case.ref, facts=texts, hearers=told)
    tell_reporters(by=by, case=row.case, told=Told.OWNED)
    return row


def promised(day: date) -> date:
    """Give the day of the next word back, if it can be kept and is not far off. Raises RuleBroken."""
    today = clock.today()
    if not today <= day <= today + timedelta(days=FURTHEST):
        raise RuleBroken(_("Promise the next word for a day from today on, within three months."), field="next_word_on")
    return day


def _refuse_stale(row: Statement, version: int | None) -> None:
    if version is not None and row.version != version:
        raise ChangedMeanwhile(
            _("The statement was saved while you were writing. Both texts stand here; send yours again to keep it."),
            theirs={name: getattr(row, name) for name in FullStatement.__slots__},
            version=row.version,
        )


def _keep_earlier(row: Statement) -> None:
    texts = {name: getattr(row, name) for name in FullStatement.__slots__}
    StatementText.objects.create(
        statement=row,
        version=row.version,
        texts={**texts, "next_word_on": row.next_word_on.isoformat()},
        at=clock.now(),
        by=row.owner,
    )
