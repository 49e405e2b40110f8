"""Somebody else looks whether the change is in place, and whether it worked (BEYOND-1)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.actions import rules, terms
from goodcatch.actions.models import Action, Look
from goodcatch.actions.services.telling import cases_of, those_concerned
from goodcatch.cases import services as cases
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.reports.terms import Told

_PROVES = {terms.Verdict.SEEN_IN_PLACE, terms.Verdict.EFFECTIVE}


@transaction.atomic
def verify_effect(
    *, action: Action, verdict: terms.Verdict, evidence: str, by: Person, nobody_else: bool = False
) -> Action:
    """Say what was found when looking.

    'Seen in place' verifies an action that is not being watched; 'effective' verifies any; 'not effective' brings
    it back under way, in its next round; 'inconclusive' leaves it as it is. The owner looks only where there is
    nobody else (P-9), and it is then labelled 'not independently verified'.
    """
    if not rules.may_look(by, action):
        raise RuleBroken(_("Only somebody who can read this action can say what they saw."))
    if not action.in_place_at or action.verified_at or action.declined_at:
        raise RuleBroken(_("There is something to look at while the change is in place and not verified yet."))
    if not evidence.strip():
        raise RuleBroken(_("Say what you saw, and where: a sentence that somebody else could check."), field="evidence")
    own = action.owner_id == by.pk
    if own and not nobody_else:
        raise RuleBroken(
            _(
                "Somebody else looks. If there is nobody who could, say so; "
                "it is then shown as not independently verified."
            ),
            field="nobody_else",
        )
    if verdict == terms.Verdict.SEEN_IN_PLACE and _still_watched(action):
        raise RuleBroken(
            _(
                "Its effect is being watched until the date agreed. "
                "Until then it can be found effective or not, from what was measured."
            ),
            field="verdict",
        )
    Look.objects.create(
        action=action,
        round=action.round,
        verdict=verdict,
        evidence=evidence.strip(),
        at=clock.now(),
        by=by,
        independent=not own,
    )
    _follow(action, verdict, by)
    hearers = those_concerned(action, "verdict")
    record.write(by=by, verb="actions.verify_effect", thing=action.ref, facts={"verdict": verdict}, hearers=hearers)
    return action


def _still_watched(action: Action) -> bool:
    return action.watch_until is not None and action.watch_until > clock.today()


def _follow(action: Action, verdict: terms.Verdict, by: Person) -> None:
    if verdict in _PROVES:
        action.verified_at = clock.now()
        action.save(update_fields=["verified_at"])
        for case in cases_of(action):
            cases.tell_reporters(by=by, case=case, told=Told.ACTION_VERIFIED)
    elif verdict == terms.Verdict.NOT_EFFECTIVE:
        action.in_place_at, action.watch_until = None, None
        action.round += 1
        action.save(update_fields=["in_place_at", "watch_until", "round"])
