"""Today: what waits for me."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodcatch.cases import queries as cases
from goodcatch.cases import rules
from goodcatch.people.views.seen import viewer_of

NEWEST = 5


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Show what waits for whoever is signed in, and what is new among the matters they may read."""
    viewer = viewer_of(request)
    found = cases.page(viewer=viewer, narrowed=cases.Filter(), size=NEWEST)
    context = {
        "newest": found.cases,
        "may_open": rules.may_open_anywhere(viewer),
    }
    return render(request, "home/today.html", context)
