"""Opening a matter or a theme, and the reports in a matter."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from goodcatch.cases import forms, queries, rules, services
from goodcatch.cases.queries.desk import chosen
from goodcatch.cases.services import Details, usual_kind
from goodcatch.cases.terms import Kind, When
from goodcatch.cases.views.seen import deed_page, form_page, handled_or_404
from goodcatch.kernel import ids
from goodcatch.people.models import Audience, Person
from goodcatch.people.services import everyone_inside, named_people
from goodcatch.people.views.seen import viewer_of
from goodcatch.reports import queries as reports_queries
from goodcatch.reports.queries import InboxRow
from goodcatch.ui.forms import DeedForm, Outcome
from goodcatch.ui.pages import verb_page


@form_page
def open_case(request: HttpRequest) -> HttpResponse:
    """Open a matter, from the ticked reports or without one."""
    viewer = _opener(request)
    rows = chosen(viewer, request.GET.getlist("report"))
    protected = any(rules.names_people(row.report.audience_id) for row in rows)
    initial = _initial(viewer, rows)
    form = forms.OpenForm(
        request.POST or None, viewer=viewer, protected=protected, from_reports=bool(rows), initial=initial
    )

    def do(sent: DeedForm) -> Outcome | None:
        return sent.perform(
            services.open_case, by=viewer, reports=[row.report for row in rows], **_told(sent.cleaned_data, viewer)
        )

    return verb_page(
        request,
        form,
        do,
        title=_("Open a matter"),
        label=_("Open it"),
        back=reverse("cases:triage") if rows else "/in/cases/",
        then=lambda outcome: f"/in/cases/{outcome.ref.id}/",
        said=_("It is open, and yours to look after. What comes next stands beside it."),
        template="cases/with_reports.html",
        told=rows,
        protected=protected,
    )


@form_page
def open_theme(request: HttpRequest) -> HttpResponse:
    """Open a theme; each ticked report becomes a matter in it."""
    viewer = _opener(request)
    rows = chosen(viewer, request.GET.getlist("report"))
    form = forms.ThemeForm(request.POST or None, viewer=viewer, initial=_initial(viewer, rows))
    return verb_page(
        request,
        form,
        lambda form: form.perform(
            services.open_theme,
            by=viewer,
            title=form.cleaned_data["title"],
            unit=form.cleaned_data["unit"],
            reports=[row.report for row in rows],
        ),
        title=_("Open a theme"),
        label=_("Open it"),
        back=reverse("cases:triage"),
        then=lambda outcome: f"/in/themes/{outcome.ref.id}/",
        lead=_("Several matters that are looked at together, in one review. Each report becomes a matter in it."),
        template="cases/with_reports.html",
        told=rows,
    )


@form_page
def part_report(request: HttpRequest, public_id: str, report_id: str) -> HttpResponse:
    """Take a report out of the matter."""
    viewer, case = handled_or_404(request, public_id)
    report = reports_queries.report_for(viewer, ids.read_id(report_id) or "")
    if report is None or queries.case_of_report(viewer, report) != case:
        raise Http404
    return deed_page(
        request,
        case,
        DeedForm(request.POST or None),
        lambda form: form.perform(services.part_report, by=viewer, case=case, report=report),
        title=_("Take a report out"),
        label=_("Take it out"),
        lead=_("It goes back to the triage desk. That it was here stays readable to those who handle it."),
    )


def _opener(request: HttpRequest) -> Person:
    viewer = viewer_of(request)
    if not rules.may_open_anywhere(viewer):
        raise Http404
    return viewer


def _initial(viewer: Person, rows: tuple[InboxRow, ...]) -> dict[str, Any]:
    """Fill in what the first report says already."""
    if not rows:
        return {}
    report = rows[0].report
    first: dict[str, Any] = {"unit": report.channel.unit.public_id, "kind": usual_kind(report)}
    return {**first, "place": report.place.public_id} if report.place else first


def _told(data: dict[str, Any], viewer: Person) -> dict[str, Any]:
    """Give what the form says as the verb takes it."""
    audience: Audience | None = None
    if data.get("readers") == forms.INSIDE:
        audience = everyone_inside()
    elif data.get("readers") == forms.UNIT and data["unit"]:
        audience = services.unit_audience(data["unit"])
    elif data.get("readers") == forms.NAMED:
        audience = named_people(viewer)
    return {
        "title": data["title"],
        "kind": Kind(data["kind"]),
        "unit": data["unit"],
        "summary": data["summary"],
        "audience": audience,
        "details": Details(place=data["place"], when=When(on=data["day"])),
    }
