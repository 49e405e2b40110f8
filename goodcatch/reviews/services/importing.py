"""Take in a review that was written elsewhere, all its parts at once, and follow its source. Nobody is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.cases.models import Case
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.reviews import rules, terms
from goodcatch.reviews.models import Factor, Finding, PartText, PublishedReview, Review, ReviewCase, TimelineEntry
from goodcatch.reviews.services.agreeing import frozen
from goodcatch.reviews.services.writing import EntryDraft, fill_entry

Part = TimelineEntry | Factor | Finding
MODELS: tuple[type[TimelineEntry | Factor | Finding], ...] = (TimelineEntry, Factor, Finding)


@dataclass(frozen=True, slots=True)
class FactorDraft:
    """Something that contributed, as the source says it."""

    text: str


@dataclass(frozen=True, slots=True)
class FindingDraft:
    """What else the source says, under its heading."""

    kind: terms.FindingKind
    text: str
    heading: str = ""


PartDraft = EntryDraft | FactorDraft | FindingDraft


@dataclass(frozen=True, slots=True)
class Followed:
    """A part as it is to stand: the id of the part it was, if any; its new words and place, None and 0 to stay."""

    draft: PartDraft | None
    public_id: str = ""
    order: int = 0


@transaction.atomic
def bring_in(*, by: Person | System, case: Case, title: str, parts: Sequence[PartDraft]) -> tuple[Review, list[str]]:
    """Open and publish a full review that was finished elsewhere; give it, and the ids of its parts in order."""
    if not rules.may_open(by, case):
        raise RuleBroken(_("A review is brought in by somebody who may open one of this matter."))
    now = clock.now()
    review = Review.objects.create(
        form=terms.Form.FULL,
        title=title,
        unit=case.unit,
        audience=case.audience,
        opened_at=now,
        published_at=now,
        brought_in=True,
    )
    ReviewCase.objects.create(review=review, case=case, at=now)
    rows = [_filled(_fresh(draft, review), draft, order) for order, draft in enumerate(parts, 1)]
    _insert(rows)
    _publish(review, by)
    record.write(by=by, verb="reviews.bring_in", thing=review.ref, within=case.ref, facts={"parts": len(rows)})
    return review, [row.public_id for row in rows]


@transaction.atomic
def follow_source(
    *, by: Person | System, review: Review, title: str, parts: Sequence[Followed], gone: Sequence[str] = ()
) -> list[str]:
    """Let the review say what its source says now, as a new published version; give the ids of these parts.

    Parts in `gone` are withdrawn. Earlier texts and earlier published versions are kept.
    """
    if not rules.may_write(by, review):
        raise RuleBroken(_("This is done by those who work on the review."))
    review = Review.objects.select_for_update().get(pk=review.pk)
    before = {row.public_id: row for model in MODELS for row in model.objects.filter(review=review)}
    rows = [before.get(part.public_id) or _fresh(part.draft, review) for part in parts]
    for row, part in zip(rows, parts, strict=True):
        order = part.order or row.order
        if part.draft is not None and row.pk:
            _change(row, part.draft, order, by)
        elif part.draft is not None:
            _filled(row, part.draft, order)
        elif row.order != order:
            type(row).objects.filter(pk=row.pk).update(order=order)
    _insert([row for row in rows if not row.pk])
    for model in MODELS:
        model.objects.filter(review=review, public_id__in=gone).update(withdrawn_at=clock.now())
    if gone or review.title != title or any(part.draft for part in parts):
        review.title = title
        review.save(update_fields=["title"])
        if review.published_at:
            _publish(review, by)
    record.write(by=by, verb="reviews.follow_source", thing=review.ref, facts={"parts": len(rows), "gone": len(gone)})
    return [row.public_id for row in rows]


def _change(row: Part, draft: PartDraft, order: int, author: Person | System) -> None:
    """Write new words into a part, and keep the earlier ones."""
    texts = {"text": row.text, "heading": row.heading} if isinstance(row, Finding) else {"text": row.text}
    by = author if isinstance(author, Person) else None
    PartText.objects.create(part=row.public_id, version=row.version, texts=texts, at=clock.now(), by=by)
    row.version += 1
    row.withdrawn_at = None
    _filled(row, draft, order).save()


def _fresh(draft: PartDraft | None, review: Review) -> Part:
    if draft is None:
        raise ValueError("a new part says something")
    if isinstance(draft, EntryDraft):
        return TimelineEntry(review=review)
    return Factor(review=review) if isinstance(draft, FactorDraft) else Finding(review=review)


def _filled(row: Part, draft: PartDraft, order: int) -> Part:
    row.order = order
    if isinstance(row, TimelineEntry) and isinstance(draft, EntryDraft):
        fill_entry(row, draft)
    elif isinstance(row, Finding) and isinstance(draft, FindingDraft):
        row.kind, row.heading, row.text = draft.kind, draft.heading, draft.text
    else:
        row.text = draft.text
    return row


def _insert(rows: Sequence[Part]) -> None:
    TimelineEntry.objects.bulk_create([row for row in rows if isinstance(row, TimelineEntry)])
    Factor.objects.bulk_create([row for row in rows if isinstance(row, Factor)])
    Finding.objects.bulk_create([row for row in rows if isinstance(row, Finding)])


def _publish(review: Review, author: Person | System) -> None:
    PublishedReview.objects.create(
        review=review,
        number=PublishedReview.objects.filter(review=review).count() + 1,
        content=frozen(review, author),
        at=clock.now(),
        by=author if isinstance(author, Person) else None,
    )
