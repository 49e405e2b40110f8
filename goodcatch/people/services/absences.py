"""The verb of being away: from a day until a day, and who stands in."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Absence, Person
from goodcatch.people.rules import may_see_directory
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer


@transaction.atomic
def say_away(
    *, by: Person, first_day: date | None = None, last_day: date | None = None, stand_in: Person | None = None
) -> Person:
    """Say that one is away, and who stands in; without days, that one is here. The stand-in is told. Raises RuleBroken.

    What was said before is replaced: a house keeps no list of who was away when.
    """
    Absence.objects.filter(person=by).delete()
    told: list[Hearer] = []
    if first_day or last_day or stand_in:
        row = _absence(by, first_day, last_day, stand_in)
        row.save(force_insert=True)
        told = [Hearer(row.stand_in.public_id, "yours")] if row.stand_in else []
    record.write(by=by, verb="people.say_away", thing=by.ref, hearers=told)
    return by


def _absence(person: Person, first: date | None, last: date | None, stand_in: Person | None) -> Absence:
    if first is None or last is None:
        missing = "first_day" if first is None else "last_day"
        raise RuleBroken(_("Choose both days: the first and the last one."), field=missing)
    if last < first:
        raise RuleBroken(_("The last day lies before the first one."), field="last_day")
    if last < clock.today():
        raise RuleBroken(_("That is over. Leave the days empty where you are here."), field="last_day")
    if stand_in is not None and (stand_in == person or not stand_in.is_active or not may_see_directory(person)):
        raise RuleBroken(_("Choose somebody else of the house, who is here."), field="stand_in")
    return Absence(person=person, stand_in=stand_in, first_day=first, last_day=last)
