"""What reviews lend to pages of lower rooms, and how their things are named to whoever may see them."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from goodcatch.cases.models import Case
from goodcatch.kernel.refs import Sight
from goodcatch.people.models import Person
from goodcatch.reviews import queries, rules


def understood(viewer: Person, case: Case, request: HttpRequest) -> str:
    """Show on the case's page what its reviews found; drafts to those who work on them."""
    shown = queries.glances(viewer=viewer, case=case)
    context = {"shown": shown, "case": case, "may_open": not shown and rules.may_open(viewer, case)}
    return render_to_string("reviews/on_case.html", context, request)


def waiting(viewer: Person, _thing: object, request: HttpRequest) -> str:
    """Show on the page 'today' the reviews in which something waits for the viewer."""
    rows = list(queries.waiting_for(viewer=viewer)[:10])
    return render_to_string("reviews/waiting.html", {"rows": rows}, request) if rows else ""


def sight(viewer: Person, public_id: str) -> Sight | None:
    """Give title and address of a review, for whoever may see it."""
    review = queries.review_for(viewer=viewer, public_id=public_id)
    return Sight(review.title, reverse("reviews:review", args=[review.public_id])) if review else None
