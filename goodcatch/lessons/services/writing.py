"""Write a lesson from a case and publish it as observed: after a peer agreed to its review, or from a light case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.actions import rules as action_rules
from goodcatch.actions.models import Action
from goodcatch.actions.terms import State
from goodcatch.cases import services as cases
from goodcatch.cases.models import Case
from goodcatch.cases.terms import Response
from goodcatch.kernel import clock
from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.lessons import rules, terms
from goodcatch.lessons.models import Behind, Lesson, LessonText, Origin, Tag, Tagged
from goodcatch.lessons.services.holding import for_writing
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.reports.terms import Told
from goodcatch.reviews import rules as review_rules
from goodcatch.reviews.models import Review, ReviewCase
from goodcatch.reviews.services import narrowest

WRITTEN = ("title", "text", "before", "after", "applies_where")
MOST_TAGS = 8


@dataclass(frozen=True, slots=True)
class Draft:
    """What a lesson says, without names: what we learned, how it was and is, where it applies."""

    title: str
    text: str
    before: str = ""
    after: str = ""
    applies_where: str = ""
    tags: tuple[str, ...] = ()


@transaction.atomic
def write_lesson(*, case: Case, draft: Draft, by: Person | System, review: Review | None = None) -> Lesson:
    """Write a lesson from a case; it is a draft until it is published."""
    if not rules.may_write_from(by, case):
        raise RuleBroken(_("A lesson is written by those who look after the case, or keep the library of its unit."))
    _demand_said(draft)
    if review and not _looks_at(review, case, by):
        raise RuleBroken(_("The review is not one of this case that you can read. Choose another, or none."))
    lesson = Lesson.objects.create(
        **{name: getattr(draft, name).strip() for name in WRITTEN},
        unit=case.unit,
        audience=narrowest([case.audience, *([review.audience] if review else [])]),
        written_at=clock.now(),
        written_by=by if isinstance(by, Person) else None,
    )
    Origin.objects.create(lesson=lesson, case=case, review=review)
    _tag(lesson, draft.tags)
    record.write(by=by, verb="lessons.write_lesson", thing=lesson.ref, within=case.ref)
    return lesson


@transaction.atomic
def change_lesson(*, lesson: Lesson, version: int, draft: Draft, by: Person) -> Lesson:
    """Change what a lesson says; the earlier text is kept. Raises ChangedMeanwhile where somebody saved first."""
    row = for_writing(lesson, by)
    before = {name: str(getattr(row, name)) for name in WRITTEN}
    if row.version != version:
        sentence = _(
            "Somebody saved this while you were writing. Both texts are below: put together what should stand."
        )
        tags = Tagged.objects.filter(lesson=row).order_by("tag__word").values_list("tag__word", flat=True)
        raise ChangedMeanwhile(sentence, theirs=before | {"tags": ", ".join(tags)}, version=row.version)
    _demand_said(draft)
    LessonText.objects.create(lesson=row, version=row.version, texts=before, at=clock.now(), by=by)
    for name in WRITTEN:
        setattr(row, name, getattr(draft, name).strip())
    row.version += 1
    row.save(update_fields=[*WRITTEN, "version"])
    _tag(row, draft.tags)
    record.write(by=by, verb="lessons.change_lesson", thing=row.ref, facts={"version": row.version})
    return row


@transaction.atomic
def publish_lesson(*, lesson: Lesson, by: Person | System) -> Lesson:
    """Publish a lesson to its audience, as observed. Its cases are shared by it, and the reporter hears.

    What its case wants a review for is published once a peer agreed to one; a light case needs none (P-1).
    """
    row = for_writing(lesson, by)
    if row.published_at:
        raise RuleBroken(_("This lesson is published already."))
    origins = list(Origin.objects.filter(lesson=row).select_related("case", "review").order_by("pk"))
    if not all(_is_agreed(origin) for origin in origins):
        raise RuleBroken(_("Its review is not agreed by a peer yet. Publish the review first, then what it taught."))
    row.published_at = clock.now()
    row.save(update_fields=["published_at"])
    record.write(by=by, verb="lessons.publish_lesson", thing=row.ref)
    for case in {origin.case.pk: origin.case for origin in origins if origin.case}.values():
        cases.note_shared(by=by, case=case)
        cases.tell_reporters(by=by, case=case, told=Told.LESSON_SHARED, words=row.title)
    return row


@transaction.atomic
def stand_behind(*, lesson: Lesson, action: Action, by: Person | System) -> Lesson:
    """Name an action that stands behind the lesson: it is acted on from then."""
    row = for_writing(lesson, by)
    if not isinstance(by, System) and not action_rules.may_look(by, action):
        raise RuleBroken(_("Name an action that you can read."), field="action")
    if action.state in {State.PROPOSED, State.DECLINED}:
        raise RuleBroken(_("Nobody has agreed to this action yet. Name it once its owner has."), field="action")
    if Behind.objects.filter(lesson=row, action=action).exists():
        raise RuleBroken(_("This action is named already."), field="action")
    Behind.objects.create(lesson=row, action=action)
    if row.maturity == terms.Maturity.OBSERVED:
        row.maturity = terms.Maturity.ACTED_ON
        row.save(update_fields=["maturity"])
    record.write(by=by, verb="lessons.stand_behind", thing=row.ref, within=action.ref)
    return row


def _looks_at(review: Review, case: Case, by: Person | System) -> bool:
    return ReviewCase.objects.filter(review=review, case=case).exists() and review_rules.may_see(by, review)


def _is_agreed(origin: Origin) -> bool:
    """Whether a peer agreed to what the lesson stands on, or nothing of the kind is wanted."""
    if origin.review:
        return origin.review.published_at is not None
    if origin.case is None or origin.case.response not in {Response.BRIEF, Response.FULL_REVIEW}:
        return True
    return ReviewCase.objects.filter(case=origin.case, review__published_at__isnull=False).exists()


def _demand_said(draft: Draft) -> None:
    if not draft.title.strip():
        raise RuleBroken(_("Give the lesson a title that says it in one sentence."), field="title")
    if not draft.text.strip():
        raise RuleBroken(_("Write what others can use; two sentences are enough."), field="text")
    if len(draft.tags) > MOST_TAGS:
        raise RuleBroken(_("Eight tags at most: choose those by which others would look for it."), field="tags")


def _tag(lesson: Lesson, words: Iterable[str]) -> None:
    wanted = {" ".join(word.lower().split())[:40] for word in words if word.strip()}
    Tagged.objects.filter(lesson=lesson).exclude(tag__word__in=wanted).delete()
    for word in sorted(wanted):
        tag, _made = Tag.objects.get_or_create(word=word)
        Tagged.objects.get_or_create(lesson=lesson, tag=tag)
