"""Coming back with a receipt: entering it, following the report, writing, leaving.

The one cookie of the reporters' side is set here, after a right receipt: sealed, for /speak-up/ alone, good for
30 minutes after the last page. There is no session row.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goodcatch.kernel.costly import TooBusy
from goodcatch.people.terms import Reporter
from goodcatch.reports import queries, services, tokens
from goodcatch.reports.forms import ReceiptForm, ReporterMessageForm
from goodcatch.reports.models import Report
from goodcatch.reports.views.answers import SeeOther, page, what_was_sent

COOKIE, COOKIE_PATH = "goodcatch_receipt", "/speak-up/"


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Take ten words or 42 digits; what was typed stays on the page where something is wrong with it."""
    form = ReceiptForm(what_was_sent(request))
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            report = services.look_up(receipt=form.cleaned_data["receipt"])
        except TooBusy:
            status = 503
            form.add_error(None, _("Many people are here at this moment. Try again in a minute: your words stay here."))
        else:
            if report is not None and _sent_with_it(form, report):
                return _remember(SeeOther(reverse("speak_up:follow")), report)
            if report is None:
                form.add_error("receipt", _("No report opens with this. Compare each word with what you wrote down."))
    answer = page(request, "enter", {"form": form})
    answer.status_code = status
    return answer


def _sent_with_it(form: ReceiptForm, report: Report) -> bool:
    """Send what somebody was writing when their half hour ended; True where there is nothing left to send."""
    text = form.cleaned_data.get("text", "")
    by = Reporter(report.public_id)
    return not text.strip() or form.perform(services.reporter_writes, by=by, report=report, text=text) is not None


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Show what became of the report, and take a message."""
    report = _remembered(request)
    if report is None:
        return _ask_again(request)
    by = Reporter(report.public_id)
    form = ReporterMessageForm(what_was_sent(request), bound_to=report.public_id)
    if form.is_bound and form.is_valid():
        text = form.cleaned_data["text"]
        if form.perform(services.reporter_writes, by=by, report=report, text=text):
            return _remember(SeeOther(reverse("speak_up:follow")), report)
    told = queries.telling(by, report)
    if told.unread_by_reporter:
        services.note_read(by=by, report=report)
    context = {"told": told, "report": report, "form": form}
    return _remember(page(request, "follow", context, wrong=form.is_bound), report)


def _ask_again(request: HttpRequest) -> HttpResponse:
    """Ask for the receipt; a message that was being written comes along."""
    if not request.POST.get("text"):
        return SeeOther(reverse("speak_up:enter"))
    form = ReceiptForm({"text": request.POST["text"], "nonce": tokens.seal_form()})
    return page(request, "enter", {"form": form}, wrong=True)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget the cookie."""
    answer = SeeOther(reverse("speak_up:enter"))
    answer.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Strict")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _remember(answer: HttpResponse, report: Report) -> HttpResponse:
    answer.set_cookie(
        COOKIE,
        tokens.seal(tokens.FOLLOW, report=report.public_id),
        path=COOKIE_PATH,
        secure=settings.SECURE,
        httponly=True,
        samesite="Strict",
    )
    return answer


def _remembered(request: HttpRequest) -> Report | None:
    held = tokens.unseal(tokens.FOLLOW, request.COOKIES.get(COOKIE, ""))
    return queries.own_report(Reporter(held["report"]), held["report"]) if held else None
