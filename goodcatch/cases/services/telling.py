"""Who hears of a deed: those with a part in the matter and those who answer for its unit, if they may see it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from goodcatch.cases.models import Case, CaseReport, Participant
from goodcatch.kernel.refs import Actor
from goodcatch.people.models import Audience, Person
from goodcatch.people.queries import holders, people_in
from goodcatch.people.terms import Role
from goodcatch.record.terms import Hearer, Urgency
from goodcatch.reports import services as reports
from goodcatch.reports.models import Report
from goodcatch.reports.terms import Told


def those_in_it(case: Case) -> list[Person]:
    """Give everybody who has a part in the case now."""
    rows = Participant.objects.filter(case=case, until=None, person__left_at=None).select_related("person")
    return list({row.person_id: row.person for row in rows}.values())


def those_over_it(case: Case, *roles: Role) -> list[Person]:
    """Give those who hold one of these roles over the case's unit; triagers and leaders where none is named."""
    found: dict[int, Person] = {}
    for role in roles or (Role.TRIAGER, Role.LEADER):
        found.update({person.pk: person for person in holders(role, case.unit)})
    return list(found.values())


def hearers(case: Case, people: Iterable[Person], reason: str, urgency: Urgency = Urgency.DIGEST) -> list[Hearer]:
    """Name as hearers those of `people` who may see the case at this moment."""
    asked = {person.pk: person for person in people}
    seeing = people_in(case.audience_id).filter(pk__in=asked).values_list("pk", flat=True)
    return [Hearer(asked[pk].public_id, reason, urgency) for pk in sorted(seeing)]


def reports_in(case: Case) -> list[Report]:
    """Give the reports that belong to the case now."""
    rows = CaseReport.objects.filter(case=case, until=None).select_related("report").order_by("since", "pk")
    return [row.report for row in rows if row.report is not None]


@transaction.atomic
def tell_reporters(
    *,
    by: Actor,
    case: Case,
    told: Told,
    words: str = "",
    promised_on: date | None = None,
    read_by: Audience | None = None,
) -> None:
    """Leave a milestone for whoever wrote the reports in this case; upper rooms say with it what became of it.

    `read_by` is who reads what the words and the day are taken from: where that is fewer than read the case, the
    milestone comes without them.
    """
    if read_by is not None and not _as_wide(read_by, case.audience):
        words, promised_on = "", None
    for report in reports_in(case):
        reports.tell_reporter(by=by, report=report, told=told, words=words, promised_on=promised_on)


def _as_wide(audience: Audience, other: Audience) -> bool:
    """Tell whether everybody who holds the other audience now holds this one."""
    if audience.pk == other.pk:
        return True
    return not people_in(other.pk).exclude(pk__in=people_in(audience.pk).values("pk")).exists()


def person_of(actor: Actor) -> Person | None:
    """Give the person who acts; None where the house itself does."""
    return actor if isinstance(actor, Person) else None
