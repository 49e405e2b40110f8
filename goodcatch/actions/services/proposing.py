"""Propose an action; its owner agrees or answers back; or it is declined, with a reason and a date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from goodcatch_wording import check

from goodcatch.actions import rules, terms
from goodcatch.actions.models import Action, ActionText, ActsOn, Origin
from goodcatch.actions.services.telling import cases_of, those_concerned
from goodcatch.cases import services as cases
from goodcatch.cases.models import Case
from goodcatch.kernel import clock
from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer
from goodcatch.reports.terms import Told
from goodcatch.reviews.models import Factor, Review

DESCRIBED = ("title", "text", "done_when", "kind", "mechanism")
CARE = "OBL"
"""The wording check's code for 'be more careful' as a remedy."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to change: by what mechanism it works, and when it counts as done."""

    title: str
    text: str = ""
    done_when: str = ""
    kind: terms.Kind = terms.Kind.PROCESS
    mechanism: terms.Mechanism = terms.Mechanism.UNKNOWN
    kept_although: str = ""


@transaction.atomic
def propose_action(
    *,
    case: Case,
    proposal: Proposal,
    by: Person | System,
    review: Review | None = None,
    owner: Person | None = None,
    due_on: date | None = None,
    factors: Sequence[Factor] = (),
) -> Action:
    """Propose an action from a case or its review, to somebody who would own it.

    'Be more careful' is answered with a question, and kept if `kept_although` says why (RuleBroken otherwise).
    """
    if not rules.may_propose(by, case):
        raise RuleBroken(_("An action is proposed by somebody who can read the case it comes from."))
    _demand_change(proposal)
    action = Action.objects.create(
        title=proposal.title.strip(),
        text=proposal.text.strip(),
        done_when=proposal.done_when.strip(),
        kind=proposal.kind,
        mechanism=proposal.mechanism,
        kept_although=proposal.kept_although.strip(),
        unit=case.unit,
        audience=review.audience if review else case.audience,
        owner=owner,
        due_on=due_on,
        proposed_at=clock.now(),
        proposed_by=by if isinstance(by, Person) else None,
    )
    Origin.objects.create(action=action, case=case, review=review)
    ActsOn.objects.bulk_create(ActsOn(action=action, factor=factor) for factor in factors)
    hearers = [Hearer(owner.public_id, "asked_to_own")] if owner else []
    record.write(by=by, verb="actions.propose_action", thing=action.ref, within=case.ref, hearers=hearers)
    return action


@transaction.atomic
def describe_action(*, action: Action, version: int, proposal: Proposal, by: Person) -> Action:
    """Say better what is to change; the earlier text is kept. Raises ChangedMeanwhile where somebody saved first."""
    _demand_steering(by, action)
    row = Action.objects.select_for_update().get(pk=action.pk)
    before = {name: str(getattr(row, name)) for name in DESCRIBED}
    if row.version != version:
        sentence = _(
            "Somebody saved this while you were writing. Both texts are below: put together what should stand."
        )
        raise ChangedMeanwhile(sentence, theirs=before, version=row.version)
    _demand_change(proposal)
    ActionText.objects.create(action=row, version=row.version, texts=before, at=clock.now(), by=by)
    for name in (*DESCRIBED, "kept_although"):
        value = getattr(proposal, name)
        setattr(row, name, value.strip() if name not in {"kind", "mechanism"} else value)
    row.version += 1
    row.save()
    record.write(by=by, verb="actions.describe_action", thing=row.ref, facts={"version": row.version})
    return row


@transaction.atomic
def hand_over(*, action: Action, to: Person, by: Person | System) -> Action:
    """Ask somebody to own the action; it is theirs when they agree."""
    _demand_steering(by, action)
    _demand_alive(action)
    before = action.owner
    action.owner, action.answered_back = to, ""
    action.agreed_at = clock.now() if to == by else None
    action.save(update_fields=["owner", "answered_back", "agreed_at"])
    hearers = [Hearer(to.public_id, "asked_to_own")]
    hearers += [Hearer(before.public_id, "handed_over")] if before else []
    record.write(by=by, verb="actions.hand_over", thing=action.ref, hearers=hearers)
    return action


