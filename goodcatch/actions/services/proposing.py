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
from goodcatch.actions.services.holding import demand_open, for_owner, for_steering
from goodcatch.actions.services.telling import audience_of, cases_of, tell_reporters, those_concerned
from goodcatch.cases import queries as case_queries
from goodcatch.cases import services as cases
from goodcatch.cases.models import Case
from goodcatch.kernel import clock
from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.people.models import Audience, Person
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer
from goodcatch.reports import services as reports
from goodcatch.reports.models import Report
from goodcatch.reports.rules import may_handle
from goodcatch.reports.terms import Told
from goodcatch.reviews import rules as review_rules
from goodcatch.reviews.models import Factor, Review, ReviewCase
from goodcatch.reviews.services import narrowest

DESCRIBED = ("title", "text", "done_when", "kind", "mechanism", "kept_although")
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
def propose_action(  # noqa: PLR0913  # each is an answer on the form
    *,
    case: Case,
    proposal: Proposal,
    by: Person | System,
    review: Review | None = None,
    owner: Person | None = None,
    due_on: date | None = None,
    factors: Sequence[Factor] = (),
    remedy_of: Report | None = None,
    credits_reporter: bool = False,
) -> Action:
    """Propose an action from a case or its review, to somebody who would own it.

    `remedy_of` is a report of the case whose author proposed this remedy: the action credits them, without a name, and
    they hear of it on their page. Where the remedy came out of a sealed report, `credits_reporter` says so alone.

    'Be more careful' is answered with a question, and kept if `kept_although` says why (RuleBroken otherwise).
    """
    if not rules.may_propose(by, case):
        raise RuleBroken(_("An action is proposed by somebody who can read the case it comes from."))
    _demand_change(proposal)
    reviews = {found.pk: found for found in (review, *(factor.review for factor in factors)) if found}
    _demand_reviews_of(case, list(reviews.values()), by)
    audience = narrowest([case.audience, *(found.audience for found in reviews.values())])
    _demand_owner_and_day(by, audience, owner, due_on)
    if remedy_of is not None:
        _demand_report_of(case, remedy_of, by)
    action = Action.objects.create(
        title=proposal.title.strip(),
        text=proposal.text.strip(),
        done_when=proposal.done_when.strip(),
        kind=proposal.kind,
        mechanism=proposal.mechanism,
        kept_although=proposal.kept_although.strip(),
        unit=case.unit,
        audience=audience,
        owner=owner,
        due_on=due_on,
        proposed_at=clock.now(),
        proposed_by=by if isinstance(by, Person) else None,
        credits_reporter=credits_reporter or remedy_of is not None,
    )
    origins: list[Review | None] = [*reviews.values()]
    Origin.objects.bulk_create(Origin(action=action, case=case, review=found) for found in origins or [None])
    ActsOn.objects.bulk_create(ActsOn(action=action, factor=factor) for factor in factors)
    hearers = [Hearer(owner.public_id, "asked_to_own")] if owner else []
    record.write(by=by, verb="actions.propose_action", thing=action.ref, within=case.ref, hearers=hearers)
    if remedy_of is not None:
        reports.tell_reporter(by=by, report=remedy_of, told=Told.REMEDY_TAKEN, words=action.title)
    return action


def _demand_report_of(case: Case, report: Report, by: Person | System) -> None:
    if not may_handle(by, report) or case_queries.case_of_report(by, report) != case:
        raise RuleBroken(_("That report does not belong to this matter any more. Propose the change without it."))


@transaction.atomic
def describe_action(*, action: Action, version: int, proposal: Proposal, by: Person) -> Action:
    """Say better what is to change; the earlier text is kept. Raises ChangedMeanwhile where somebody saved first."""
    row = for_steering(action, by)
    if row.version != version:
        sentence = _(
            "Somebody saved this while you were writing. Both texts are below: put together what should stand."
        )
        raise ChangedMeanwhile(sentence, theirs=_as_shown(row), version=row.version)
    _demand_change(proposal)
    before = {name: str(getattr(row, name)) for name in DESCRIBED}
    ActionText.objects.create(action=row, version=row.version, texts=before, at=clock.now(), by=by)
    for name in DESCRIBED:
        setattr(row, name, str(getattr(proposal, name)).strip())
    row.version += 1
    row.save(update_fields=[*DESCRIBED, "version"])
    heard = those_concerned(row, "described")
    record.write(by=by, verb="actions.describe_action", thing=row.ref, facts={"version": row.version}, hearers=heard)
    return row


@transaction.atomic
def hand_over(*, action: Action, to: Person, by: Person | System) -> Action:
    """Ask somebody to own the action; it is theirs when they agree."""
    row = for_steering(action, by)
    if row.owner == to:
        raise RuleBroken(_("This person is asked already, or owns it. Choose somebody else."), field="to")
    if not rules.may_own(to, row.audience):
        raise RuleBroken(_("Only people on the list of those who read this matter can own it. Choose one."), field="to")
    before, row.owner, row.answered_back = row.owner, to, ""
    row.agreed_at = None
    row.save(update_fields=["owner", "answered_back", "agreed_at"])
    hearers = [Hearer(to.public_id, "asked_to_own")]
    hearers += [Hearer(before.public_id, "handed_over")] if before else []
    record.write(by=by, verb="actions.hand_over", thing=row.ref, hearers=hearers)
    return row


