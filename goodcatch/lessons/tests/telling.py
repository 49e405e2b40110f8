"""What tests of lessons begin with: a draft from a case, and one that is published."""

from __future__ import annotations

from goodcatch.cases.models import Case
from goodcatch.cases.tests.telling import a_case
from goodcatch.lessons import services as lessons
from goodcatch.lessons.models import Lesson
from goodcatch.people.models import Person
from goodcatch.people.services import named_people
from tests.cast import Cast

DRAFT = lessons.Draft(title="A workaround is a report", text="Ask crews for theirs.", tags=("labels", "Night  work"))


def a_lesson(cast: Cast, case: Case | None = None, *, by: Person | None = None) -> Lesson:
    """Let the handler write a lesson from a case."""
    return lessons.write_lesson(by=by or cast.handler, case=case or a_case(cast), draft=DRAFT)


def a_published_lesson(cast: Cast, case: Case | None = None) -> Lesson:
    """Publish it, as observed."""
    return lessons.publish_lesson(by=cast.handler, lesson=a_lesson(cast, case))


def fresh(lesson: Lesson) -> Lesson:
    """Give the lesson as it is stored now."""
    return Lesson.objects.get(pk=lesson.pk)


def a_named_case(cast: Cast, *more: Person) -> Case:
    """Open a matter for Lena, who handles it, and whom she names."""
    return a_case(cast, audience=named_people(cast.handler, *more))


def a_named_lesson(cast: Cast, case: Case | None = None) -> Lesson:
    """Publish a lesson to those who read the matter; Lena wrote it, and Maya keeps the library."""
    return a_published_lesson(cast, case or a_named_case(cast, cast.curator))


def shared(cast: Cast, lesson: Lesson) -> Lesson:
    """Let Maya share a copy with everyone inside."""
    return lessons.share_copy(by=cast.curator, lesson=lesson, unit=cast.units.northfield, read_version=lesson.version)
