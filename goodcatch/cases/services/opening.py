"""Open a matter, and keep the reports in it: open, join and part, themes (CASE-3, CASE-5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.cases import rules
from goodcatch.cases.models import Case, CaseReport, Hold, Participant, Theme
from goodcatch.cases.services.audiences import allowed_for, keep_with, usual_audience
from goodcatch.cases.services.holding import for_handling
from goodcatch.cases.services.telling import hearers, person_of, those_in_it, those_over_it
from goodcatch.cases.terms import Kind, Part, When
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.kernel.texts import text_of
from goodcatch.people.models import Audience, Person, Unit
from goodcatch.people.terms import AudienceKind
from goodcatch.places.models import Place
from goodcatch.record import services as record
from goodcatch.reports import rules as report_rules
from goodcatch.reports import services as reports_services
from goodcatch.reports.models import Report
from goodcatch.reports.services.dialogue import locked as locked_report
from goodcatch.reports.terms import Kind as ReportKind
from goodcatch.reports.terms import Told

KIND_OF = {
    ReportKind.WENT_WRONG: Kind.INCIDENT,
    ReportKind.CLOSE_CALL: Kind.NEAR_MISS,
    ReportKind.HAZARD: Kind.HAZARD,
    ReportKind.NOT_RIGHT: Kind.CONCERN,
    ReportKind.OWN_MISTAKE: Kind.INCIDENT,
    ReportKind.PROPOSAL: Kind.PROPOSAL,
    ReportKind.WENT_WELL: Kind.SUCCESS,
}
"""What kind of case a report of each kind usually becomes (words.md, 'Channel, report, case')."""


@dataclass(frozen=True, slots=True)
class Details:
    """What else may be known when a case is opened: where, when, and whether it was told for learning."""

    place: Place | None = None
    when: When = field(default_factory=When)
    told_for_learning: bool = False


@transaction.atomic
def open_case(
    *,
    by: Actor,
    title: str,
    kind: Kind,
    unit: Unit,
    summary: str = "",
    audience: Audience | None = None,
    reports: Sequence[Report] = (),
    details: Details = Details(),
) -> Case:
    """Open a case from reports, or without one; whoever opens it looks after it from then on.

    Without `audience` it is open to its unit and to those who triage and facilitate there; where a reporter left
    somebody off, to those alone who handle that report. What is opened for named people stays with people whom
    somebody names. Raises RuleBroken.
    """
    reports = held_reports(reports)
    if not rules.may_open(by, unit):
        raise RuleBroken(_("Only those who triage, lead or facilitate in this unit open a matter there."), field="unit")
    if unit.closed_at:
        raise RuleBroken(_("That unit is closed. Choose one that is open."), field="unit")
    chosen = allowed_for(audience or usual_audience(unit, reports), reports)
    case = Case(
        title=text_of(title, "title", _("A matter needs a title: what happened, in a few words."), longest=200),
        summary=summary.strip(),
        kind=kind,
        unit=unit,
        audience=chosen,
        stays_named=chosen.kind == AudienceKind.NAMED,
        place=details.place,
        opened_at=clock.now(),
        opened_by=person_of(by),
        told_for_learning=details.told_for_learning or any(report.told_for_learning for report in reports),
    )
    _set_occurred(case, details.when)
    _refuse_outside(by, case)
    case.save(force_insert=True)
    if isinstance(by, Person):
        Participant.objects.create(case=case, person=by, part=Part.HANDLER, since=case.opened_at)
    told = hearers(case, those_over_it(case), "matter")
    record.write(by=by, verb="cases.open_case", thing=case.ref, facts={"kind": str(kind)}, hearers=told)
    for report in reports:
        _bind(by, case, report)
    return case


@transaction.atomic
def join_report(*, by: Actor, case: Case, report: Report) -> Case:
    """Let a report belong to this case from now on; whoever wrote it is told. Raises RuleBroken."""
    case = for_handling(by, case)
    report = locked_report(report)
    allowed_for(case.audience, [report])
    told = hearers(case, those_in_it(case), "matter")
    record.write(by=by, verb="cases.join_report", thing=case.ref, within=report.ref, hearers=told)
    _bind(by, case, report)
    if report.told_for_learning and not case.told_for_learning:
        case.told_for_learning = True
        case.save(update_fields=["told_for_learning"])
    return case


@transaction.atomic
def join_reports(*, by: Actor, case: Case, reports: Sequence[Report]) -> Case:
    """Let several reports belong to this case from now on. Raises RuleBroken, and then none of them does."""
    if not reports:
        raise RuleBroken(_("Tick at least one report."))
    for report in reports:
        case = join_report(by=by, case=case, report=report)
    return case


@transaction.atomic
def part_report(*, by: Actor, case: Case, report: Report) -> Case:
    """Take a report out of the case; that it was there stays readable to its handlers. Raises RuleBroken."""
    case = for_handling(by, case)
    _demand_report(by, report)
    if Hold.objects.filter(case=case, lifted_at__isnull=True).exists():
        raise RuleBroken(_("A hold stands on this matter: what is in it stays. Lift the hold first."))
    ended = CaseReport.objects.filter(case=case, report=report, until=None).update(until=clock.now())
    if not ended:
        raise RuleBroken(_("That report is not in this matter."))
    record.write(by=by, verb="cases.part_report", thing=case.ref, within=report.ref)
    return case


@transaction.atomic
def open_theme(
    *, by: Actor, title: str, unit: Unit, audience: Audience | None = None, reports: Sequence[Report] = ()
) -> Theme:
    """Open a theme, under which several cases are looked at together; each report becomes a case in it.

    Raises RuleBroken.
    """
    if not rules.may_open(by, unit):
        raise RuleBroken(_("Only those who triage, lead or facilitate in this unit open a theme there."), field="unit")
    reports = held_reports(reports)
    chosen = allowed_for(audience or usual_audience(unit, reports), reports)
    theme = Theme.objects.create(
        title=text_of(title, "title", _("A theme needs a title: what these matters have in common."), longest=200),
        unit=unit,
        audience=chosen,
        opened_at=clock.now(),
        opened_by=person_of(by),
    )
    record.write(by=by, verb="cases.open_theme", thing=theme.ref, facts={"reports": len(reports)})
    for report in reports:
        details = Details(place=report.place)
        kind = usual_kind(report)
        case = open_case(
            by=by, title=theme.title, kind=kind, unit=unit, audience=chosen, reports=[report], details=details
        )
        Case.objects.filter(pk=case.pk).update(joined_theme=theme)
    return theme


def usual_kind(report: Report) -> Kind:
    """Give the kind of case that a report usually becomes."""
    return Kind.CONCERN if report.asks else KIND_OF[ReportKind(report.kind)]


def held_reports(reports: Sequence[Report]) -> list[Report]:
    """Give the reports as they are now, held until the deed is done: each belongs to one matter, whoever is quicker."""
    held = {report.pk: locked_report(report) for report in sorted(reports, key=lambda report: report.pk)}
    return [held[report.pk] for report in reports]


def _bind(by: Actor, case: Case, report: Report) -> None:
    _demand_report(by, report)
    if report.channel.sealed:
        raise RuleBroken(_("That report is sealed, and handled where it lies. A matter holds what was agreed to say."))
    if not report.may_be_matter:
        raise RuleBroken(
            _("That is a question before acting: no matter is opened of it, unless whoever asked lets it.")
        )
    if report.closed_at:
        raise RuleBroken(_("That report is closed with an answer. Open a matter without it, if one is needed."))
    if CaseReport.objects.filter(report=report, until=None).exists():
        raise RuleBroken(_("That report belongs to a matter already. Take it out there first."))
    CaseReport.objects.create(case=case, report=report, since=clock.now())
    reports_services.tell_reporter(by=by, report=report, told=Told.TAKEN_UP)
    keep_with(by, case, report)


def _demand_report(by: Actor, report: Report) -> None:
    if not report_rules.may_handle(by, report):
        raise RuleBroken(_("Only those who handle that report can do this."))


def _refuse_outside(by: Actor, case: Case) -> None:
    if not rules.may_see(by, case):
        raise RuleBroken(_("You would not see this matter yourself. Let it be open to you as well."), field="audience")


def _set_occurred(case: Case, when: When) -> None:
    case.occurred_at, case.occurred_on = when.at, when.on
    case.occurred_zone, case.occurred_zone_assumed = when.zone, when.zone_assumed
    case.occurred_precision = when.precision
