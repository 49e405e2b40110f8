"""Keep the library true: verified, published to everybody as a copy, retired with a reason."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.cases.models import Case
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.lessons import rules, terms
from goodcatch.lessons.models import Behind, Lesson, Origin, Publication
from goodcatch.people.models import Person
from goodcatch.people.terms import AudienceKind
from goodcatch.record import services as record
from goodcatch.reviews.services import narrowest


@transaction.atomic
def call_verified(*, lesson: Lesson, by: Person) -> Lesson:
    """Call a lesson verified: an action that stands behind it was verified by somebody other than its owner."""
    if not rules.may_keep(by, lesson):
        raise RuleBroken(_("A curator of the unit calls a lesson verified."))
    if not lesson.published_at or lesson.retired_at:
        raise RuleBroken(_("Only a lesson that is published, and not retired, can be called verified."))
    if not Behind.objects.filter(lesson=lesson, action__verified_at__isnull=False).exists():
        raise RuleBroken(
            _("No verified action stands behind this lesson yet. Name the action, and have somebody look.")
        )
    lesson.maturity = terms.Maturity.VERIFIED
    lesson.save(update_fields=["maturity"])
    record.write(by=by, verb="lessons.call_verified", thing=lesson.ref)
    return lesson


@transaction.atomic
def publish_to_everybody(*, lesson: Lesson, by: Person) -> Publication:
    """Make a public copy of a lesson, with an id of its own; the earlier copy is withdrawn.

    Only from matters that everyone inside may read: nothing of a narrower matter ever leaves (P-5, P-10).
    """
    if not rules.may_keep(by, lesson):
        raise RuleBroken(_("A curator of the unit publishes a lesson to everybody."))
    if not lesson.published_at or lesson.retired_at:
        raise RuleBroken(_("Publish the lesson inside first, and let it be read."))
    if lesson.audience.kind != AudienceKind.INSIDE:
        raise RuleBroken(_("This lesson comes from a matter that not everyone inside may read; it stays there."))
    Publication.objects.filter(lesson=lesson, withdrawn_at__isnull=True).update(withdrawn_at=clock.now())
    publication = Publication.objects.create(
        lesson=lesson,
        number=Publication.objects.filter(lesson=lesson).count() + 1,
        title=lesson.title,
        text=lesson.text,
        before=lesson.before,
        after=lesson.after,
        applies_where=lesson.applies_where,
        on=clock.today(),
        by=by,
    )
    record.write(by=by, verb="lessons.publish_to_everybody", thing=publication.ref)
    return publication


@transaction.atomic
def withdraw_publication(*, publication: Publication, by: Person) -> Publication:
    """Withdraw a public copy; its address then leads to nothing."""
    if not rules.may_keep(by, publication.lesson):
        raise RuleBroken(_("A curator of the unit withdraws what was made public."))
    if publication.withdrawn_at:
        raise RuleBroken(_("This copy is withdrawn already."))
    publication.withdrawn_at = clock.now()
    publication.save(update_fields=["withdrawn_at"])
    record.write(by=by, verb="lessons.withdraw_publication", thing=publication.ref)
    return publication


@transaction.atomic
def retire_lesson(*, lesson: Lesson, reason: str, by: Person) -> Lesson:
    """Retire a lesson that no longer holds, with the reason; it stays readable, and its public copy is withdrawn."""
    if not rules.may_keep(by, lesson):
        raise RuleBroken(_("A curator of the unit retires a lesson."))
    if not reason.strip():
        raise RuleBroken(_("Say why it no longer holds."), field="reason")
    lesson.retired_at, lesson.retired_reason = clock.now(), reason.strip()
    lesson.maturity = terms.Maturity.RETIRED
    lesson.save(update_fields=["retired_at", "retired_reason", "maturity"])
    Publication.objects.filter(lesson=lesson, withdrawn_at__isnull=True).update(withdrawn_at=clock.now())
    record.write(by=by, verb="lessons.retire_lesson", thing=lesson.ref)
    return lesson


@transaction.atomic
def follow_case(*, case: Case, by: Person | System) -> None:
    """Let the lessons of a case follow a change of who may read it; a public copy of a matter made narrower goes."""
    for lesson in Lesson.objects.filter(pk__in=Origin.objects.filter(case=case).values("lesson_id")):
        origins = Origin.objects.filter(lesson=lesson).select_related("case__audience", "review__audience")
        audience = narrowest([o.review.audience if o.review else o.case.audience for o in origins if o.case])
        if audience.pk == lesson.audience_id:
            continue
        lesson.audience = audience
        lesson.save(update_fields=["audience"])
        if audience.kind != AudienceKind.INSIDE:
            Publication.objects.filter(lesson=lesson, withdrawn_at__isnull=True).update(withdrawn_at=clock.now())
        record.write(by=by, verb="lessons.follow_case", thing=lesson.ref, within=case.ref)
