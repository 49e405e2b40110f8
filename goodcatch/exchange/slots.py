"""What sources lend to pages of lower rooms, and how they are named to whoever may see them."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from goodcatch.cases.models import Case
from goodcatch.exchange import queries
from goodcatch.kernel.refs import Sight
from goodcatch.people.models import Person
from goodcatch.reviews.models import Review


def source(viewer: Person, case: Case, request: HttpRequest) -> str:
    """Show on the case's page where it was brought in from, and the changes of the source that wait."""
    found = queries.source_of(viewer=viewer, thing=case)
    if found is None:
        return ""
    changes = queries.changes_waiting(viewer=viewer, source=found)
    return render_to_string("exchange/on_case.html", {"source": found, "changes": changes}, request)


def source_of_review(viewer: Person, review: Review, request: HttpRequest) -> str:
    """Show beside a review where it was brought in from."""
    found = queries.source_of(viewer=viewer, thing=review)
    return render_to_string("exchange/on_case.html", {"source": found}, request) if found else ""


def sight(viewer: Person, public_id: str) -> Sight | None:
    """Give name and address of a source, for whoever may see it."""
    found = queries.source_for(viewer=viewer, public_id=public_id)
    return Sight(found.name, reverse("exchange:source", args=[found.public_id])) if found else None
