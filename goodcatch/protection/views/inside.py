"""Being watched over with an account; naming a witness; the list of those who keep the plans."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodcatch.kernel import ids
from goodcatch.kernel.refs import PUBLIC
from goodcatch.people.models import Person
from goodcatch.protection import queries, rules, services
from goodcatch.protection.forms import AnswerForm, EndForm, NameForm, TellForm, WantedForm
from goodcatch.protection.models import Plan
from goodcatch.protection.terms import Part, Said
from goodcatch.protection.views.carrying import carried
from goodcatch.protection.views.outside import invitation
from goodcatch.reports import queries as reports
from goodcatch.reports.models import Report
from goodcatch.reports.views.answers import SeeOther, the_person, what_was_sent
from goodcatch.ui.codes import qr_code
from goodcatch.ui.forms import DeedForm, Outcome
from goodcatch.ui.pages import verb_page
from goodcatch.vault.unlocked import leads_to_unlocking, ring_of


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List one's own plans, and those one is asked about."""
    person = the_person(request)
    rows = [queries.kept(person, plan) for plan in queries.own_plans(person)]
    return _page(request, "mine", {"rows": rows, "keeps_any": queries.keeps_any(person)})


@require_http_methods(["GET", "HEAD", "POST"])
def wanted(request: HttpRequest, report_id: str) -> HttpResponse:
    """Ask whoever signed a report whether they want to be watched over."""
    person = the_person(request)
    report = reports.own_report(person, report_id)
    if report is None:
        raise Http404
    running = queries.plan_of_reporter(person, report)
    if running is not None:
        return SeeOther(_address(running))
    form = WantedForm(what_was_sent(request))
    if form.is_bound and form.is_valid():
        if form.cleaned_data["wanted"] == "no":
            return SeeOther(reverse("reports:own", args=[report_id]))
        outcome = form.perform(services.begin_plan, by=person, report=report)
        if outcome:
            return SeeOther(reverse("watch:plan", args=[outcome.ref.id]))
    return _page(request, "wanted_inside", _asked(person, report, form), wrong=form.is_bound)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one's own plan and the question that waits; or ask whether one wants one."""
    person = the_person(request)
    found = queries.own_plan(person, public_id)
    if found is None:
        return _gone(request)
    if found.runs:
        return _plan(request, person, found) if request.method != "POST" else SeeOther(_address(found))
    form = WantedForm(what_was_sent(request))
    if form.is_bound and form.is_valid():
        wants = form.cleaned_data["wanted"] == "yes"
        if form.perform(services.answer_offer, by=person, plan=found, wanted=wants):
            return SeeOther(_address(found) if wants else reverse("watch:mine"))
    return _page(request, "wanted_inside", {**_asked(person, found.report, form), "asked": True}, wrong=form.is_bound)


@require_POST
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a check-in: a yes leads on to the sealed channel, outside, where nobody is signed in."""
    person = the_person(request)
    found = queries.own_plan(person, public_id)
    if found is None or not found.runs:
        return _gone(request)
    due = queries.kept(person, found).due
    form = AnswerForm(request.POST)
    if due is None:
        return SeeOther(_address(found))
    if form.is_valid():
        said = form.cleaned_data
        if said["said"] == Said.YES:
            return _page(request, "go_on", {"plan": found, **carried(found, due, said)})
        if form.perform(services.answer, by=person, check=due, said=said["said"], words=said["text"]):
            messages.success(request, _("Thank you. Those who keep your plan see it from the next day on."))
            return SeeOther(_address(found))
    return _plan(request, person, found, answering=form)


def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """End one's plan."""
    person = the_person(request)
    found = queries.own_plan(person, public_id)
    if found is None:
        return _gone(request)
    return verb_page(
        request,
        EndForm(what_was_sent(request)),
        lambda form: form.perform(services.end_plan, by=person, plan=found),
        title=_("End it"),
        lead=_("Nothing is asked any more. You can begin again whenever you like."),
        label=_("End it"),
        back=_address(found),
        then=lambda _outcome: reverse("watch:mine"),
        said=_("Ended."),
    )


def tell(request: HttpRequest, public_id: str) -> HttpResponse:
    """Tell those who handle the first report that something has happened since."""
    person = the_person(request)
    found = queries.own_plan(person, public_id)
    if found is None or found.part != Part.REPORTER:
        raise Http404

    def do(form: DeedForm) -> Outcome | None:
        return form.perform(services.tell_handlers, by=person, plan=found, words=form.cleaned_data["text"])

    return verb_page(
        request,
        TellForm(what_was_sent(request)),
        do,
        title=_("Tell those who handle your first report"),
        lead=_("They see nothing of what you answer or tell elsewhere, unless you write it to them here."),
        label=_("Tell them"),
        back=_address(found),
        said=_("They were told that something was done to you since."),
    )


def name_witness(request: HttpRequest, report_id: str) -> HttpResponse:
    """Name somebody who saw it or helped; or hand them the address at which they are asked."""
    person = the_person(request)
    report = reports.report_for(person, report_id) or reports.own_report(person, report_id)
    if report is None or not rules.may_name(person, report):
        raise Http404
    people = queries.could_be_named(person, report)

    address = request.build_absolute_uri(invitation(report))

    def do(form: DeedForm) -> Outcome | None:
        return form.perform(services.name_witness, by=person, report=report, person=form.cleaned_data["person"])

    return verb_page(
        request,
        NameForm(what_was_sent(request), people=people),
        do,
        title=_("Who saw it, or helped"),
        lead=_(
            "Whoever saw it or helped can be watched over like whoever spoke up: they are asked, and nothing begins "
            "before they say yes."
        ),
        label=_("Ask them"),
        back=_back(person, report),
        said=_("They are asked. What they answer, you never learn."),
        template="protection/name.html",
        invitation=address,
        code=qr_code(address),
    )


@require_safe
@leads_to_unlocking
def plans(request: HttpRequest) -> HttpResponse:
    """List the plans that this person keeps."""
    person = the_person(request)
    if not queries.keeps_any(person):
        raise Http404
    found = queries.watched_over(person, ring_of(request), after=ids.read_id(request.GET.get("after", "")))
    return _page(request, "plans", {"found": found})


def _plan(request: HttpRequest, person: Person, found: Plan, *, answering: AnswerForm | None = None) -> HttpResponse:
    kept = queries.kept(person, found)
    context = {
        "found": kept,
        "plan": found,
        "keepers": queries.keepers(person, found.report, person),
        "authorities": queries.authorities(PUBLIC, found.report),
        "form": (answering or AnswerForm()) if kept.due else None,
        **carried(found, None),
    }
    return _page(request, "plan", context, wrong=answering is not None)


def _asked(person: Person, report: Report, form: WantedForm) -> dict[str, Any]:
    return {
        "form": form,
        "keepers": queries.keepers(person, report, person),
        "authorities": queries.authorities(PUBLIC, report),
    }


def _gone(request: HttpRequest) -> HttpResponse:
    """Lead back from what is asked no more; who only looks meets what never existed."""
    if request.method == "POST":
        return SeeOther(reverse("watch:mine"))
    raise Http404


def _back(person: Person, report: Report) -> str:
    door = cast("str", reports.door_to(person, report.public_id))
    pages = {"handled": "reports:report", "sealed": "reports:sealed_report", "own": "reports:own"}
    return reverse(pages[door], args=[report.public_id])


def _address(found: Plan) -> str:
    return reverse("watch:plan", args=[found.public_id])


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, wrong: bool = False) -> HttpResponse:
    return render(request, f"protection/{template}.html", context, status=422 if wrong else 200)
