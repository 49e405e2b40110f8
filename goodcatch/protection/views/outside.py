"""Being watched over with a receipt: begin, answer, tell what was done, end; a witness is asked. No session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goodcatch.kernel.costly import TooBusy
from goodcatch.kernel.errors import AlreadyDone, RuleBroken
from goodcatch.kernel.refs import PUBLIC
from goodcatch.people.terms import Reporter
from goodcatch.protection import queries, services
from goodcatch.protection.forms import (
    CarriedForm,
    InvitedForm,
    OutsideAnswerForm,
    OutsideEndForm,
    OutsideTellForm,
    OutsideWantedForm,
)
from goodcatch.protection.models import Plan
from goodcatch.protection.terms import Part, Said, Watched
from goodcatch.protection.views.carrying import carried, named_in
from goodcatch.reports import queries as reports
from goodcatch.reports import services as speaking
from goodcatch.reports import tokens
from goodcatch.reports.forms import TwoWordsForm
from goodcatch.reports.models import Report
from goodcatch.reports.services import Opened
from goodcatch.reports.terms import Unsent, WordsTold
from goodcatch.reports.views.answers import SeeOther, what_was_sent
from goodcatch.reports.views.holding import COOKIE, keep, remember, remembered
from goodcatch.ui.codes import qr_code
from goodcatch.ui.forms import DeedForm


@dataclass(frozen=True, slots=True)
class Seen:
    """Who came with which receipt: whoever sent a report, or a witness with a plan of their own."""

    by: Reporter | Watched
    report: Report
    plan: Plan | None
    opened: Opened | None

    def keep(self, answer: HttpResponse) -> HttpResponse:
        """Let their browser open the same for another half hour."""
        if self.opened is not None:
            return remember(answer, self.opened)
        return keep(answer, tokens.seal(tokens.WATCHED, plan=self.plan.public_id if self.plan else ""))


def seen(request: HttpRequest) -> Seen | None:
    """Give who comes with this browser's cookie; None where it opens nothing here."""
    held = tokens.unseal(tokens.WATCHED, request.COOKIES.get(COOKIE, ""))
    if held:
        by = Watched(held["plan"])
        plan = queries.plan_held(by)
        return Seen(by, plan.report, plan, None) if plan else None
    opened = remembered(request)
    if opened is None or opened.report is None or (opened.key and opened.key.must_change):
        return None
    reporter = Reporter(opened.report.public_id)
    return Seen(reporter, opened.report, queries.plan_of_reporter(reporter, opened.report), opened)


@require_http_methods(["GET", "HEAD", "POST"])
def watched(request: HttpRequest) -> HttpResponse:
    """Show what being watched over means and ask for a yes; or the plan that runs, with the question that waits."""
    who = seen(request)
    if who is None:
        return SeeOther(reverse("speak_up:enter"))
    if who.plan is not None:
        return _plan(request, who) if request.method != "POST" else who.keep(SeeOther(request.path))
    form = OutsideWantedForm(what_was_sent(request), bound_to=who.report.public_id)
    if form.is_bound and form.is_valid():
        if form.cleaned_data["wanted"] == "no":
            return who.keep(SeeOther(reverse("speak_up:follow")))
        if isinstance(who.by, Reporter) and form.perform(services.begin_plan, by=who.by, report=who.report):
            return who.keep(SeeOther(reverse("watched:watched")))
    context = {
        "form": form,
        "keepers": queries.keepers(who.by, who.report),
        "authorities": queries.authorities(PUBLIC, who.report),
    }
    return who.keep(_page(request, "wanted", context, wrong=form.is_bound))


@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Take a check-in: a yes leads on to the sealed channel, the others are kept."""
    who = seen(request)
    if who is None or who.plan is None:
        return SeeOther(reverse("speak_up:enter"))
    due = queries.kept(who.by, who.plan).due
    form = OutsideAnswerForm(request.POST, bound_to=who.plan.public_id)
    if due is not None and form.is_valid():
        said = form.cleaned_data
        if said["said"] == Said.YES:
            leads = carried(who.plan, due, said)
            return _ceremony(request, CarriedForm(leads), who.plan, due.public_id, asked=False)
        if form.perform(services.answer, by=who.by, check=due, said=said["said"], words=said["text"]):
            return who.keep(SeeOther(reverse("watched:watched") + "?thanks"))
    if due is None:
        return who.keep(SeeOther(reverse("watched:watched")))
    return _plan(request, who, answering=form)


@require_POST
def harmed(request: HttpRequest) -> HttpResponse:
    """Lead to the sealed channel: a receipt, two of its words, and a draft with what was ticked and written."""
    form = CarriedForm(request.POST)
    public_id, check = named_in(form)
    plan = queries.plan_named(PUBLIC, public_id) if public_id else None
    if plan is None or not form.is_valid():
        return SeeOther(reverse("speak_up:enter"))
    return _ceremony(request, form, plan, check, asked="offered" in request.POST)


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End the plan."""
    who = seen(request)
    if who is None or who.plan is None:
        return SeeOther(reverse("speak_up:enter"))
    form = OutsideEndForm(request.POST, bound_to=who.plan.public_id)
    if form.is_valid() and form.perform(services.end_plan, by=who.by, plan=who.plan):
        return who.keep(SeeOther(reverse("speak_up:follow" if who.opened else "speak_up:enter")))
    return _plan(request, who)


