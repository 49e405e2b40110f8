"""Whom an action concerns: those who proposed and own it, and the cases it came from."""

from __future__ import annotations

from goodcatch.actions.models import Action, Origin
from goodcatch.cases.models import Case
from goodcatch.record.terms import Hearer, Urgency


def cases_of(action: Action) -> list[Case]:
    """Give the cases that the action came from."""
    rows = Origin.objects.filter(action=action, case__isnull=False).select_related("case").order_by("pk")
    return [row.case for row in rows if row.case]


def those_concerned(action: Action, reason: str, urgency: Urgency = Urgency.DIGEST) -> list[Hearer]:
    """Name owner and proposer as hearers."""
    people = {p.public_id: p for p in (action.owner, action.proposed_by) if p and p.is_active}
    return [Hearer(public_id, reason, urgency) for public_id in people]
