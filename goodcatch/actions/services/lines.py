"""Propose what a room above brings as one line: a change that came with a text of its own."""

from __future__ import annotations

from django.db import transaction

from goodcatch.actions.models import Action
from goodcatch.actions.services.proposing import Proposal, propose_action
from goodcatch.cases.models import Case
from goodcatch.people.models import Person
from goodcatch.reviews.models import Review


@transaction.atomic
def propose_line(*, by: Person, case: Case, review: Review, line: str) -> Action:
    """Propose an action that a line names, from a case and its review; nobody is asked to own it yet.

    Raises RuleBroken.
    """
    return propose_action(by=by, case=case, review=review, proposal=Proposal(title=line))
