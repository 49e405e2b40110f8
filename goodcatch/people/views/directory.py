"""The directory: whom to turn to, by unit and role; and for administrators everybody with an account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodcatch.people import directory
from goodcatch.people.rules import may_run_house
from goodcatch.people.terms import ROLE_MEANS, Role
from goodcatch.people.views.seen import keeper, member


@require_safe
def whom(request: HttpRequest) -> HttpResponse:
    """Show the roles of the house and of each unit, with those who hold them."""
    viewer = member(request)
    context = {
        "desks": directory.desks(viewer),
        "house": directory.house_offices(viewer),
        "roles": [(role.label, ROLE_MEANS[role]) for role in Role],
        "runs": may_run_house(viewer),
    }
    return render(request, "people/whom.html", context)


@require_safe
def everybody(request: HttpRequest) -> HttpResponse:
    """Show members, guests and leavers, to administrators."""
    viewer = keeper(request)
    words = request.GET.get("q", "")[:100]
    leavers = directory.accounts(viewer, words=words, left=True)
    context = {
        "words": words,
        "members": directory.accounts(viewer, words=words),
        "guests": directory.accounts(viewer, words=words, guests=True),
        "leavers": [(leaver, directory.unfilled_after(viewer, leaver)) for leaver in leavers],
    }
    return render(request, "people/everybody.html", context)
