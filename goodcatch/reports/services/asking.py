"""The verb of whoever asked before acting: to let a matter be opened of it after all."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.kernel.errors import AlreadyDone, RuleBroken
from goodcatch.people.models import Person
from goodcatch.people.queries import people_in
from goodcatch.people.services import named_people
from goodcatch.people.terms import Reporter, Role
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer
from goodcatch.reports import rules
from goodcatch.reports.models import Report
from goodcatch.reports.services.dialogue import locked
from goodcatch.reports.services.speaking import today


@transaction.atomic
def agree_to_matter(*, by: Person | Reporter, report: Report) -> Report:
    """Let a matter be opened of a question, as only whoever asked can. Raises RuleBroken, and AlreadyDone.

    Those who triage read it from then on too; where somebody was left off, nobody who did not read it before.
    """
    current = locked(report)
    rules.demand_author(by, current)
    if not current.asks:
        raise RuleBroken(_("This is no question: those who handle it decide what follows."))
    if current.matter_agreed_on:
        raise AlreadyDone(current.ref)
    unit = current.channel.unit
    if current.audience == named_people(roles=[(Role.ADVISER, unit)]):
        current.audience = named_people(roles=[(Role.ADVISER, unit), (Role.TRIAGER, unit)])
    current.matter_agreed_on, current.unread, current.news = today(), True, current.anonymous
    current.save(update_fields=["matter_agreed_on", "audience", "unread", "news"])
    if isinstance(by, Person):
        hearers = [Hearer(person.public_id, "handler") for person in people_in(current.audience_id)]
        record.write(by=by, verb="reports.agree_to_matter", thing=current.ref, hearers=hearers)
    else:
        record.write_pooled(verb="reports.agree_to_matter", thing=current.ref)
    return current
