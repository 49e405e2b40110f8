"""Conditions, stages that upper rooms bring about, and moving on (GROW-8, P-8)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.cases import rules
from goodcatch.cases.models import Case, ConditionTick
from goodcatch.cases.services.holding import for_handling, locked, still_open
from goodcatch.cases.services.telling import hearers, person_of, reports_in, tell_reporters, those_in_it, those_over_it
from goodcatch.cases.terms import Condition
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.kernel.texts import text_of
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.reports import services as reports
from goodcatch.reports.terms import Told


@transaction.atomic
def tick(*, by: Actor, case: Case, condition: Condition, note: str = "") -> Case:
    """Note that a condition for moving on is met; a second time changes nothing.

    Upper rooms call it from their own verbs, which decided that `by` may; on the page, `people_supported` is ticked
    by those who look after the matter.
    """
    row = locked(case)
    if _keep(row, condition, note, by):
        record.write(by=by, verb="cases.tick", thing=row.ref, facts={"condition": condition.value})
    return row


@transaction.atomic
def say_supported(*, by: Actor, case: Case, note: str) -> Case:
    """Say that the people in it are supported, and how. Raises RuleBroken."""
    row = still_open(for_handling(by, case))
    why = text_of(note, "note", _("Say in a sentence how: who was asked, and what they have."), longest=2_000)
    return tick(by=by, case=row, condition=Condition.PEOPLE_SUPPORTED, note=why)


@transaction.atomic
def note_improving(*, by: Actor, case: Case) -> Case:
    """Note that the first action is agreed: the matter is improving. The verb that agrees it calls this one."""
    row = locked(case)
    if row.improving_at is None:
        row.improving_at = clock.now()
        row.save(update_fields=["improving_at"])
        record.write(
            by=by, verb="cases.note_improving", thing=row.ref, hearers=hearers(row, those_in_it(row), "matter")
        )
    tick(by=by, case=row, condition=Condition.ACTIONS_UNDER_WAY)
    return row


@transaction.atomic
def note_shared(*, by: Actor, case: Case) -> Case:
    """Note that the first lesson is published: the matter is shared. The verb that publishes it calls this one."""
    row = locked(case)
    if row.shared_at is None:
        row.shared_at = clock.now()
        row.save(update_fields=["shared_at"])
        record.write(by=by, verb="cases.note_shared", thing=row.ref, hearers=hearers(row, those_in_it(row), "matter"))
    tick(by=by, case=row, condition=Condition.LESSONS_OUT)
    return row


@transaction.atomic
def move_on(
    *,
    by: Actor,
    case: Case,
    answer: str = "",
    outcome: str = "",
    withheld: str = "",
    waived: Mapping[Condition, str] | None = None,
) -> Case:
    """Let the matter move on: conduct is no longer open to comment, actions, dialogue and lessons live on (P-8).

    Each condition is met, or waived here with a reason; `answer` goes to whoever reported and has none yet, with
    what followed (`outcome`), or why the law keeps us from saying it (`withheld`). Raises RuleBroken.
    """
    row = still_open(for_handling(by, case))
    if not row.response:
        raise RuleBroken(_("Choose first how the house learns from this matter; none, with a reason, is a choice too."))
    unanswered = [report for report in reports_in(row) if not report.closed_at]
    if not unanswered or answer.strip():
        _keep(row, Condition.REPORTER_ANSWERED, "", by)
    for condition, reason in (waived or {}).items():
        if reason.strip():
            _keep(row, condition, reason, by, waived=True)
    _refuse_unmet(row, has_reports=bool(unanswered))
    row.moved_on_at, row.moved_on_by = clock.now(), person_of(by)
    row.save(update_fields=["moved_on_at", "moved_on_by"])
    told = hearers(row, [*those_in_it(row), *those_over_it(row)], "matter")
    record.write(by=by, verb="cases.move_on", thing=row.ref, hearers=told)
    if isinstance(by, Person) and answer.strip():
        for report in unanswered:
            reports.close_with_answer(by=by, report=report, answer=answer, outcome=outcome, withheld=withheld)
    tell_reporters(by=by, case=row, told=Told.MOVED_ON)
    return row


def _refuse_unmet(case: Case, *, has_reports: bool) -> None:
    met = set(ConditionTick.objects.filter(case=case).values_list("condition", flat=True))
    for condition in rules.conditions_of(case, has_reports=has_reports):
        if condition not in met:
            sentence = _("Not yet: %(condition)s. Wait for it, or say why it is not needed here.")
            raise RuleBroken(sentence % {"condition": condition.label}, field=condition.value)


def _keep(case: Case, condition: Condition, note: str, actor: Actor, *, waived: bool = False) -> bool:
    if ConditionTick.objects.filter(case=case, condition=condition).exists():
        return False
    ConditionTick.objects.create(
        case=case, condition=condition, note=note.strip(), waived=waived, at=clock.now(), by=person_of(actor)
    )
    return True
