"""Whom an action concerns: those who proposed and own it, the cases it came from, and who may read those."""

from __future__ import annotations

from django.db import transaction

from goodcatch.actions.models import Action, Origin
from goodcatch.cases.models import Case
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer, Urgency
from goodcatch.reviews.services import narrowest


def cases_of(action: Action) -> list[Case]:
    """Give the cases that the action came from."""
    rows = Origin.objects.filter(action=action, case__isnull=False).select_related("case").order_by("pk")
    return [row.case for row in rows if row.case]


def those_concerned(action: Action, reason: str, urgency: Urgency = Urgency.DIGEST) -> list[Hearer]:
    """Name owner and proposer as hearers."""
    people = {p.public_id: p for p in (action.owner, action.proposed_by) if p and p.is_active}
    return [Hearer(public_id, reason, urgency) for public_id in people]


@transaction.atomic
def follow_case(*, case: Case, by: Person | System) -> None:
    """Let the actions of a case follow a change of who may read it; an owner outside keeps reading the action."""
    for action in Action.objects.filter(pk__in=Origin.objects.filter(case=case).values("action_id")):
        origins = Origin.objects.filter(action=action).select_related("case__audience", "review__audience")
        found = [o.review.audience if o.review else o.case.audience for o in origins if o.case]
        audience = narrowest(found)
        if audience.pk != action.audience_id:
            action.audience = audience
            action.save(update_fields=["audience"])
            record.write(by=by, verb="actions.follow_case", thing=action.ref, within=case.ref)
