"""Read reviews: the list, and one review as those who work on it or its audience see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodcatch.people.views.seen import viewer_of
from goodcatch.reviews import queries
from goodcatch.reviews.models import Finding, Review
from goodcatch.reviews.terms import FindingKind
from goodcatch.reviews.views.finding import found, signed_in
from goodcatch.reviews.views.steps import next_step, stages
from goodcatch.ui.marked import unmarked
from goodcatch.ui.timeline import Happening

PAGE = 25


@require_safe
@signed_in
def list_page(request: HttpRequest) -> HttpResponse:
    """Show the reviews that the viewer may read, newest first, by key."""
    rows = queries.reviews(viewer=viewer_of(request))
    older = request.GET.get("older", "")
    after = queries.review_for(viewer=viewer_of(request), public_id=older) if older else None
    if after is not None:
        rows = _older_than(rows, after)
    shown = list(rows[: PAGE + 1])
    context = {"reviews": shown[:PAGE], "older": shown[PAGE - 1].public_id if len(shown) > PAGE else ""}
    return render(request, "reviews/list.html", context)


@require_safe
@signed_in
def review_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one review whole."""
    review, viewer = found(request, public_id), viewer_of(request)
    parts = queries.parts_for(viewer=viewer, review=review)
    people = queries.people_for(viewer=viewer, review=review)
    writes = people.works and not review.published_at
    context = {
        "review": review,
        "parts": parts,
        "writes": writes,
        "cases": queries.visible_cases(viewer=viewer, review=review),
        "drawing": _drawing(parts, marked=review.brought_in),
        "kinds": _by_kind(parts),
        "people": people,
        "read": str(review.revision),
        "answers": _answers(review),
        "next": next_step(review, parts, people) if writes else None,
        "stages": stages(review, people) if people.works else [],
    }
    return render(request, "reviews/review.html", context)


def _answers(review: Review) -> list[tuple[str, str]]:
    return [
        (_("What we expected"), review.expected),
        (_("What happened"), review.happened),
        (_("Why it was different"), review.why_different),
        (_("What we keep, and what we could do differently"), review.keep_or_change),
    ]


def _by_kind(parts: queries.Parts) -> list[tuple[str, list[Finding]]]:
    """The findings under the word of their kind, in the order of the kinds."""
    kinds = {kind: [f for f in parts.findings if f.kind == kind] for kind in FindingKind}
    return [(str(kind.label), found) for kind, found in kinds.items() if found]


MOST_DRAWN = 40
"""Entries in one drawing: where there are more, the list below tells them better."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the picture of the timeline shows; by day, where no two entries have an hour."""

    happenings: list[Happening]
    by_day: bool


def _drawing(parts: queries.Parts, *, marked: bool) -> Drawing | None:
    """The entries that the picture shows; None where fewer than two have a time, or too many for a picture."""
    exact = [(entry.occurred_at, entry) for entry in parts.timeline if entry.occurred_at]
    by_day = len(exact) < 2
    zone = timezone.get_current_timezone()
    days = [(datetime.combine(e.occurred_on, time(), zone), e) for e in parts.timeline if e.occurred_on]
    shown = [*exact, *days] if by_day else exact
    if len({at for at, _entry in shown}) < 2 or len(shown) > MOST_DRAWN:
        return None
    happenings = [
        Happening(
            at=at,
            words=unmarked(e.text) if marked else e.text,
            note=str(e.get_mark_display()),
            decision=e.decision_point,
        )
        for at, e in shown
    ]
    return Drawing(happenings, by_day)


def _older_than(rows: QuerySet[Review], last: Review) -> QuerySet[Review]:
    """The rest of a list after `last`, by key."""
    return rows.filter(Q(opened_at__lt=last.opened_at) | Q(opened_at=last.opened_at, pk__lt=last.pk))
