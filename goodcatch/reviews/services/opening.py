"""Open a review, brief or full, on one case, several, or a theme; let a brief grow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.cases.models import Case, Theme
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.people.models import Audience, Person
from goodcatch.people.queries import people_in
from goodcatch.people.services import named_people
from goodcatch.people.terms import AudienceKind
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer
from goodcatch.reviews import rules, terms
from goodcatch.reviews.models import Review, ReviewCase


@transaction.atomic
def open_review(
    *,
    cases: Sequence[Case],
    form: terms.Form,
    by: Person | System,
    title: str = "",
    facilitator: Person | None = None,
    due_on: date | None = None,
    theme: Theme | None = None,
) -> Review:
    """Open a review of these cases. It is never wider open than the narrowest of them."""
    if not cases:
        raise RuleBroken(_("A review looks at something: choose at least one case."))
    if not all(rules.may_open(by, case) for case in cases):
        raise RuleBroken(
            _("A review is opened by a facilitator, triager or leader of the unit, or by whoever looks after the case.")
        )
    first = cases[0]
    review = Review.objects.create(
        form=form,
        title=title.strip() or first.title,
        unit=first.unit,
        audience=narrowest([case.audience for case in cases]),
        theme=theme,
        facilitator=facilitator or (by if isinstance(by, Person) else None),
        opened_at=clock.now(),
        due_on=due_on or first.response_due,
    )
    ReviewCase.objects.bulk_create(ReviewCase(review=review, case=case, at=clock.now()) for case in cases)
    hearers = [Hearer(facilitator.public_id, "facilitates")] if facilitator else []
    record.write(by=by, verb="reviews.open_review", thing=review.ref, within=first.ref, hearers=hearers)
    return review


@transaction.atomic
def add_case(*, review: Review, case: Case, by: Person | System) -> Review:
    """Let the review look at one more case; it becomes as narrow as that case."""
    demand_open(review)
    if not rules.may_write(by, review) or not rules.may_open(by, case):
        raise RuleBroken(_("You can add a case to this review only if you work on both."))
    if ReviewCase.objects.filter(review=review, case=case).exists():
        raise RuleBroken(_("This review looks at that case already."))
    ReviewCase.objects.create(review=review, case=case, at=clock.now())
    review.audience = narrowest([review.audience, case.audience])
    review.save(update_fields=["audience"])
    record.write(by=by, verb="reviews.add_case", thing=review.ref, within=case.ref)
    return review


@transaction.atomic
def grow(*, review: Review, by: Person | System) -> Review:
    """Let a brief grow into a full review; everything written stays where it is."""
    demand_open(review)
    if not rules.may_write(by, review):
        raise RuleBroken(_("A brief grows when somebody who works on it says so."))
    if review.form == terms.Form.FULL:
        raise RuleBroken(_("This is a full review already."))
    review.form = terms.Form.FULL
    review.save(update_fields=["form"])
    record.write(by=by, verb="reviews.grow", thing=review.ref)
    return review


@transaction.atomic
def take_facilitation(*, review: Review, by: Person) -> Review:
    """Let somebody who may facilitate here take the review on; the one before is told."""
    demand_open(review)
    if not rules.may_write(by, review):
        raise RuleBroken(_("A review is facilitated by somebody who may write in it."))
    before = review.facilitator
    review.facilitator = by
    review.save(update_fields=["facilitator"])
    hearers = [Hearer(before.public_id, "facilitated")] if before else []
    record.write(by=by, verb="reviews.take_facilitation", thing=review.ref, hearers=hearers)
    return review


@transaction.atomic
def follow_case(*, case: Case, by: Person | System) -> None:
    """Let the reviews of a case follow a change of who may read it."""
    for review in Review.objects.filter(pk__in=ReviewCase.objects.filter(case=case).values("review_id")):
        links = ReviewCase.objects.filter(review=review).select_related("case__audience")
        audience = narrowest([link.case.audience for link in links])
        if audience.pk != review.audience_id:
            review.audience = audience
            review.save(update_fields=["audience"])
            record.write(by=by, verb="reviews.follow_case", thing=review.ref, within=case.ref)


def narrowest(audiences: Sequence[Audience]) -> Audience:
    """Give the audience of what hangs on several matters: the narrowest, or those who are in all of them."""
    distinct = list({audience.pk: audience for audience in audiences}.values())
    inner = [a for a in distinct if a.kind != AudienceKind.INSIDE]
    if len(inner) <= 1:
        return inner[0] if inner else distinct[0]
    in_all = set.intersection(*(set(people_in(a.pk).values_list("pk", flat=True)) for a in inner))
    people = list(Person.objects.filter(pk__in=in_all).order_by("pk"))
    if not people:
        raise RuleBroken(_("Nobody may read all of these cases. Review them apart, or open them to somebody first."))
    return named_people(*people)


def demand_open(review: Review) -> None:
    """Stop writing in what is published: a published version stays as it was read. Raises RuleBroken."""
    if review.published_at:
        raise RuleBroken(_("This review is published. What was learned since belongs in a lesson or a new review."))
