"""Find what an address names, or answer that there is nothing: the same for what does not exist and what is hidden."""

from __future__ import annotations

from typing import TypeVar

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest

from goodcatch.people.views.seen import viewer_of
from goodcatch.reviews import queries
from goodcatch.reviews.models import Factor, Finding, Review, TimelineEntry

signed_in = login_required
Part = TypeVar("Part", TimelineEntry, Factor, Finding)


def found(request: HttpRequest, public_id: str) -> Review:
    """Give the review at this address. Raises Http404."""
    review = queries.review_for(viewer=viewer_of(request), public_id=public_id)
    if review is None:
        raise Http404
    return review


def part_of(model: type[Part], review: Review, public_id: str) -> Part:
    """Give a part of this review by its id. Raises Http404."""
    part: Part | None = model.objects.filter(review=review, public_id=public_id, withdrawn_at__isnull=True).first()
    if part is None:
        raise Http404
    return part
