"""The house's own verbs: look after plans every day, let them go when their time has ended."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from goodcatch.kernel import clock
from goodcatch.kernel.refs import System
from goodcatch.people import services as people
from goodcatch.people.queries import people_in
from goodcatch.protection.models import CheckIn, Plan, PlanSlip
from goodcatch.protection.terms import ASKED_FOR, DAILY, KEPT_AFTER, LASTS
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer
from goodcatch.reports import queries as reports
from goodcatch.reports.models import Report
from goodcatch.vault import services as vault


@transaction.atomic
def tend(*, by: System) -> None:
    """End plans whose time is over, tell accounts that a question waits, show what was answered, delete old plans.

    The record gets one entry, on every day, whether or not anything was asked; it names no plan. Who hears of it has
    an account and a question that waits.
    """
    _end_old(by)
    for plan in Plan.objects.select_for_update().filter(ended_on__isnull=True).order_by("id"):
        _follow_line(by, plan)
    asked = [check for check in _untold() if check.day <= clock.today()]
    CheckIn.objects.filter(pk__in=[check.pk for check in asked]).update(told=True)
    CheckIn.objects.filter(held=True).update(held=False)
    told = {check.plan.person.public_id for check in asked if check.plan.person}
    hearers = [Hearer(person, "yours") for person in sorted(told)]
    record.write(by=by, verb="protection.tend", thing=DAILY, hearers=hearers)


@transaction.atomic
def let_go(*, by: System, report: Report) -> None:
    """Let the plans of a report go with it, keys first; called by the verb that purges it, which writes the entry."""
    _delete(Plan.objects.select_for_update().filter(report=report), by=by)


def _untold() -> Iterable[CheckIn]:
    waiting = CheckIn.objects.filter(told=False, plan__begun_on__isnull=False, plan__ended_on__isnull=True)
    return waiting.select_related("plan__person")


def _end_old(by: System) -> None:
    today = clock.today()
    Plan.objects.filter(ended_on__isnull=True, begun_on__lt=today - LASTS).update(ended_on=today)
    _delete(Plan.objects.select_for_update().filter(ended_on__lt=today - KEPT_AFTER), by=by)
    _delete(Plan.objects.select_for_update().filter(begun_on__isnull=True, asked_on__lt=today - ASKED_FOR), by=by)


def _follow_line(by: System, plan: Plan) -> None:
    """Let those keep a plan who are outside the line of its report today; who came into it opens no answer any more.

    Where nobody is left, it stays with those who had it.
    """
    receiver = reports.receiver_for(by, plan.report)
    outside = {each for each in receiver.readers if each.pk != plan.person_id} if receiver else set()
    before = set(people_in(plan.audience_id))
    if receiver is None or not outside or (outside == before and receiver.channel == plan.channel):
        return
    for check in CheckIn.objects.filter(plan=plan, answered=True):
        vault.narrow(thing=check.ref, people=before & outside)
    plan.channel, plan.audience = receiver.channel, people.named_people(*outside)
    plan.save(update_fields=["channel", "audience"])


def _delete(plans: Iterable[Plan], *, by: System) -> None:  # noqa: ARG001  # the house itself
    for plan in plans:
        checks = CheckIn.objects.filter(plan=plan)
        for check in checks.filter(answered=True):
            vault.shred(thing=check.ref)
        checks.delete()
        PlanSlip.objects.filter(plan=plan).delete()
        plan.delete()
