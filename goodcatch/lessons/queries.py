"""Read the library, for a viewer; and its public copies, for anybody."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Q, QuerySet

from goodcatch.actions import queries as actions
from goodcatch.actions.models import Action
from goodcatch.cases import rules as case_rules
from goodcatch.cases.models import Case
from goodcatch.lessons import rules, terms
from goodcatch.lessons.models import Behind, Copy, Lesson, Origin, Publication, Tag, Tagged
from goodcatch.people.models import Person, Unit
from goodcatch.people.queries import Viewer


def lessons(*, viewer: Viewer) -> QuerySet[Lesson]:
    """Give the lessons that the viewer may read, newest first."""
    found = Lesson.objects.filter(rules.visible_to(viewer)).select_related("unit")
    return found.order_by("-written_at", "-public_id")  # those that appear together stand in no order of time


def lesson_for(*, viewer: Viewer, public_id: str) -> Lesson | None:
    """Give the lesson with this public id, if the viewer may read it."""
    return lessons(viewer=viewer).select_related("audience", "written_by").filter(public_id=public_id).first()


def found(*, viewer: Viewer, words: str = "", tag: str = "", maturity: str = "") -> QuerySet[Lesson]:
    """Give the lessons in which every one of these words stands, with this tag and maturity."""
    rows = lessons(viewer=viewer)
    for word in words.split()[:8]:
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(text__icontains=word)
            | Q(before__icontains=word)
            | Q(after__icontains=word)
            | Q(applies_where__icontains=word)
        )
    if tag:
        rows = rows.filter(pk__in=Tagged.objects.filter(tag__word=tag).values("lesson_id"))
    return (
        rows.filter(maturity=maturity) if maturity in terms.Maturity else rows.exclude(maturity=terms.Maturity.RETIRED)
    )


def tags_of(*, viewer: Viewer, lesson: Lesson) -> list[str]:
    """Give the tags of a lesson that the viewer may read."""
    readable = lessons(viewer=viewer).filter(pk=lesson.pk)
    rows = Tagged.objects.filter(lesson__in=readable).order_by("tag__word")
    return list(rows.values_list("tag__word", flat=True))


def tags_in_use(*, viewer: Viewer) -> list[str]:
    """Give the tags of all lessons that the viewer may read; no tag shows that a hidden lesson exists."""
    readable = lessons(viewer=viewer).values("pk")
    used = Tagged.objects.filter(lesson_id__in=readable).values("tag_id")
    return list(Tag.objects.filter(pk__in=used).order_by("word").values_list("word", flat=True)[:100])


def lessons_of_case(*, viewer: Viewer, case: Case) -> list[Lesson]:
    """Give the lessons that came from a case, to whoever may read the case, oldest first."""
    if not case_rules.may_see(viewer, case):
        return []
    origins = Origin.objects.filter(case=case).values("lesson_id")
    found = lessons(viewer=viewer).filter(pk__in=origins).order_by().select_related(None)
    return sorted(found, key=attrgetter("written_at", "pk"))


def origins_of(*, viewer: Viewer, lesson: Lesson) -> list[Case]:
    """Give the cases that a lesson came from, of those that the viewer may read, oldest first."""
    origins = Origin.objects.filter(lesson=lesson).values("case_id")
    return list(Case.objects.filter(case_rules.visible_to(viewer), pk__in=origins).order_by("opened_at", "pk"))


@dataclass(frozen=True, slots=True)
class Ground:
    """What a lesson stands on, as far as the viewer may know: its cases, the actions behind it, its public copy."""

    cases: list[Case]
    actions: list[Action]
    public: Publication | None


def ground_of(*, viewer: Viewer, lesson: Lesson) -> Ground:
    """Give what a lesson stands on, each part only to whoever may read it."""
    behind = Behind.objects.filter(lesson=lesson).values("action_id")
    return Ground(
        cases=origins_of(viewer=viewer, lesson=lesson),
        actions=list(actions.actions(viewer=viewer).filter(pk__in=behind)),
        public=Publication.objects.filter(lesson=lesson, withdrawn_at__isnull=True).first(),
    )


def copy_of(*, viewer: Viewer, lesson: Lesson) -> Lesson | None:
    """Give the copy of a lesson that others read, or will with the next quarter, to whoever may read the lesson."""
    if not rules.may_see(viewer, lesson):
        return None
    link = Copy.objects.filter(lesson=lesson, taken_off_at=None).select_related("copy__unit", "copy__audience").first()
    return link.copy if link else None


def is_copy(*, viewer: Viewer, lesson: Lesson) -> bool:
    """Tell whether the lesson, which the viewer may read, is a copy of one that named people read."""
    return rules.may_see(viewer, lesson) and Copy.objects.filter(copy=lesson).exists()


def units_to_share_with(*, viewer: Person, lesson: Lesson) -> list[Unit]:
    """Give the unit of the lesson and those above it, narrowest first, of those that are wide enough."""
    above = Unit.objects.filter(pk__in=lesson.unit.ancestor_ids, closed_at=None)
    rows = sorted(above, key=lambda unit: len(unit.path), reverse=True)
    besides = origins_of(viewer=viewer, lesson=lesson)
    return [unit for unit in rows if case_rules.is_wide(viewer, unit, besides=besides)]


def actions_to_name(*, viewer: Viewer, lesson: Lesson) -> QuerySet[Action]:
    """Give the actions of the lesson's cases that somebody agreed to, and that are not named behind it yet."""
    cases = origins_of(viewer=viewer, lesson=lesson)
    ids = [action.pk for case in cases for action in actions.actions_of_case(viewer=viewer, case=case)]
    named = Behind.objects.filter(lesson=lesson).values("action_id")
    agreed = Q(agreed_at__isnull=False) | Q(in_place_at__isnull=False)
    open_to_name = actions.actions(viewer=viewer).filter(agreed, pk__in=ids, declined_at__isnull=True)
    return open_to_name.exclude(pk__in=named)


def publications(*, viewer: Viewer) -> QuerySet[Publication]:  # noqa: ARG001  # the same for every viewer
    """Give the public copies, newest first: the same for everybody."""
    return Publication.objects.filter(withdrawn_at__isnull=True).order_by("-on", "-pk")


def publication_for(*, viewer: Viewer, public_id: str) -> Publication | None:
    """Give the public copy with this id, unless it was withdrawn."""
    return publications(viewer=viewer).filter(public_id=public_id).first()


def waiting_for(*, viewer: Viewer) -> QuerySet[Lesson]:
    """Give the viewer's own drafts, oldest first."""
    if not isinstance(viewer, Person):
        return Lesson.objects.none()
    own = lessons(viewer=viewer).filter(written_by=viewer, published_at__isnull=True, retired_at__isnull=True)
    return own.order_by("written_at", "pk")
