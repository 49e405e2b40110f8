"""Whoever reported says whether a summary of their report may be known outside."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goodcatch.reports import queries, services
from goodcatch.reports.forms import SaidForm
from goodcatch.reports.views.answers import SeeOther, page, what_was_sent
from goodcatch.reports.views.own import Own, on_ones_sealed_report


@require_http_methods(["GET", "HEAD", "POST"])
@on_ones_sealed_report
def summary(request: HttpRequest, own: Own) -> HttpResponse:
    """Show the summary that is proposed, and take a yes or a no."""
    found = queries.summary_of(own.by, own.report, own.keys)
    if found is None:
        raise Http404
    form = SaidForm(what_was_sent(request), bound_to=own.report.public_id, initial={"number": found.number})
    said = services.say_of_summary
    if form.is_bound and form.is_valid() and form.perform(said, **own.as_arguments(), **form.words()):
        return SeeOther(reverse("speak_up:summary"))
    return page(request, "summary", {"summary": found, "form": form}, wrong=form.is_bound)
