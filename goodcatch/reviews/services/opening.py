"""Open a review, brief or full, on one case, several, or a theme; let a brief grow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.cases.models import Case, Theme
from goodcatch.cases.services import let_follow
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.people.models import Audience, Person
from goodcatch.people.queries import people_in
from goodcatch.people.services import named_people, nobody
from goodcatch.people.terms import AudienceKind
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer
from goodcatch.reviews import rules, terms
from goodcatch.reviews.models import Review, ReviewCase
from goodcatch.reviews.services.holding import changed, for_writing


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
    audience = narrowest([case.audience for case in cases])
    if facilitator and not people_in(audience.pk).filter(pk=facilitator.pk).exists():
        raise RuleBroken(_("Whoever facilitates it can read its cases: choose somebody who may."), field="facilitator")
    review = Review.objects.create(
        form=form,
        title=title.strip() or first.title,
        unit=first.unit,
        audience=audience,
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
    """Let the review look at one more case; it becomes as narrow as that case, and so does what hangs on it."""
    row = for_writing(review, by)
    if not rules.may_open(by, case):
        raise RuleBroken(_("You can add a case to this review only if you work on both."), field="case")
    if ReviewCase.objects.filter(review=row, case=case).exists():
        raise RuleBroken(_("This review looks at that case already."), field="case")
    before = [link.case for link in ReviewCase.objects.filter(review=row).select_related("case__audience")]
    ReviewCase.objects.create(review=row, case=case, at=clock.now())
    changed(row)
    for each in (*before, case):
        let_follow(case=each, by=by)
    record.write(by=by, verb="reviews.add_case", thing=row.ref, within=case.ref)
    return row


@transaction.atomic
def grow(*, review: Review, by: Person | System) -> Review:
    """Let a brief grow into a full review; everything written stays where it is."""
    row = for_writing(review, by)
    if row.form == terms.Form.FULL:
        raise RuleBroken(_("This is a full review already."))
    row.form = terms.Form.FULL
    row.save(update_fields=["form"])
    record.write(by=by, verb="reviews.grow", thing=row.ref)
    return row


@transaction.atomic
def take_facilitation(*, review: Review, by: Person) -> Review:
    """Let somebody who may write in it take the review on; the one before is told."""
    row = for_writing(review, by)
    if row.facilitator == by:
        raise RuleBroken(_("You facilitate this review already."))
    before, row.facilitator = row.facilitator, by
    row.save(update_fields=["facilitator"])
    hearers = [Hearer(before.public_id, "facilitated")] if before else []
    record.write(by=by, verb="reviews.take_facilitation", thing=row.ref, hearers=hearers)
    return row


@transaction.atomic
def follow_case(*, case: Case, by: Person | System) -> None:
    """Let the reviews of a case follow a change of who may read it."""
    linked = Review.objects.filter(pk__in=ReviewCase.objects.filter(case=case).values("review_id"))
    for review in linked.select_for_update().order_by("pk"):
        links = ReviewCase.objects.filter(review=review).select_related("case__audience")
        audience = narrowest([link.case.audience for link in links])
        if audience.pk != review.audience_id:
            review.audience = audience
            review.save(update_fields=["audience"])
            record.write(by=by, verb="reviews.follow_case", thing=review.ref, within=case.ref)


def narrowest(audiences: Sequence[Audience]) -> Audience:
    """Give the audience of what hangs on several matters: those who may read all of them, and nobody else.

    Where that is one of these audiences as it stands, it is that one; otherwise the people by name.
    """
    distinct = list({audience.pk: audience for audience in audiences}.values())
    if len(distinct) == 1:
        return distinct[0]
    readers = {audience.pk: set(people_in(audience.pk).values_list("pk", flat=True)) for audience in distinct}
    in_all = set.intersection(*readers.values())
    inner = [audience for audience in distinct if audience.kind != AudienceKind.INSIDE]
    if len(inner) == 1 and readers[inner[0].pk] == in_all:
        return inner[0]
    same = [audience for audience in distinct if readers[audience.pk] == in_all]
    if same and not inner:
        return same[0]
    people = list(Person.objects.filter(pk__in=in_all).order_by("pk"))
    return named_people(*people) if people else nobody()
