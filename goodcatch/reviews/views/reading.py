"""Read reviews: the list, and one review as those who work on it or its audience see it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goodcatch.reviews import queries, rules
from goodcatch.reviews.models import Review
from goodcatch.reviews.views.finding import found, signed_in
from goodcatch.reviews.wording import questions
from goodcatch.ui.timeline import Happening

PAGE = 25


@signed_in
def list_page(request: HttpRequest) -> HttpResponse:
    """Show the reviews that the viewer may read, newest first, by key."""
    rows = queries.reviews(viewer=request.user)
    older = request.GET.get("older", "")
    after = queries.review_for(viewer=request.user, public_id=older) if older else None
    if after is not None:
        rows = queries.older_than(rows, after)
    shown = list(rows[: PAGE + 1])
    context = {"reviews": shown[:PAGE], "older": shown[PAGE - 1].public_id if len(shown) > PAGE else ""}
    return render(request, "reviews/list.html", context)


@signed_in
def review_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one review whole."""
    review = found(request, public_id)
    parts = queries.parts_for(viewer=request.user, review=review)
    writes = rules.may_write(request.user, review) and not review.published_at
    context = {
        "review": review,
        "parts": parts,
        "writes": writes,
        "cases": queries.visible_cases(viewer=request.user, review=review),
        "happenings": _happenings(parts),
        "people": queries.people_for(viewer=request.user, review=review),
        "asks": questions(_texts(review, parts)) if writes else [],
        "answers": _answers(review),
    }
    return render(request, "reviews/review.html", context)


def _answers(review: Review) -> list[tuple[str, str]]:
    return [
        (_("What we expected"), review.expected),
        (_("What happened"), review.happened),
        (_("Why it was different"), review.why_different),
        (_("What we keep, and what we could do differently"), review.keep_or_change),
    ]


def _happenings(parts: queries.Parts) -> list[Happening]:
    return [
        Happening(
            at=entry.occurred_at,
            words=entry.text,
            note=str(entry.get_mark_display()),
            decision=entry.decision_point,
        )
        for entry in parts.timeline
        if entry.occurred_at
    ]


def _texts(review: Review, parts: queries.Parts) -> list[str]:
    brief = [review.expected, review.happened, review.why_different, review.keep_or_change]
    return [
        *brief,
        *(e.text for e in parts.timeline),
        *(f.text for f in parts.factors),
        *(f.text for f in parts.findings),
    ]