@transaction.atomic
def agree_action(*, action: Action, due_on: date, by: Person) -> Action:
    """Agree to own the action, until a date. The first one agreed lets its case improve, and the reporter hears."""
    _demand_owner(action, by)
    if action.agreed_at:
        raise RuleBroken(_("You agreed to this already."))
    if due_on < clock.today():
        raise RuleBroken(_("That day has passed: choose one that can be kept."), field="due_on")
    action.agreed_at, action.due_on, action.answered_back = clock.now(), due_on, ""
    action.save(update_fields=["agreed_at", "due_on", "answered_back"])
    for case in cases_of(action):
        cases.note_improving(by=by, case=case)
        cases.tell_reporters(by=by, case=case, told=Told.ACTION_AGREED)
    record.write(by=by, verb="actions.agree_action", thing=action.ref, hearers=those_concerned(action, "agreed"))
    return action


@transaction.atomic
def answer_back(*, action: Action, answer: str, by: Person) -> Action:
    """Say why one cannot own it as it stands, and what would be possible."""
    _demand_owner(action, by)
    if not answer.strip():
        raise RuleBroken(_("Say what stands in the way, or what you could do instead."), field="answer")
    action.answered_back, action.agreed_at = answer.strip(), None
    action.save(update_fields=["answered_back", "agreed_at"])
    record.write(by=by, verb="actions.answer_back", thing=action.ref, hearers=those_concerned(action, "answered_back"))
    return action


@transaction.atomic
def decline_action(*, action: Action, reason: str, by: Person | System, look_again_on: date | None = None) -> Action:
    """Decide not to act, with a reason and a day to look again (BEYOND-16)."""
    _demand_steering(by, action)
    _demand_alive(action)
    if not reason.strip():
        raise RuleBroken(_("Say why it is not done, so that whoever asks later can understand."), field="reason")
    action.declined_at, action.declined_reason = clock.now(), reason.strip()
    action.look_again_on = look_again_on
    action.save(update_fields=["declined_at", "declined_reason", "look_again_on"])
    record.write(by=by, verb="actions.decline_action", thing=action.ref, hearers=those_concerned(action, "declined"))
    return action


@transaction.atomic
def act_on(*, action: Action, factor: Factor, by: Person | System, why: str = "") -> Action:
    """Name a factor that the action acts on, and why so (IMPROVE-8)."""
    _demand_steering(by, action)
    if not Origin.objects.filter(action=action, review=factor.review).exists():
        raise RuleBroken(_("An action acts on factors of the review it came from."), field="factor")
    ActsOn.objects.update_or_create(action=action, factor=factor, defaults={"why": why.strip()})
    record.write(by=by, verb="actions.act_on", thing=action.ref, within=factor.ref)
    return action


def _demand_change(proposal: Proposal) -> None:
    if not proposal.title.strip():
        raise RuleBroken(_("Say in a few words what is to change."), field="title")
    if asks_for_care(proposal) and not proposal.kept_although.strip():
        raise RuleBroken(
            _(
                "This asks people to be more careful. What could be changed so that care is not needed, or so that a "
                "slip does no harm? If you want to keep it as it is, say why below."
            ),
            field="kept_although",
        )


def asks_for_care(proposal: Proposal) -> bool:
    """Tell whether this is 'be more careful', by its mechanism or its words (science.md 2.2, CAREFUL)."""
    if proposal.mechanism == terms.Mechanism.CAREFUL:
        return True
    return any(finding.code == CARE for finding in check(f"{proposal.title}.\n\n{proposal.text}"))


def _demand_owner(action: Action, by: Person) -> None:
    _demand_alive(action)
    if action.owner_id != by.pk:
        raise RuleBroken(_("Only the person who was asked to own this action answers for it."))


def _demand_steering(by: Person | System, action: Action) -> None:
    if not rules.may_steer(by, action):
        raise RuleBroken(_("This is done by the action's owner, or by a leader or facilitator of its unit."))


def _demand_alive(action: Action) -> None:
    if action.declined_at:
        raise RuleBroken(_("It was decided not to do this. Propose it anew if that has changed."))
    if action.verified_at:
        raise RuleBroken(_("This action is verified; nothing more is asked of it."))
