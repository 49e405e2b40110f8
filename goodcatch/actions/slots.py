"""What actions lend to pages of lower rooms, and how they are named to whoever may see them."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from goodcatch.actions import queries, rules
from goodcatch.actions.models import Action
from goodcatch.cases.models import Case
from goodcatch.kernel.refs import Sight
from goodcatch.people.models import Person
from goodcatch.reviews.models import Factor, Review


def changed(viewer: Person, case: Case, request: HttpRequest) -> str:
    """Show on the case's page what is being changed, and the way to propose more."""
    rows = queries.actions_of_case(viewer=viewer, case=case)
    context = {"rows": rows, "case": case, "may_propose": rules.may_propose(viewer, case)}
    return render_to_string("actions/on_case.html", context, request)


def of_review(viewer: Person, review: Review, request: HttpRequest) -> str:
    """Show on the review's page what is being changed because of it."""
    rows = queries.actions_of_review(viewer=viewer, review=review)
    return render_to_string("actions/on_review.html", {"rows": rows}, request) if rows else ""


def on_factor(viewer: Person, factor: Factor, request: HttpRequest) -> str:
    """Show beside a factor the actions that act on it; a factor without one shows as such."""
    read: dict[int, dict[int, list[Action]]] = request.__dict__.setdefault("_actions_by_factor", {})
    if factor.review_id not in read:  # once for the page, however many factors stand on it
        read[factor.review_id] = queries.actions_by_factor(viewer=viewer, review=factor.review)
    rows = read[factor.review_id].get(factor.pk, [])
    return render_to_string("actions/on_factor.html", {"rows": rows, "factor": factor}, request)


def waiting(viewer: Person, _thing: object, request: HttpRequest) -> str:
    """Show on the page 'today' the actions that wait for the viewer."""
    found = {
        "rows": list(queries.waiting_for(viewer=viewer)[:10]),
        "looks": list(queries.to_look_at(viewer=viewer)[:5]),
        "steering": list(queries.to_steer(viewer=viewer)[:5]),
    }
    return render_to_string("actions/waiting.html", {**found, "viewer": viewer}, request) if any(found.values()) else ""


def sight(viewer: Person, public_id: str) -> Sight | None:
    """Give title and address of an action, for whoever may see it."""
    action = queries.action_for(viewer=viewer, public_id=public_id)
    return Sight(action.title, reverse("actions:action", args=[action.public_id])) if action else None