@require_POST
def tell(request: HttpRequest) -> HttpResponse:
    """Tell those who handle the first report that something has happened since."""
    who = seen(request)
    if who is None or who.plan is None or not isinstance(who.by, Reporter) or who.opened is None:
        return SeeOther(reverse("speak_up:enter"))
    form = OutsideTellForm(request.POST, bound_to=who.plan.public_id)
    keys = reports.data_keys(who.by, who.report, who.opened.private)
    if form.is_valid():
        words = form.cleaned_data["text"]
        if form.perform(services.tell_handlers, by=who.by, plan=who.plan, words=words, keys=keys):
            return who.keep(SeeOther(reverse("speak_up:follow")))
    return _plan(request, who, telling=form)


@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Ask a witness or helper whether they want to be watched over; a yes takes a receipt of their own."""
    held = tokens.unseal(tokens.INVITED, token)
    report = queries.report_named(PUBLIC, held["report"]) if held else None
    if report is None:
        raise Http404
    form = InvitedForm(what_was_sent(request), bound_to=report.public_id)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        if form.cleaned_data["wanted"] == "no":
            return SeeOther(reverse("speak_up:front"))
        try:
            plan = services.begin_with_receipt(by=PUBLIC, report=report, receipt=form.offer.receipt)
        except TooBusy:
            status = 503
            form.add_error(None, _("Many people are here at this moment. Nothing is lost: try again in a minute."))
        except RuleBroken as broken:
            form.add_error(None, broken.sentence)
        else:
            return remember_plan(SeeOther(reverse("watched:watched")), plan)
    context = {
        "form": form,
        "receipt": form.offer.receipt,
        "keepers": queries.keepers(PUBLIC, report),
        "authorities": queries.authorities(PUBLIC, report),
    }
    page = _page(request, "invited", context)
    page.status_code = status
    return page


def remember_plan(answer: HttpResponse, plan: Plan) -> HttpResponse:
    """Let this browser open a plan for half an hour."""
    return keep(answer, tokens.seal(tokens.WATCHED, plan=plan.public_id))


def _plan(
    request: HttpRequest,
    who: Seen,
    *,
    answering: OutsideAnswerForm | None = None,
    telling: OutsideTellForm | None = None,
) -> HttpResponse:
    assert who.plan is not None  # noqa: S101  # asked before
    plan = who.plan
    found = queries.kept(who.by, plan)
    forms: dict[str, DeedForm] = {"end_form": OutsideEndForm(bound_to=plan.public_id)}
    if found.due:
        forms["form"] = answering or OutsideAnswerForm(bound_to=plan.public_id)
    if plan.part == Part.REPORTER:
        forms["tell_form"] = telling or OutsideTellForm(bound_to=plan.public_id, auto_id="tell_%s")
    invites = request.build_absolute_uri(invitation(who.report)) if who.opened else ""
    context = {
        "found": found,
        "keepers": queries.keepers(who.by, who.report),
        "authorities": queries.authorities(PUBLIC, who.report),
        "thanks": "thanks" in request.GET,
        "witness": who.opened is None,
        "invitation": invites,
        "code": qr_code(invites) if invites else "",
        **carried(plan, None),
        **forms,
    }
    return who.keep(_page(request, "watched", context, wrong=bool(answering or telling)))


def invitation(report: Report) -> str:
    """Give the address with which a witness or helper is asked, good for 30 days."""
    return reverse("watched:invited", args=[tokens.seal(tokens.INVITED, report=report.public_id)])


def _ceremony(request: HttpRequest, form: CarriedForm, plan: Plan, check: str, *, asked: bool) -> HttpResponse:
    receiver = reports.receiver_for(queries.HOUSE, plan.report)
    if receiver is None:
        return _page(request, "nobody", {"authorities": queries.authorities(PUBLIC, plan.report)})
    form.is_valid()
    two = TwoWordsForm(request.POST if asked else None, bound_to=plan.public_id)
    busy = False
    if two.is_bound and two.is_valid():
        try:
            opened = speaking.begin_draft(channel=receiver.channel, receipt=two.offer.receipt)
        except TooBusy:
            busy = True
            two.add_error(None, _("Many people are here at this moment. Nothing is lost: try again in a minute."))
        except RuleBroken as broken:
            two.add_error(None, broken.sentence)
        else:
            _write_down(opened, form.cleaned_data, plan, check)
            return remember(SeeOther(reverse("speak_up:telling")), opened)
    context = {
        "form": two,
        "receipt": two.offer.receipt,
        "channel": receiver.channel,
        "readers": receiver.readers,
        "carry": form.data.get("carry", ""),
        "harms": form.cleaned_data.get("harms", []),
        "text": form.cleaned_data.get("text", ""),
    }
    page = _page(request, "harmed", context, wrong=two.is_bound)
    page.status_code = 503 if busy else page.status_code
    return page


def _write_down(opened: Opened, said: dict[str, Any], plan: Plan, check: str) -> None:
    """Keep what comes along in the draft, once: what was changed there since stays."""
    if opened.key is None or opened.key.draft is None or opened.key.draft.written:
        return
    told = WordsTold(follows=plan.report.public_id, harms=list(said["harms"]), happened=said["text"])
    try:
        speaking.save_draft(key=opened.key, unsent=Unsent(told, check_in=check))
    except AlreadyDone:
        return  # sent in another window meanwhile


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, wrong: bool = False) -> HttpResponse:
    return render(request, f"protection/{template}.html", context, status=422 if wrong else 200)
