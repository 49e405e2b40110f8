"""Read reviews, for a viewer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from operator import attrgetter

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from goodcatch.cases import rules as case_rules
from goodcatch.cases.models import Case
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, people_in, stood_in_for
from goodcatch.reviews import rules
from goodcatch.reviews.models import Factor, Finding, PeerAgreement, Review, ReviewCase, Telling, TimelineEntry


@dataclass(frozen=True, slots=True)
class Parts:
    """What stands in a review, in its order; nothing that was withdrawn."""

    timeline: list[TimelineEntry]
    factors: list[Factor]
    findings: list[Finding]
    objections: list[Telling]

    def texts(self, review: Review) -> list[str]:
        """Give what was written, in the order in which it is read; an objection is its own, and not in it."""
        brief = [review.expected, review.happened, review.why_different, review.keep_or_change]
        entries, factors = [e.text for e in self.timeline], [f.text for f in self.factors]
        return [*brief, *entries, *factors, *(finding.text for finding in self.findings)]


def reviews(*, viewer: Viewer) -> QuerySet[Review]:
    """Give the reviews that the viewer may read, newest first."""
    found = Review.objects.filter(rules.visible_to(viewer))
    return found.select_related("unit", "facilitator").order_by("-opened_at", "-pk")


def review_for(*, viewer: Viewer, public_id: str) -> Review | None:
    """Give the review with this public id, if the viewer may read it."""
    return reviews(viewer=viewer).filter(public_id=public_id).first()


def reviews_of_case(*, viewer: Viewer, case: Case) -> list[Review]:
    """Give the reviews of a case that the viewer may read, oldest first."""
    linked = ReviewCase.objects.filter(case=case).values("review_id")
    return list(reviews(viewer=viewer).filter(pk__in=linked).order_by("opened_at", "pk"))


def visible_cases(*, viewer: Viewer, review: Review) -> list[Case]:
    """Give the cases of a review that the viewer may read."""
    linked = ReviewCase.objects.filter(review=review).values("case_id")
    return list(Case.objects.filter(case_rules.visible_to(viewer), pk__in=linked).order_by("opened_at", "pk"))


def parts_for(*, viewer: Viewer, review: Review) -> Parts:
    """Give what stands in the review, for somebody who may read it."""
    if not rules.may_see(viewer, review):
        return Parts([], [], [], [])
    here = Q(review=review, withdrawn_at__isnull=True)
    return Parts(
        timeline=_in_order_of_time(TimelineEntry.objects.filter(here).order_by("order", "pk")),
        factors=list(Factor.objects.filter(here).order_by("order", "pk")),
        findings=list(Finding.objects.filter(here).order_by("order", "pk")),
        objections=list(Telling.objects.filter(review=review).exclude(objection="").select_related("person")),
    )


def _in_order_of_time(entries: Iterable[TimelineEntry]) -> list[TimelineEntry]:
    """Give entries, which come in the order of writing, in the order of time.

    A day stands before its hours. What bears no time stays behind the entry that it was written after.
    """
    zone = timezone.get_current_timezone()
    placed: list[tuple[datetime, int, TimelineEntry]] = []
    last = datetime.min.replace(tzinfo=UTC)
    for number, entry in enumerate(entries):
        if entry.occurred_at:
            last = entry.occurred_at
        elif entry.occurred_on:
            last = datetime.combine(entry.occurred_on, time(), zone)
        placed.append((last, number, entry))
    return [entry for _at, _number, entry in sorted(placed, key=lambda place: place[:2])]


@dataclass(frozen=True, slots=True)
class Glance:
    """A review from afar: what the page of its case shows."""

    review: Review
    factors: tuple[Factor, ...]
    entries: int


def glances(*, viewer: Viewer, case: Case) -> list[Glance]:
    """Give the reviews of a case that the viewer may read, each at a glance, in two queries."""
    entries = TimelineEntry.objects.filter(review=OuterRef("pk"), withdrawn_at__isnull=True).order_by()
    counted = Subquery(entries.values("review").annotate(n=Count("pk")).values("n"))
    linked = ReviewCase.objects.filter(case=case).values("review_id")
    rows = reviews(viewer=viewer).filter(pk__in=linked).annotate(entries=counted).select_related(None).order_by()
    found = sorted(rows, key=attrgetter("opened_at", "pk"))
    factors: dict[int, list[Factor]] = {}
    here = Q(review__in=[review.pk for review in found], withdrawn_at__isnull=True)
    for factor in Factor.objects.filter(here).order_by("order", "pk") if found else ():
        factors.setdefault(factor.review_id, []).append(factor)
    return [Glance(review, tuple(factors.get(review.pk, ())), review.entries or 0) for review in found]


def waiting_for(*, viewer: Viewer) -> QuerySet[Review]:
    """Give the reviews in which something waits for this viewer: as facilitator, person told of, or peer.

    Those too that somebody facilitates whom the viewer stands in for, where the viewer may read them.
    """
    if not isinstance(viewer, Person):
        return Review.objects.none()
    asked = PeerAgreement.objects.filter(peer=viewer, answered_at__isnull=True).values("review_id")
    told = Telling.objects.filter(person=viewer, seen_at__isnull=True, review__shown_at__isnull=False)
    instead = Q(facilitator__in=stood_in_for(viewer))
    mine = Q(facilitator=viewer) | instead | Q(pk__in=asked) | Q(pk__in=told.values("review_id"))
    return reviews(viewer=viewer).filter(mine, published_at__isnull=True).annotate(instead=instead)


@dataclass(frozen=True, slots=True)
class People:
    """Who has a part in a review, as far as this viewer is concerned."""

    told: list[Telling]
    peers: list[PeerAgreement]
    own: Telling | None
    is_peer: bool
    works: bool
    agreed: bool

    @property
    def is_told(self) -> bool:
        """Whether the review tells of the viewer, and its draft is shown."""
        return self.own is not None


def people_for(*, viewer: Viewer, review: Review) -> People:
    """Give those told of and the peers: to those who work on it in full, to anybody else only their own part."""
    told = list(Telling.objects.filter(review=review).select_related("person").order_by("pk"))
    peers = list(PeerAgreement.objects.filter(review=review).select_related("peer").order_by("pk"))
    works = rules.may_write(viewer, review)
    own = next((t for t in told if t.person == viewer and review.shown_at), None)
    apart = {telling.person_id for telling in told} | {review.facilitator_id}
    in_force = [p for p in peers if p.agreed and p.revision == review.revision and p.peer_id not in apart]
    return People(
        told=told if works else [t for t in told if t.person == viewer],
        peers=peers if works else [p for p in peers if p.peer == viewer],
        own=own,
        is_peer=any(p.peer == viewer and p.answered_at is None for p in peers) and rules.may_agree(viewer, review),
        works=works,
        agreed=any(p.peer != viewer for p in in_force),
    )


def tells_of(*, viewer: Viewer, review: Review) -> bool:
    """Tell whether the review tells of the viewer, and its draft is shown."""
    return people_for(viewer=viewer, review=review).is_told


def objection_of(*, viewer: Viewer, review: Review, person_id: str) -> Telling | None:
    """Give the objection of this person, to those who work on the review."""
    told = people_for(viewer=viewer, review=review).told
    return next((t for t in told if t.person.public_id == person_id and t.objection), None)


def people_who_could_be_told(*, viewer: Viewer, review: Review) -> QuerySet[Person]:
    """Give those who may read the matter and are not named in the review yet, to those who work on it."""
    if not rules.may_write(viewer, review):
        return Person.objects.none()
    named = Telling.objects.filter(review=review).values("person_id")
    return people_in(review.audience_id).exclude(pk__in=named).order_by("name", "pk")


def people_who_could_look(*, viewer: Viewer, review: Review) -> QuerySet[Person]:
    """Give those who may be asked as peers: in the audience, not its facilitator, not told of in it."""
    if not rules.may_write(viewer, review):
        return Person.objects.none()
    named = Telling.objects.filter(review=review).values("person_id")
    others = people_in(review.audience_id).exclude(pk__in=named)
    return others.exclude(pk=review.facilitator_id or 0).order_by("name", "pk")
