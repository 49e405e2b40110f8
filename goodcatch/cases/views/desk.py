"""The triage desk: what was reported and belongs to no matter yet; thank, group, close with an answer, open a case."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodcatch.cases import forms, rules, services
from goodcatch.cases.queries.desk import DeskFilter, chosen, desk
from goodcatch.cases.queries.pages import to_add_to
from goodcatch.cases.views.seen import form_page
from goodcatch.people.models import Person
from goodcatch.people.views.seen import viewer_of
from goodcatch.reports.models import Report
from goodcatch.reports.queries import channels_kept
from goodcatch.ui.forms import DeedForm
from goodcatch.ui.pages import verb_page

LEADS_TO = {"answer": "cases:close_reports", "group": "cases:group", "theme": "cases:open_theme", "open": "cases:open"}


@require_http_methods(["GET", "HEAD", "POST"])
def triage(request: HttpRequest) -> HttpResponse:
    """Show the desk; take what is to be done with the ticked rows."""
    viewer = viewer_of(request)
    if request.method != "POST":
        return _desk(request, viewer)
    rows = chosen(viewer, request.POST.getlist("report"))
    deed = request.POST.get("deed", "")
    if not rows:
        return _desk(request, viewer, wrong=_("Tick at least one report; then say what is to be done with it."))
    if deed in LEADS_TO:
        return redirect(f"{reverse(LEADS_TO[deed])}?{urlencode([('report', row.report.public_id) for row in rows])}")
    form = DeedForm(request.POST)
    reports = [row.report for row in rows]
    if form.is_valid() and form.perform(services.thank, by=viewer, reports=reports):
        messages.success(request, _("Whoever reported sees that it was read, with thanks."))
        return redirect(request.get_full_path())
    return _desk(request, viewer, wrong=" ".join(str(error) for error in form.non_field_errors()))


@form_page
def close_reports(request: HttpRequest) -> HttpResponse:
    """Close loose reports with one answer."""
    viewer, reports, told = _ticked(request)
    return verb_page(
        request,
        forms.ClosingForm(request.POST or None),
        lambda form: form.perform(services.close_with_answer, by=viewer, reports=reports, **form.words()),
        title=_("Thank, and close with an answer"),
        label=_("Thank and close"),
        back=reverse("cases:triage"),
        said=_("Closed, with thanks and an answer. They may still write."),
        crumbs=[(_("Triage"), reverse("cases:triage"))],
        template="cases/with_reports.html",
        told=told,
    )


@form_page
def group(request: HttpRequest) -> HttpResponse:
    """Let reports belong to a matter that is there already: one of the newest, or one found by its words."""
    viewer, reports, told = _ticked(request)
    words, asked = request.GET.get("words", "")[:100], request.GET.getlist("report")
    offered = to_add_to(viewer, words, request.POST.get("case", ""))
    form = forms.GroupForm(request.POST or None, offered=offered)
    return verb_page(
        request,
        form,
        lambda form: form.perform(services.join_reports, by=viewer, case=form.cleaned_data["case"], reports=reports),
        title=_("They belong to a matter"),
        label=_("Let them belong to it"),
        back=reverse("cases:triage"),
        said=_("They belong to it now, and whoever reported them is told."),
        crumbs=[(_("Triage"), reverse("cases:triage"))],
        template="cases/add_to.html",
        told=told,
        find_form=forms.FindMatterForm({"words": words}),
        asked=asked,
        nobody="" if offered or form.is_bound else _("No matter that you look after has these words in its title."),
    )


def _ticked(request: HttpRequest) -> tuple[Person, list[Report], object]:
    viewer = viewer_of(request)
    rows = chosen(viewer, request.GET.getlist("report"))
    if not rows and request.method != "POST":
        raise Http404
    return viewer, [row.report for row in rows], rows


def _desk(request: HttpRequest, viewer: Person, *, wrong: str = "") -> HttpResponse:
    channels = channels_kept(viewer)
    narrowing = forms.DeskFilterForm(request.GET or None, channels=channels)
    narrowed = DeskFilter(**narrowing.cleaned_data) if narrowing.is_bound and narrowing.is_valid() else DeskFilter()
    page = desk(viewer, narrowed, after=request.GET.get("older"))
    context = {
        "rows": page.rows,
        "older": page.after,
        "filter_form": narrowing,
        "filtered": narrowed != DeskFilter(),
        "ticked": request.POST.getlist("report"),
        "can_open": rules.may_open_anywhere(viewer),
        "wrong": wrong,
        "deeds": [
            ("thank", _("Thank")),
            ("answer", _("Close with an answer")),
            ("open", _("Open a matter")),
            ("group", _("Add to a matter")),
            ("theme", _("Open a theme")),
        ],
    }
    return render(request, "cases/triage.html", context, status=422 if wrong else 200)
