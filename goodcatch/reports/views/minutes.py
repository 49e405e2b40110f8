"""Whoever told something in person reads what was written down, corrects it, and signs it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goodcatch.reports import queries, services
from goodcatch.reports.forms import MinutesForm
from goodcatch.reports.views.answers import SeeOther, page, what_was_sent
from goodcatch.reports.views.own import Own, on_ones_report


@require_http_methods(["GET", "HEAD", "POST"])
@on_ones_report
def minutes(request: HttpRequest, own: Own) -> HttpResponse:
    """Show the minutes with what was corrected, and take a correction or a signature."""
    told = queries.telling(own.by, own.report, own.keys)
    standing = queries.minutes_of(own.by, told, own.keys)
    if standing is None:
        raise Http404
    form = MinutesForm(what_was_sent(request), bound_to=own.report.public_id)
    if form.is_bound and form.is_valid():
        verb = services.sign_minutes if form.signs else services.correct_minutes
        text = {} if form.signs else {"text": form.cleaned_data["text"]}
        if form.perform(verb, **own.as_arguments(), **text):
            return SeeOther(reverse("speak_up:minutes"))
    context = {"form": form, "told": told, "standing": standing, "report": own.report}
    return page(request, "minutes", context, wrong=form.is_bound)