@transaction.atomic
def agree_action(*, action: Action, due_on: date, by: Person) -> Action:
    """Agree to own the action, until a date. The first one agreed lets its case improve, and the reporter hears."""
    row = for_owner(action, by)
    if row.agreed_at:
        raise RuleBroken(_("You agreed to this already."))
    if due_on < clock.today():
        raise RuleBroken(_("That day has passed: choose one that can be kept."), field="due_on")
    row.agreed_at, row.due_on, row.answered_back = clock.now(), due_on, ""
    row.save(update_fields=["agreed_at", "due_on", "answered_back"])
    record.write(by=by, verb="actions.agree_action", thing=row.ref, hearers=those_concerned(row, "agreed"))
    for case in cases_of(row):
        cases.note_improving(by=by, case=case)
    tell_reporters(by=by, action=row, told=Told.ACTION_AGREED, promised_on=due_on)
    return row


@transaction.atomic
def answer_back(*, action: Action, answer: str, by: Person) -> Action:
    """Say why one cannot own it as it stands, and what would be possible; those who steer it hear."""
    row = for_owner(action, by)
    demand_open(row)
    if not answer.strip():
        raise RuleBroken(_("Say what stands in the way, or what you could do instead."), field="answer")
    row.answered_back, row.agreed_at = answer.strip(), None
    row.save(update_fields=["answered_back", "agreed_at"])
    record.write(by=by, verb="actions.answer_back", thing=row.ref, hearers=those_concerned(row, "answered_back"))
    return row


@transaction.atomic
def decline_action(*, action: Action, reason: str, by: Person | System, look_again_on: date | None = None) -> Action:
    """Decide not to act, with a reason and a day to look again (BEYOND-16)."""
    row = for_steering(action, by)
    demand_open(row)
    if not reason.strip():
        raise RuleBroken(_("Say why it is not done, so that whoever asks later can understand."), field="reason")
    if look_again_on and look_again_on <= clock.today():
        raise RuleBroken(_("Choose a day to come on which somebody looks again, or none."), field="look_again_on")
    row.declined_at, row.declined_reason, row.look_again_on = clock.now(), reason.strip(), look_again_on
    row.save(update_fields=["declined_at", "declined_reason", "look_again_on"])
    record.write(by=by, verb="actions.decline_action", thing=row.ref, hearers=those_concerned(row, "declined"))
    return row


@transaction.atomic
def act_on(*, action: Action, factor: Factor, by: Person | System, why: str = "") -> Action:
    """Name a factor that the action acts on, and why so (IMPROVE-8)."""
    row = for_steering(action, by)
    linked = ReviewCase.objects.filter(review=factor.review, case__in=cases_of(row)).select_related("case").first()
    if linked is None or factor.withdrawn_at or not review_rules.may_see(by, factor.review):
        raise RuleBroken(_("An action acts on what a review of its case found. Choose one of those."), field="factor")
    ActsOn.objects.update_or_create(action=row, factor=factor, defaults={"why": why.strip()})
    if not Origin.objects.filter(action=row, review=factor.review).exists():
        Origin.objects.create(action=row, case=linked.case, review=factor.review)
        row.audience = audience_of(row)
        if row.owner and not rules.may_own(row.owner, row.audience):
            raise RuleBroken(_("Its owner may not read that review. Ask somebody else to own it first."))
        row.save(update_fields=["audience"])
    record.write(by=by, verb="actions.act_on", thing=row.ref, within=factor.ref)
    return row


def _demand_reviews_of(case: Case, reviews: Sequence[Review], by: Person | System) -> None:
    linked = set(ReviewCase.objects.filter(case=case).values_list("review_id", flat=True))
    if not all(review.pk in linked and review_rules.may_see(by, review) for review in reviews):
        raise RuleBroken(_("An action acts on what a review of this case found, as far as you may read it."))


def _demand_owner_and_day(by: Person | System, audience: Audience, owner: Person | None, due: date | None) -> None:
    if owner and not rules.may_own(owner, audience):
        raise RuleBroken(_("Whoever owns it must be able to read it. Choose somebody else."), field="owner")
    if due and isinstance(by, Person) and due < clock.today():
        raise RuleBroken(_("That day has passed: choose one that can be kept, or none."), field="due_on")


def _as_shown(action: Action) -> dict[str, str]:
    """What it says, field by field, in words."""
    said = {name: str(getattr(action, name)) for name in DESCRIBED}
    return said | {"kind": str(action.get_kind_display()), "mechanism": str(action.get_mechanism_display())}


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
