"""How these pages answer."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import render

from goodcatch.files.downloads import download, picture
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import PUBLIC
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.reports import queries, services
from goodcatch.reports.forms import BringingForm
from goodcatch.reports.models import Channel, Report
from goodcatch.vault.terms import DataKeys


class SeeOther(HttpResponseRedirect):
    """Answers a form with another page to look at, so that going back or reloading sends nothing again."""

    status_code = 303


def the_person(request: HttpRequest) -> Person:
    """Give who is signed in; for pages that demand it. Raises Http404 where nobody is."""
    if not isinstance(request.user, Person):
        raise Http404
    return request.user


def page(request: HttpRequest, template: str, context: Mapping[str, object], *, wrong: bool = False) -> HttpResponse:
    """Give a page of this room; with 422 where a form on it needs a look."""
    return render(request, f"reports/{template}.html", context, status=422 if wrong else 200)


def language_asked(request: HttpRequest, channel: Channel) -> str:
    """Give the language that was asked for, where the channel speaks it; nothing for the house's own."""
    asked = request.GET.get("language", "")
    return asked if asked and asked in queries.languages_of(PUBLIC, channel) else ""


def what_was_sent(request: HttpRequest) -> QueryDict | None:
    """Give what a form sent, an empty one too; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def keep_chosen(form: BringingForm, *, originals: bool = False) -> None:
    """Set aside what was chosen in a form that could not be done, so that it is there when the form is sent again."""
    if not form.is_bound:
        return
    aside = form.held_aside()
    if aside and (form.drops or not form.keeps):
        services.drop_aside(aside=aside)
        form.carry(None)
        aside = None
    if came := form.cleaned_data.get("attached"):
        try:
            form.carry(services.set_aside(files_of_form=came, aside=aside, originals=originals))
        except RuleBroken as broken:
            form.add_error("attached", broken.sentence)


def the_file(
    request: HttpRequest, viewer: Viewer, report: Report, number: int, keys: DataKeys | None = None
) -> StreamingHttpResponse:
    """Answer with a file of a report that the viewer was given: a download, or with `?picture` one that we drew.

    Raises Http404.
    """
    found = queries.telling(viewer, report, keys).file(number)
    if found is None:
        raise Http404
    answer = picture if "picture" in request.GET else download
    return answer(about=found.about, owner=report.ref, key=queries.files_key(viewer, report, keys))
