"""What is kept about somebody in reviews: those that tell of them, their looks as a peer, where a name stands."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from goodcatch.kernel.refs import System
from goodcatch.people.queries import Viewer, names_nobody
from goodcatch.people.terms import Subject, Trace
from goodcatch.reviews.models import Factor, Finding, PeerAgreement, Review, Telling, TimelineEntry
from goodcatch.reviews.rules import visible_to


def traces(viewer: Viewer, subject: Subject) -> Iterator[Trace]:
    """Give what reviews that may be looked through keep about somebody."""
    found = visible_to(viewer) & (names_nobody() if isinstance(viewer, System) else Q())
    reviews = Review.objects.filter(found)
    if subject.person is not None:
        yield from _parts(Q(review__in=reviews), subject.person)
        for led in reviews.filter(facilitator=subject.person).order_by("opened_at", "pk"):
            yield Trace(_("Reviews facilitated"), led.title, day=led.opened_at.date())
    if subject.words:
        for review in reviews.order_by("opened_at", "pk"):
            text = subject.in_any(_texts(review))
            if text:
                yield Trace(
                    _("Reviews in which the name stands"), review.title, text, review.opened_at.date(), own=False
                )


def _parts(where: Q, person: int) -> Iterator[Trace]:
    for row in Telling.objects.filter(where, person=person).select_related("review").order_by("named_at"):
        texts = [text for text in (row.objection, row.answer) if text]
        yield Trace(_("Told of in reviews"), row.review.title, "\n\n".join(texts), row.named_at.date())
    for asked in PeerAgreement.objects.filter(where, peer=person).select_related("review").order_by("asked_at"):
        yield Trace(_("Reviews looked at as a peer"), asked.review.title, asked.comment, asked.asked_at.date())


def _texts(review: Review) -> list[str]:
    texts = [review.title, review.expected, review.happened, review.why_different, review.keep_or_change]
    for entry in TimelineEntry.objects.filter(review=review).order_by("order", "pk"):
        texts += [entry.text, entry.source, entry.other_account]
    for factor in Factor.objects.filter(review=review).order_by("order", "pk"):
        texts += [factor.text, factor.accepted_reason]
    for finding in Finding.objects.filter(review=review).order_by("order", "pk"):
        texts += [finding.heading, finding.text]
    return texts
