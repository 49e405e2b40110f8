"""Keep the library true: verified, published to everybody as a copy, retired with a reason."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from goodcatch.actions.models import Action, Look
from goodcatch.actions.terms import PROVES
from goodcatch.cases.models import Case
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.lessons import terms
from goodcatch.lessons.models import Behind, Copy, Lesson, Origin, Publication
from goodcatch.lessons.services.holding import for_keeping
from goodcatch.lessons.services.sharing import take_off_copies
from goodcatch.people.models import Person
from goodcatch.people.terms import AudienceKind
from goodcatch.record import services as record
from goodcatch.reviews.services import narrowest


@transaction.atomic
def call_verified(*, lesson: Lesson, by: Person) -> Lesson:
    """Call a lesson verified: an action that stands behind it was verified by somebody other than its owner."""
    row = for_keeping(lesson, by)
    if not row.published_at:
        raise RuleBroken(_("Publish the lesson first: only what others can read is called verified."))
    if row.maturity == terms.Maturity.VERIFIED:
        raise RuleBroken(_("This lesson is called verified already."))
    verified = Action.objects.filter(
        pk__in=Behind.objects.filter(lesson=row).values("action_id"),
        verified_at__isnull=False,
        declined_at__isnull=True,
    )
    looks = Look.objects.filter(action__in=verified, independent=True, verdict__in=PROVES, round=F("action__round"))
    if not looks.exists():
        raise RuleBroken(
            _(
                "No action behind this lesson was verified by somebody other than its owner yet. "
                "Name the action, and have somebody look."
            )
        )
    row.maturity = terms.Maturity.VERIFIED
    row.save(update_fields=["maturity"])
    record.write(by=by, verb="lessons.call_verified", thing=row.ref)
    return row


@transaction.atomic
def publish_to_everybody(*, lesson: Lesson, by: Person) -> Publication:
    """Make a public copy of a lesson, with an id of its own; the earlier copy is withdrawn.

    Only from matters that everyone inside may read: nothing of a narrower matter ever leaves (P-5, P-10).
    """
    row = for_keeping(lesson, by)
    if not row.published_at:
        raise RuleBroken(_("Publish the lesson inside first, and let it be read."))
    if row.audience.kind != AudienceKind.INSIDE or Copy.objects.filter(copy=row).exists():
        raise RuleBroken(_("This lesson comes from a matter that not everyone inside may read; it stays there."))
    _withdraw_copies(row)
    publication = Publication.objects.create(
        lesson=row,
        number=Publication.objects.filter(lesson=row).count() + 1,
        title=row.title,
        text=row.text,
        before=row.before,
        after=row.after,
        applies_where=row.applies_where,
        on=clock.today(),
        by=by,
    )
    record.write(by=by, verb="lessons.publish_to_everybody", thing=publication.ref)
    return publication


@transaction.atomic
def withdraw_publication(*, publication: Publication, by: Person) -> Publication:
    """Withdraw a public copy; its address then leads to nothing."""
    for_keeping(publication.lesson, by)
    row = Publication.objects.select_for_update().get(pk=publication.pk)
    if row.withdrawn_at:
        raise RuleBroken(_("This copy is withdrawn already."))
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    record.write(by=by, verb="lessons.withdraw_publication", thing=row.ref)
    return row


@transaction.atomic
def retire_lesson(*, lesson: Lesson, reason: str, by: Person) -> Lesson:
    """Retire a lesson that no longer holds, with the reason; it stays readable, and its copies are taken off."""
    row = for_keeping(lesson, by)
    if not reason.strip():
        raise RuleBroken(_("Say why it no longer holds."), field="reason")
    row.retired_at, row.retired_reason = clock.now(), reason.strip()
    row.maturity = terms.Maturity.RETIRED
    row.save(update_fields=["retired_at", "retired_reason", "maturity"])
    _withdraw_copies(row)
    take_off_copies(row)
    record.write(by=by, verb="lessons.retire_lesson", thing=row.ref)
    return row


@transaction.atomic
def follow_case(*, case: Case, by: Person | System) -> None:
    """Let the lessons of a case follow a change of who may read it; a public copy of a matter made narrower goes."""
    found = Lesson.objects.filter(pk__in=Origin.objects.filter(case=case).values("lesson_id"))
    for lesson in found.select_for_update().order_by("pk"):
        origins = Origin.objects.filter(lesson=lesson).select_related("case__audience", "review__audience")
        sources = [source for origin in origins for source in (origin.case, origin.review) if source]
        audience = narrowest([source.audience for source in sources])
        if audience.kind != AudienceKind.INSIDE:
            _withdraw_copies(lesson)
        if audience.pk == lesson.audience_id:
            continue
        lesson.audience = audience
        lesson.save(update_fields=["audience"])
        record.write(by=by, verb="lessons.follow_case", thing=lesson.ref, within=case.ref)


def _withdraw_copies(lesson: Lesson) -> None:
    Publication.objects.filter(lesson=lesson, withdrawn_at__isnull=True).update(withdrawn_at=clock.now())
