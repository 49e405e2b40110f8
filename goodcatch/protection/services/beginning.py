"""Verbs with which somebody comes to be watched over: they say yes themselves, or nothing begins.

No entry of these bears a time finer than the day, accounts included: nobody sees in the record when somebody said yes.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import AlreadyDone, RuleBroken
from goodcatch.kernel.refs import Public, System
from goodcatch.people import services as people
from goodcatch.people.models import Person
from goodcatch.people.terms import Reporter
from goodcatch.protection import rules
from goodcatch.protection.models import CheckIn, Plan, PlanSlip
from goodcatch.protection.services.holding import held
from goodcatch.protection.terms import DAYS, MOST_WITNESSES, Part
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer
from goodcatch.reports import proofs
from goodcatch.reports import queries as reports
from goodcatch.reports.models import Report
from goodcatch.reports.receipts import Receipt
from goodcatch.reports.rules import demand_author
from goodcatch.reports.services.dialogue import locked

HOUSE = System("protection")


@transaction.atomic
def begin_plan(*, by: Person | Reporter, report: Report) -> Plan:
    """Watch over whoever sent this report, from today on, because they said yes. Raises RuleBroken, AlreadyDone."""
    current = locked(report)
    demand_author(by, current)
    running = Plan.objects.filter(report=current, part=Part.REPORTER, ended_on__isnull=True).first()
    if running:
        raise AlreadyDone(running.ref)
    plan = _made(current, Part.REPORTER, current.person)
    _begin(plan)
    record.write_pooled(verb="protection.begin_plan", thing=plan.ref)
    return plan


def begin_with_receipt(*, by: Public, report: Report, receipt: Receipt) -> Plan:  # noqa: ARG001  # whoever was asked
    """Watch over a witness or helper who comes with a receipt of their own, from today on, because they said yes.

    Hashing (one Argon2id) is done before the transaction begins. The same receipt taken twice begins one plan. Raises
    RuleBroken, and TooBusy where the line for hashing is full.
    """
    if earlier := _slip_of(receipt):
        return earlier.plan
    kept = proofs.prove(receipt)
    with transaction.atomic():
        current = locked(report)
        if meanwhile := _slip_of(receipt):
            return meanwhile.plan
        if Plan.objects.filter(report=current, part=Part.WITNESS).count() >= MOST_WITNESSES:
            raise RuleBroken(_("Many people are watched over because of this already. Ask those who handle it."))
        plan = _made(current, Part.WITNESS, None)
        slip = PlanSlip(plan=plan, look_up=kept.look_up, salt=kept.salt, proof=kept.proof)
        slip.memory_kib, slip.passes = kept.cost.memory_kib, kept.cost.passes
        slip.save(force_insert=True)
        _begin(plan)
        record.write_pooled(verb="protection.begin_plan", thing=plan.ref)
    return plan


def open_slip(*, receipt: Receipt) -> Plan | None:
    """Give the plan that this receipt opens; None where it opens none. Nothing is written.

    An unknown look-up id is refused without hashing. Raises TooBusy where a guess at this id is under way, or the
    line for hashing is full.
    """
    found = _slip_of(receipt)
    if found is None:
        return None
    cost = proofs.Cost(memory_kib=found.memory_kib, passes=found.passes)
    kept = proofs.Proof(bytes(found.look_up), bytes(found.salt), bytes(found.proof), cost)
    return found.plan if proofs.opens(receipt, kept) else None


@transaction.atomic
def name_witness(*, by: Person, report: Report, person: Person) -> Report:
    """Ask an account whether it wants to be watched over because of this report: whoever saw it, or helped.

    Whoever asks never learns what they answered, nor whether they were asked before. Raises RuleBroken.
    """
    current = locked(report)
    if not rules.may_name(by, current):
        raise RuleBroken(_("Whoever handles a report, or signed it, names who saw it or helped."))
    if not person.is_active or person in {by, current.person}:
        raise RuleBroken(_("Choose somebody else with an account here."), field="person")
    asked = Plan.objects.filter(report=current, person=person, ended_on__isnull=True).first()
    plan = asked or _made(current, Part.WITNESS, person)
    hearers = [] if asked else [Hearer(person.public_id, "yours")]
    record.write(by=by, verb="protection.name_witness", thing=plan.ref, hearers=hearers)
    return current


@transaction.atomic
def answer_offer(*, by: Person, plan: Plan, wanted: bool) -> Plan:
    """Say whether one wants to be watched over: yes begins the plan, no takes the question away. Raises RuleBroken."""
    current = held(plan)
    if current.person_id != by.pk:
        raise RuleBroken(_("Only whoever was asked answers that."))
    if current.begun_on:
        raise AlreadyDone(current.ref)
    record.write_pooled(verb="protection.answer_offer", thing=current.ref)
    if wanted:
        _begin(current)
        return current
    current.delete()
    return plan


def _slip_of(receipt: Receipt) -> PlanSlip | None:
    return PlanSlip.objects.select_related("plan").filter(look_up=proofs.hashed_look_up(receipt)).first()


def _begin(plan: Plan) -> None:
    plan.begun_on = clock.today()
    plan.save(update_fields=["begun_on"])
    CheckIn.objects.bulk_create(CheckIn(plan=plan, after_days=days) for days in DAYS)


def _made(report: Report, part: Part, person: Person | None) -> Plan:
    """Make the row of a plan that has not begun. Raises RuleBroken where nobody could keep it."""
    receiver = reports.receiver_for(HOUSE, report)
    keepers = [each for each in receiver.readers if each != person] if receiver else []
    if receiver is None or not keepers:
        raise RuleBroken(
            _(
                "Nobody here could watch over anybody because of this: whoever reads sealed reports handles it, or "
                "could have. The authorities outside can be told; you need not tell anybody here first."
            )
        )
    plan = Plan(report=report, channel=receiver.channel, audience=people.named_people(*keepers), part=part)
    plan.person, plan.asked_on = person, clock.today()
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken(_("Somebody is being asked about this already. Open the page again.")) from None
    return plan
