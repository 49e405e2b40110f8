"""What is kept about somebody in lessons: those they wrote, and where a name stands."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from goodcatch.kernel.refs import System
from goodcatch.lessons.models import Lesson
from goodcatch.lessons.rules import visible_to
from goodcatch.people.queries import Viewer, names_nobody
from goodcatch.people.terms import Subject, Trace


def traces(viewer: Viewer, subject: Subject) -> Iterator[Trace]:
    """Give what lessons that may be looked through keep about somebody."""
    found = visible_to(viewer) & (names_nobody() if isinstance(viewer, System) else Q())
    for lesson in Lesson.objects.filter(found).order_by("written_at", "pk"):
        if subject.person is not None and lesson.written_by_id == subject.person:
            yield Trace(_("Lessons written"), lesson.title, day=lesson.written_at.date())
        text = subject.in_any([lesson.title, lesson.text, lesson.before, lesson.after, lesson.applies_where])
        if text:
            yield Trace(_("Lessons in which the name stands"), lesson.title, text, lesson.written_at.date(), own=False)
