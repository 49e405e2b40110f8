"""Whoever reported says whether a summary of their report may be known outside."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goodcatch.people.terms import Reporter
from goodcatch.reports import queries, services
from goodcatch.reports.forms import SaidForm
from goodcatch.reports.views.answers import SeeOther, page, what_was_sent
from goodcatch.reports.views.holding import remember, remembered
from goodcatch.reports.views.receipt import ask_again


@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: HttpRequest) -> HttpResponse:
    """Show the summary that is proposed, and take a yes or a no."""
    opened = remembered(request)
    if opened is None or opened.report is None:
        return ask_again(request)
    report, by = opened.report, Reporter(opened.report.public_id)
    if not report.channel.sealed:
        raise Http404
    keys = queries.data_keys(by, report, opened.private)
    found = queries.summary_of(by, report, keys)
    if found is None:
        raise Http404
    form = SaidForm(what_was_sent(request), bound_to=report.public_id, initial={"number": found.number})
    said = services.say_of_summary
    if form.is_bound and form.is_valid() and form.perform(said, by=by, report=report, keys=keys, **form.words()):
        return remember(SeeOther(reverse("speak_up:summary")), opened)
    return remember(page(request, "summary", {"summary": found, "form": form}, wrong=form.is_bound), opened)
