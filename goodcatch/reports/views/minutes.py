"""Whoever told something in person reads what was written down, corrects it, and signs it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goodcatch.people.terms import Reporter
from goodcatch.reports import queries, services
from goodcatch.reports.forms import MinutesForm
from goodcatch.reports.views.answers import SeeOther, page, what_was_sent
from goodcatch.reports.views.holding import remember, remembered
from goodcatch.reports.views.receipt import ask_again


@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HttpRequest) -> HttpResponse:
    """Show the minutes with what was corrected, and take a correction or a signature."""
    opened = remembered(request)
    if opened is None or opened.report is None:
        return ask_again(request)
    report, by = opened.report, Reporter(opened.report.public_id)
    if not report.channel.sealed:
        raise Http404
    keys = queries.data_keys(by, report, opened.private)
    told = queries.telling(by, report, keys)
    standing = queries.minutes_of(by, told, keys)
    if standing is None:
        raise Http404
    form = MinutesForm(what_was_sent(request), bound_to=report.public_id)
    if form.is_bound and form.is_valid():
        verb = services.sign_minutes if form.signs else services.correct_minutes
        text = {} if form.signs else {"text": form.cleaned_data["text"]}
        if form.perform(verb, by=by, report=report, keys=keys, **text):
            return remember(SeeOther(reverse("speak_up:minutes")), opened)
    context = {"form": form, "told": told, "standing": standing, "report": report}
    return remember(page(request, "minutes", context, wrong=form.is_bound), opened)
