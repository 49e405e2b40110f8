"""What tests of actions begin with: one proposed, one agreed, one in place."""

from __future__ import annotations

from datetime import timedelta

from goodcatch.actions import services as actions
from goodcatch.actions.models import Action
from goodcatch.actions.terms import Mechanism
from goodcatch.cases.models import Case
from goodcatch.cases.tests.telling import a_case
from goodcatch.kernel import clock
from goodcatch.people.models import Person
from tests.cast import Cast

PRINT = actions.Proposal(title="Print the list from the register", mechanism=Mechanism.AUTOMATE)


def a_proposed_action(cast: Cast, case: Case | None = None, *, owner: Person | None = None) -> Action:
    """Let the handler propose a change, to the leader of Operations unless said otherwise."""
    return actions.propose_action(
        by=cast.handler, case=case or a_case(cast), proposal=PRINT, owner=owner or cast.leader
    )


def an_agreed_action(cast: Cast, case: Case | None = None) -> Action:
    """Let its owner agree to it."""
    return actions.agree_action(
        by=cast.leader, action=a_proposed_action(cast, case), due_on=clock.today() + timedelta(days=30)
    )


def an_action_in_place(cast: Cast, case: Case | None = None, *, watch_days: int = 0) -> Action:
    """Let its owner put it in place."""
    until = clock.today() + timedelta(days=watch_days) if watch_days else None
    return actions.put_in_place(by=cast.leader, action=an_agreed_action(cast, case), watch_until=until)


def fresh(action: Action) -> Action:
    """Give the action as it is stored now."""
    return Action.objects.get(pk=action.pk)
