"""Verbs of whoever is watched over: answer, end, tell those who handle the first report. And the 'yes' of a report.

A 'no' lies sealed to those who keep the plan; a 'yes' is a sealed report, and is answered once that is sent. Outside of
the seal both are the same: a question that was answered.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import AlreadyDone, RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.people.models import Person
from goodcatch.people.queries import people_in
from goodcatch.people.terms import Reporter
from goodcatch.protection import rules
from goodcatch.protection.models import CheckIn, Plan
from goodcatch.protection.queries import ANSWER
from goodcatch.protection.services.holding import held
from goodcatch.protection.terms import Part, Said
from goodcatch.record import services as record
from goodcatch.reports import kept
from goodcatch.reports import services as reports
from goodcatch.vault import services as vault
from goodcatch.vault.terms import DataKeys, Side


@transaction.atomic
def answer(*, by: Actor, check: CheckIn, said: str, words: str = "") -> Plan:
    """Answer a check-in with no, or that one would rather not say: early never, late always. Raises RuleBroken.

    Raises AlreadyDone where it was answered before.
    """
    plan = held(check.plan)
    rules.demand_watched(by, plan)
    current = CheckIn.objects.select_related("plan").get(pk=check.pk)
    if current.answered:
        raise AlreadyDone(plan.ref)
    if said not in {Said.NO, Said.RATHER_NOT}:
        raise RuleBroken(_("A yes is told on the sealed channel: it is answered once that is sent."), field="said")
    if clock.today() < current.day:
        raise RuleBroken(_("This question has not been asked yet."))
    readers = _readers(plan)
    if not readers:
        raise RuleBroken(_("Nobody is left here who could read your answer. The authorities outside can be told."))
    _keep(plan, current, Said(said), kept.text(words, field="words"), readers)
    record.write_pooled(verb="protection.answer", thing=plan.ref)
    return plan


def answered_by_report(*, check_in: str) -> None:
    """Note the yes of a check-in, once the report that says it is sent; within the verb that sends it."""
    found = CheckIn.objects.select_related("plan").filter(public_id=check_in).first()
    if found is None:
        return
    plan = held(found.plan)
    current = CheckIn.objects.select_related("plan").get(pk=found.pk)
    readers = _readers(plan)
    if plan.runs and not current.answered and readers:
        _keep(plan, current, Said.YES, "", readers)


@transaction.atomic
def end_plan(*, by: Actor, plan: Plan) -> Plan:
    """End being watched over: nothing is asked any more. Raises RuleBroken, and AlreadyDone."""
    current = held(plan)
    if current.ended_on and rules.is_watched(by, current):
        raise AlreadyDone(current.ref)
    rules.demand_watched(by, current)
    current.ended_on = clock.today()
    current.save(update_fields=["ended_on"])
    record.write_pooled(verb="protection.end_plan", thing=current.ref)
    return current


@transaction.atomic
def tell_handlers(*, by: Person | Reporter, plan: Plan, words: str = "", keys: DataKeys | None = None) -> Plan:
    """Tell those who handle the first report that something has happened since, because its reporter wishes it.

    They otherwise see nothing of a plan. Raises RuleBroken, Locked, and AlreadyDone.
    """
    current = held(plan)
    rules.demand_watched(by, current)
    if current.part != Part.REPORTER:
        raise RuleBroken(_("Only whoever sent the report writes to those who handle it."))
    said = _("Something was done to me since, because I spoke up.")
    text = f"{said}\n\n{words}" if words.strip() else said
    reports.reporter_writes(by=by, report=current.report, text=text, keys=keys)
    return current


def _readers(plan: Plan) -> Sequence[Person]:
    """Give who keeps the plan and can open what is sealed on its channel now."""
    living = {reader.person for reader in vault.readers_of(scope=plan.channel.ref)}
    return [person for person in people_in(plan.audience_id).order_by("pk") if person.public_id in living]


def _keep(plan: Plan, check: CheckIn, said: Said, words: str, readers: Sequence[Person]) -> None:
    """Seal what was said. Whoever said it holds no key to it: it is shown to them nowhere."""
    pair = vault.new_reporter_pair(kdf_output=secrets.token_bytes(32), thing=check.ref)
    keys = vault.seal_new(
        thing=check.ref, scope=plan.channel.ref, allowed=readers, reporter_public=pair.public, identity=b""
    )
    text = json.dumps({"said": said.value, "words": words}, ensure_ascii=False).encode()
    vault.put(keys=keys, thing=check.ref, kind=ANSWER, number=0, side=Side.REPORTER, text=text)
    check.answered = check.held = True
    check.save(update_fields=["answered", "held"])
