"""Who has a part in a matter: taking one, and laying it down."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.cases import rules
from goodcatch.cases.models import Case, Participant
from goodcatch.cases.services.holding import for_handling, locked
from goodcatch.cases.services.telling import hearers, those_in_it
from goodcatch.cases.terms import Part
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer


@transaction.atomic
def take_part(*, by: Actor, case: Case, person: Person, part: Part) -> Case:
    """Give somebody who may read the matter a part in it: to look after it, or to take part. Raises RuleBroken.

    To own it is another verb, and the owner's own.
    """
    row = for_handling(by, case)
    if part == Part.OWNER:
        raise RuleBroken(_("Nobody is made to own a matter. Ask a leader to answer for it."), field="part")
    if person.left_at or not rules.may_see(person, row):
        raise RuleBroken(_("They may not read this matter. Let it be open to them first."), field="person")
    if Participant.objects.filter(case=row, person=person, part=part, until=None).exists():
        raise RuleBroken(_("They have this part already."), field="person")
    Participant.objects.create(case=row, person=person, part=part, since=clock.now())
    told = [*hearers(row, those_in_it(row), "matter"), Hearer(person.public_id, "yours")]
    record.write(by=by, verb="cases.take_part", thing=row.ref, within=person.ref, facts={"part": part}, hearers=told)
    return row


@transaction.atomic
def end_part(*, by: Actor, case: Case, person: Person, part: Part) -> Case:
    """End a part: by whoever has it, or by those who look after the matter. Raises RuleBroken."""
    row = for_handling(by, case) if by != person else locked(case)
    if part == Part.OWNER:
        raise RuleBroken(_("Whoever answered for a matter goes on doing so. Another leader can add their word."))
    ended = Participant.objects.filter(case=row, person=person, part=part, until=None).update(until=clock.now())
    if not ended:
        raise RuleBroken(_("They do not have this part."))
    told = hearers(row, [*those_in_it(row), person], "matter")
    record.write(by=by, verb="cases.end_part", thing=row.ref, within=person.ref, facts={"part": part}, hearers=told)
    return row
