"""Read reviews: the list, and one review as those who work on it or its audience see it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from goodcatch.people.models import Person
from goodcatch.people.views.seen import viewer_of
from goodcatch.reviews import queries, rules
from goodcatch.reviews.models import Review
from goodcatch.reviews.views.finding import found, signed_in
from goodcatch.reviews.wording import questions
from goodcatch.ui.timeline import Happening

PAGE = 25


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


@signed_in
def review_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one review whole."""
    review, viewer = found(request, public_id), viewer_of(request)
    parts = queries.parts_for(viewer=viewer, review=review)
    writes = rules.may_write(viewer, review) and not review.published_at
    context = {
        "review": review,
        "parts": parts,
        "writes": writes,
        "cases": queries.visible_cases(viewer=viewer, review=review),
        "happenings": _happenings(parts),
        "people": queries.people_for(viewer=viewer, review=review),
        "asks": questions(_texts(review, parts)) if writes else [],
        "answers": _answers(review),
        "next": _next_step(viewer, review, parts) if writes else None,
        "stages": _stages(review),
    }
    return render(request, "reviews/review.html", context)


@dataclass(frozen=True, slots=True)
class Step:
    """The one next step of those who work on a review."""

    what: str
    step: str
    address: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the review, as the rail shows it."""

    word: str
    state: str
    note: str = ""


def _next_step(viewer: Person, review: Review, parts: queries.Parts) -> Step | None:
    def step(what: str, word: str, page: str) -> Step:
        return Step(what, word, reverse(f"reviews:{page}", args=[review.public_id]))

    if not review.happened:
        return step(_("Write what happened, as it looked at the time."), _("Answer the four questions"), "brief")
    if not parts.factors:
        return step(_("Name what contributed: conditions, not people."), _("Add what contributed"), "add_factor")
    if not review.peers_asked_at:
        return step(_("Those it tells of see it first. Then a peer looks."), _("Ask a peer to look"), "ask_peer")
    if queries.is_agreed(viewer=viewer, review=review):
        return step(_("A peer agrees. It can be published."), _("Publish"), "publish")
    return None


def _stages(review: Review) -> list[Stage]:
    facts = [
        (_("Written"), review.shown_at or review.peers_asked_at or review.published_at),
        (_("Seen by those it tells of"), review.peers_asked_at or review.published_at),
        (_("Agreed by a peer"), review.published_at),
        (_("Published"), review.published_at),
    ]
    now = next((number for number, (_word, at) in enumerate(facts) if not at), len(facts))
    states = ["done" if number < now else "now" if number == now else "ahead" for number in range(len(facts))]
    return [Stage(word, state) for (word, _at), state in zip(facts, states, strict=True)]


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


def _older_than(rows: QuerySet[Review], last: Review) -> QuerySet[Review]:
    """The rest of a list after `last`, by key."""
    return rows.filter(Q(opened_at__lt=last.opened_at) | Q(opened_at=last.opened_at, pk__lt=last.pk))
