"""Somebody else looks whether the change is in place, and whether it worked (BEYOND-1)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.actions import rules, terms
from goodcatch.actions.models import Action, Look
from goodcatch.actions.services.holding import locked
from goodcatch.actions.services.telling import tell_reporters, those_concerned
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.reports.terms import Told


@transaction.atomic
def verify_effect(
    *, action: Action, verdict: terms.Verdict, evidence: str, by: Person, nobody_else: bool = False
) -> Action:
    """Say what was found when looking.

    'Seen in place' verifies an action that is not being watched; 'effective' verifies any; 'not effective' brings
    it back under way, in its next round, also when it was verified before (P-8); 'inconclusive' leaves it as it is.
    Its owner, and whoever put it in place, look only where there is nobody else (P-9); it is then labelled 'not
    independently verified'.
    """
    row = locked(action)
    if not rules.may_look(by, row):
        raise RuleBroken(_("Only somebody who can read this action can say what they saw."))
    _demand_lookable(row, verdict)
    if not evidence.strip():
        raise RuleBroken(_("Say what you saw, and where: a sentence that somebody else could check."), field="evidence")
    apart = rules.is_apart(by, row)
    if not apart and not nobody_else:
        raise RuleBroken(
            _(
                "Somebody else looks. If there is nobody who could, say so; "
                "it is then shown as not independently verified."
            ),
            field="nobody_else",
        )
    Look.objects.create(
        action=row,
        round=row.round,
        verdict=verdict,
        evidence=evidence.strip(),
        at=clock.now(),
        by=by,
        independent=apart,
    )
    hearers = those_concerned(row, "verdict")
    record.write(by=by, verb="actions.verify_effect", thing=row.ref, facts={"verdict": verdict}, hearers=hearers)
    _follow(row, verdict, by)
    return row


def _demand_lookable(action: Action, verdict: terms.Verdict) -> None:
    if not action.in_place_at or action.declined_at:
        raise RuleBroken(_("There is something to look at once the change is in place."))
    if action.verified_at and verdict != terms.Verdict.NOT_EFFECTIVE:
        raise RuleBroken(
            _("It is verified already. Say so if it turns out not to work: it then goes back under way."),
            field="verdict",
        )
    if verdict == terms.Verdict.SEEN_IN_PLACE and _still_watched(action):
        raise RuleBroken(
            _(
                "Its effect is being watched until the date agreed. "
                "Until then it can be found effective or not, from what was measured."
            ),
            field="verdict",
        )


def _still_watched(action: Action) -> bool:
    return action.watch_until is not None and action.watch_until > clock.today()


def _follow(action: Action, verdict: terms.Verdict, by: Person) -> None:
    if verdict in terms.PROVES:
        action.verified_at = clock.now()
        action.save(update_fields=["verified_at"])
        tell_reporters(by=by, action=action, told=Told.ACTION_VERIFIED)
    elif verdict == terms.Verdict.NOT_EFFECTIVE:
        action.in_place_at, action.in_place_by, action.watch_until, action.verified_at = None, None, None, None
        action.round += 1
        action.save(update_fields=["in_place_at", "in_place_by", "watch_until", "verified_at", "round"])
