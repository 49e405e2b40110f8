"""Reads of protection plans: for whoever is watched over, for those who keep the plans, for the house itself."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from goodcatch.kernel import clock
from goodcatch.kernel.refs import Public, Ref, System
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.people.rules import may_see_directory
from goodcatch.people.terms import Reporter
from goodcatch.protection import rules
from goodcatch.protection.models import CheckIn, Plan
from goodcatch.protection.terms import WINDOW, Answer, Part, Said, State, Watched
from goodcatch.reports import queries as reports
from goodcatch.reports.models import Report
from goodcatch.standards.terms import Authority
from goodcatch.vault import services as vault
from goodcatch.vault.terms import DataKeys, Keyring

HOUSE = System("protection")
ANSWER = "answer"
"""The kind of envelope in which an answer lies."""
PAGE = 25
"""Plans on one page of the list."""
_BESIDE = ("report__channel__unit", "channel__unit", "person")


@dataclass(frozen=True, slots=True)
class Step:
    """A check-in with its day, how it stands, and what was said, for whoever can open it."""

    check: CheckIn
    day: date
    state: State
    answer: Answer | None = None

    @property
    def said(self) -> str:
        """How it stands, as people read it."""
        return str(self.answer.said.label) if self.answer else str(self.state.label)


@dataclass(frozen=True, slots=True)
class Kept:
    """A plan with its check-ins."""

    plan: Plan
    steps: tuple[Step, ...]

    @property
    def due(self) -> CheckIn | None:
        """The question that waits: the newest whose day has come, if nobody answered it. Late is not too late."""
        come = [step for step in self.steps if step.state != State.COMES]
        waits = bool(come) and self.plan.runs and come[-1].state != State.ANSWERED
        return come[-1].check if waits else None

    @property
    def next_day(self) -> date | None:
        """The day of the next question."""
        return next((step.day for step in self.steps if step.state == State.COMES), None) if self.plan.runs else None


@dataclass(frozen=True, slots=True)
class KeptPage:
    """Some of the plans that somebody keeps, and the public id after which the next page begins, if there is one."""

    rows: tuple[Kept, ...]
    after: str | None


def plan_of_reporter(viewer: Reporter | Person, report: Report) -> Plan | None:
    """Give the plan that runs for whoever sent this report, to them."""
    own = Plan.objects.filter(report=report, part=Part.REPORTER, begun_on__isnull=False, ended_on__isnull=True)
    plan = own.select_related(*_BESIDE).first()
    return plan if plan and rules.is_watched(viewer, plan) else None


def plan_held(viewer: Watched) -> Plan | None:
    """Give the plan of which somebody holds the receipt, while it runs."""
    found = Plan.objects.filter(public_id=viewer.plan, person__isnull=True, ended_on__isnull=True)
    return found.select_related(*_BESIDE).first()


def plan_named(viewer: Public, public_id: str) -> Plan | None:  # noqa: ARG001  # a sealed token names it
    """Give a plan that runs."""
    running = Plan.objects.filter(public_id=public_id, begun_on__isnull=False, ended_on__isnull=True)
    return running.select_related(*_BESIDE).first()


def own_plans(viewer: Person) -> list[Plan]:
    """Give the plans of an account, those it was asked about too, newest first; none that has ended."""
    found = Plan.objects.filter(person=viewer, ended_on__isnull=True).select_related(*_BESIDE)
    return list(found.order_by("-begun_on", "id"))


def own_plan(viewer: Person, public_id: str) -> Plan | None:
    """Give one's own plan, begun or asked about."""
    return next((plan for plan in own_plans(viewer) if plan.public_id == public_id), None)


def kept(viewer: Viewer | Watched, plan: Plan) -> Kept:  # noqa: ARG001  # the plan was given to its viewer
    """Give a plan with how its questions stand, for whoever is watched over; never what they said."""
    checks = CheckIn.objects.filter(plan=plan).select_related("plan").order_by("after_days")
    return Kept(plan, _steps(plan, list(checks), {}, shows_held=True))


def waits(viewer: Person) -> list[Plan]:
    """Give the plans of an account in which a question waits."""
    return [plan for plan in own_plans(viewer) if not plan.runs or kept(viewer, plan).due]


