"""How these pages answer."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render

from goodcatch.people.models import Person


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


def what_was_sent(request: HttpRequest) -> QueryDict | None:
    """Give what a form sent, an empty one too; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None
