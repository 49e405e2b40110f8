"""Whoever reported says whether a summary of their report may be known outside, or a question of theirs shared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goodcatch.reports import queries, services, terms
from goodcatch.reports.forms import SaidForm, SignedSaidForm
from goodcatch.reports.views.answers import SeeOther, page, the_person, what_was_sent
from goodcatch.reports.views.own import Own, on_ones_report

Asked = list[tuple[terms.Summary, Any]]
"""What is proposed, each with the form that asks about it."""


@require_http_methods(["GET", "HEAD", "POST"])
@on_ones_report
def summary(request: HttpRequest, own: Own) -> HttpResponse:
    """Show what is proposed, and take a yes or a no."""
    found = queries.summaries_of(own.by, own.report, own.keys)
    asked = _ask(SaidForm, found, what_was_sent(request), bound_to=own.report.public_id)
    if _said(asked, own.as_arguments()):
        return SeeOther(reverse("speak_up:summary"))
    return page(request, "summary", {"asked": asked, "report": own.report}, wrong=request.method == "POST")


@require_http_methods(["GET", "HEAD", "POST"])
def own_summary(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show whoever signed a question how it would be shared with everybody, and take a yes or a no."""
    person = the_person(request)
    report = queries.own_report(person, public_id)
    if report is None:
        raise Http404
    asked = _ask(SignedSaidForm, queries.summaries_of(person, report, None), what_was_sent(request))
    if _said(asked, {"by": person, "report": report}):
        return SeeOther(request.path)
    return page(request, "own_summary", {"asked": asked, "report": report}, wrong=request.method == "POST")


def _ask(kind: Any, found: Sequence[terms.Summary], sent: QueryDict | None, **held: Any) -> Asked:
    """Make a form about each summary; what was sent belongs to the one whose number it bears. Raises Http404."""
    if not found:
        raise Http404
    meant = [each for each in found if sent and sent.get("number") == str(each.number)] or found[:1]
    asked: Asked = []
    for each in found:
        bound = sent if each == meant[0] else None
        form = kind(bound, auto_id=f"id_{each.purpose or 'matter'}_%s", **held)
        form.ask_about(each)
        asked.append((each, form))
    return asked


def _said(asked: Asked, own: dict[str, Any]) -> bool:
    """Do what a form says that was sent; False where none was, or it needs a look."""
    bound = [form for _summary, form in asked if form.is_bound and form.is_valid()]
    return any(form.perform(services.say_of_summary, **own, **form.words()) for form in bound)