def watched_over(viewer: Person, ring: Keyring, *, after: str | None = None, size: int = PAGE) -> KeptPage:
    """Give a page of the plans that the viewer keeps, newest first, with what was said and is sealed to them.

    An answer appears after the house's next daily hour, so that nobody sees when it came. Costs the same number of
    queries however many there are.
    """
    plans = list(_kept_from(viewer, after).select_related(*_BESIDE).order_by("-begun_on", "-id")[: size + 1])
    checks: dict[int, list[CheckIn]] = {}
    for check in CheckIn.objects.filter(plan__in=plans[:size]).select_related("plan").order_by("after_days"):
        checks.setdefault(check.plan_id, []).append(check)
    shown = [check for each in checks.values() for check in each if check.answered and not check.held]
    keys = vault.keys_of_readers(ring=ring, things=[check.ref for check in shown])
    said = _answers(keys)
    rows = [Kept(plan, _steps(plan, checks.get(plan.pk, []), said, shows_held=False)) for plan in plans[:size]]
    return KeptPage(tuple(rows), rows[-1].plan.public_id if len(plans) > size else None)


def _kept_from(viewer: Person, after: str | None) -> QuerySet[Plan]:
    """Give what somebody keeps, their own plan never; of it what comes after one that they keep."""
    kept = Plan.objects.filter(rules.kept_by(viewer)).exclude(person=viewer)
    last = kept.filter(public_id=after).values_list("begun_on", "id").first() if after else None
    return kept.filter(Q(begun_on__lt=last[0]) | Q(id__lt=last[1]), begun_on__lte=last[0]) if last else kept


def keeps_any(viewer: Viewer) -> bool:
    """Tell whether the viewer keeps a plan."""
    return Plan.objects.filter(rules.kept_by(viewer)).exists()


def keepers(viewer: Viewer | Watched, report: Report, person: Person | None = None) -> list[Person]:  # noqa: ARG001
    """Give who would watch over somebody because of this report: outside its line, and not they themselves."""
    receiver = reports.receiver_for(HOUSE, report)
    return [each for each in receiver.readers if each != person] if receiver else []


def authorities(viewer: Public, report: Report) -> tuple[Authority, ...]:
    """Give whom one can tell outside, where nobody here could watch over somebody."""
    law = reports.law_of_channel(viewer, report.channel)
    return tuple(law.pack.outside.authorities) if law else ()


def watched_reports(viewer: System, *, reports: Collection[Report]) -> frozenset[str]:  # noqa: ARG001  # the house itself
    """Tell which of these reports stay, for somebody is watched over because of them: the receipt opens both."""
    running = Plan.objects.filter(begun_on__isnull=False, ended_on__isnull=True)
    watched = set(running.values_list("report__public_id", flat=True))
    return frozenset(report.public_id for report in reports if report.public_id in watched)


def could_be_named(viewer: Person, report: Report) -> QuerySet[Person]:
    """Give the accounts that can be named as witness or helper of this report, to those who may name somebody.

    A guest does not see the house: they hand over the address.
    """
    if not rules.may_name(viewer, report) or not may_see_directory(viewer):
        return Person.objects.none()
    found = Person.objects.filter(left_at__isnull=True).exclude(pk=viewer.pk)
    return found.exclude(pk=report.person_id or 0).order_by("name", "pk")


def report_named(viewer: Public, public_id: str) -> Report | None:  # noqa: ARG001  # a sealed token names it
    """Give the report because of which somebody is asked whether they want to be watched over."""
    return Report.objects.filter(public_id=public_id).select_related("channel__unit", "channel__entity").first()


def _steps(plan: Plan, checks: Sequence[CheckIn], said: Mapping[Ref, Answer], *, shows_held: bool) -> tuple[Step, ...]:
    days = [check.day for check in checks] + [date.max]
    found = [
        Step(check, check.day, _state(check, until, shows_held=shows_held), said.get(check.ref))
        for check, until in zip(checks, days[1:], strict=True)
    ]
    ended = plan.ended_on
    return tuple(step for step in found if ended is None or step.day <= ended)


def _state(check: CheckIn, until: date, *, shows_held: bool) -> State:
    if check.answered and (shows_held or not check.held):
        return State.ANSWERED
    today = clock.today()
    if today < check.day:
        return State.COMES
    return State.ASKED if today <= check.day + WINDOW and today < until else State.NOT_HEARD_FROM


def _answers(keys: Mapping[Ref, DataKeys]) -> dict[Ref, Answer]:
    found = {thing: json.loads(raw) for thing, raw in vault.take_many(keys=keys, kind=ANSWER).items()}
    return {thing: Answer(Said(held["said"]), held["words"]) for thing, held in found.items()}
