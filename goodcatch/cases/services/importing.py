"""Take in a matter that was written down elsewhere, and follow its source. Nobody is told: it is no news."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.cases import rules
from goodcatch.cases.models import Case, CaseText
from goodcatch.cases.services.audiences import unit_audience
from goodcatch.cases.services.holding import for_handling
from goodcatch.cases.services.telling import person_of
from goodcatch.cases.terms import Kind, Response, When
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.kernel.texts import text_of
from goodcatch.people.models import Unit
from goodcatch.record import services as record


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """What a source says of the matter as a whole."""

    title: str
    summary: str = ""
    when: When = field(default_factory=When)


@transaction.atomic
def bring_in(*, by: Actor, unit: Unit, draft: CaseDraft) -> Case:
    """Open a case for a matter that was reviewed elsewhere; it is open to its unit. Raises RuleBroken."""
    if not rules.may_open(by, unit):
        raise RuleBroken(_("Only those who triage, lead or facilitate in this unit open a matter there."), field="unit")
    if unit.closed_at:
        raise RuleBroken(_("That unit is closed. Choose one that is open."), field="unit")
    case = Case(
        kind=Kind.INCIDENT,
        brought_in=True,
        unit=unit,
        audience=unit_audience(unit),
        opened_at=clock.now(),
        opened_by=person_of(by),
        response=Response.FULL_REVIEW,
        under_way_at=clock.now(),
    )
    _put(case, draft)
    case.save(force_insert=True)
    record.write(by=by, verb="cases.bring_in", thing=case.ref, facts={"title": case.title})
    return case


@transaction.atomic
def follow_source(*, by: Actor, case: Case, draft: CaseDraft) -> Case:
    """Let title, summary and time follow the source; what stood before is kept. Raises RuleBroken."""
    row = for_handling(by, case)
    CaseText.objects.create(
        case=row, version=row.version, title=row.title, summary=row.summary, at=clock.now(), by=person_of(by)
    )
    _put(row, draft)
    row.version += 1
    row.save()
    record.write(by=by, verb="cases.follow_source", thing=row.ref, facts={"title": row.title, "summary": row.summary})
    return row


def _put(case: Case, draft: CaseDraft) -> None:
    case.title = text_of(draft.title, "title", _("A matter needs a title: what happened, in a few words."), longest=200)
    case.summary = draft.summary
    case.occurred_at, case.occurred_on = draft.when.at, draft.when.on
    case.occurred_zone, case.occurred_zone_assumed = draft.when.zone, draft.when.zone_assumed
    case.occurred_precision = draft.when.precision
