"""Whom an action concerns: those who proposed and own it, the cases it came from, and who may read those."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from goodcatch.actions import rules
from goodcatch.actions.models import Action, Origin
from goodcatch.cases import services as cases
from goodcatch.cases.models import Case
from goodcatch.kernel.refs import Actor, System
from goodcatch.people.models import Audience, Person
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer, Urgency
from goodcatch.reports.terms import Told
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
def tell_reporters(*, by: Actor, action: Action, told: Told, promised_on: date | None = None) -> None:
    """Tell whoever wrote the reports behind an action which change it is, and by when, if as many may read it.

    For verbs that hold the action and write its entry.
    """
    for case in cases_of(action):
        cases.tell_reporters(
            by=by, case=case, told=told, words=action.title, promised_on=promised_on, read_by=action.audience
        )


def audience_of(action: Action) -> Audience:
    """Give the audience that its origins leave it: who may read every case and review that it came from."""
    origins = Origin.objects.filter(action=action).select_related("case__audience", "review__audience")
    sources = [source for origin in origins for source in (origin.case, origin.review) if source]
    return narrowest([source.audience for source in sources])


@transaction.atomic
def follow_case(*, case: Case, by: Person | System) -> None:
    """Let the actions of a case follow a change of who may read it.

    An owner outside keeps reading the action, unless it came down to a list of people that does not name them: it is
    then nobody's, and those who steer it find somebody else.
    """
    found = Action.objects.filter(pk__in=Origin.objects.filter(case=case).values("action_id"))
    for action in found.select_for_update().order_by("pk"):
        audience = audience_of(action)
        if audience.pk == action.audience_id:
            continue
        action.audience = audience
        if action.owner and not rules.may_own(action.owner, audience):
            action.owner, action.agreed_at = None, None
        action.save(update_fields=["audience", "owner", "agreed_at"])
        record.write(by=by, verb="actions.follow_case", thing=action.ref, within=case.ref)
