"""Take in what a source says was to be done, and follow it. Owners stay text; nobody is asked or told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.actions import rules
from goodcatch.actions.models import Action, ActionText, Origin
from goodcatch.cases.models import Case
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.reviews.models import Review


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """What a source says was to be done, and whether it says that it was."""

    title: str
    text: str = ""
    done: bool = False
    owner_as_written: str = ""
    link: str = ""
    due_on: date | None = None


@transaction.atomic
def bring_in(*, by: Person | System, case: Case, review: Review, drafts: Sequence[ActionDraft]) -> list[Action]:
    """Keep the actions of a source as proposed, or as in place where the source says so; give them in order."""
    if not rules.may_propose(by, case):
        raise RuleBroken(_("An action is proposed by somebody who can read the case it comes from."))
    now = clock.now()
    rows = [Action(unit=case.unit, audience=review.audience, proposed_at=now, brought_in=True) for _draft in drafts]
    for row, draft in zip(rows, drafts, strict=True):
        row.proposed_by = by if isinstance(by, Person) else None
        _fill(row, draft)
    Action.objects.bulk_create(rows)
    Origin.objects.bulk_create(Origin(action=row, case=case, review=review) for row in rows)
    record.write(by=by, verb="actions.bring_in", thing=review.ref, within=case.ref, facts={"actions": len(rows)})
    return rows


@transaction.atomic
def follow_source(*, by: Person | System, action: Action, draft: ActionDraft) -> Action:
    """Let an action say what its source says now; its earlier text is kept."""
    if not rules.may_steer(by, action):
        raise RuleBroken(_("This is done by the action's owner, or by a leader or facilitator of its unit."))
    row = Action.objects.select_for_update().get(pk=action.pk)
    author = by if isinstance(by, Person) else None
    texts = {"title": row.title, "text": row.text}
    ActionText.objects.create(action=row, version=row.version, texts=texts, at=clock.now(), by=author)
    _fill(row, draft)
    row.version += 1
    row.save()
    record.write(by=by, verb="actions.follow_source", thing=row.ref, facts={"version": row.version})
    return row


def _fill(row: Action, draft: ActionDraft) -> None:
    row.title, row.text, row.link, row.due_on = draft.title, draft.text, draft.link, draft.due_on
    row.owner_as_written = draft.owner_as_written
    if draft.done:
        row.in_place_at = row.in_place_at or clock.now()
    elif row.in_place_at and row.agreed_at is None:  # nobody here said that it is in place; the source did
        row.in_place_at = None
