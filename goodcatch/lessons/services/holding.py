"""Take a lesson in hand for one deed: its row locked as it stands now, and the right to do the deed looked at anew."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.lessons import rules
from goodcatch.lessons.models import Lesson
from goodcatch.people.models import Person


def locked(lesson: Lesson) -> Lesson:
    """Give the lesson as it is stored now, held until the deed is done."""
    rows = Lesson.objects.select_for_update(of=("self",)).select_related("unit", "audience")
    return rows.get(pk=lesson.pk)


def for_writing(lesson: Lesson, actor: Person | System) -> Lesson:
    """Give the lesson for a deed of whoever wrote it, or keeps the library of its unit. Raises RuleBroken."""
    row = locked(lesson)
    if not rules.may_write(actor, row):
        raise RuleBroken(_("This is done by whoever wrote the lesson, or by a curator of its unit."))
    _demand_alive(row)
    return row


def for_keeping(lesson: Lesson, actor: Person | System) -> Lesson:
    """Give the lesson for a deed of whoever keeps the library of its unit. Raises RuleBroken."""
    row = locked(lesson)
    if not rules.may_keep(actor, row):
        raise RuleBroken(_("This is done by a curator of the unit."))
    _demand_alive(row)
    return row


def _demand_alive(lesson: Lesson) -> None:
    if lesson.retired_at:
        raise RuleBroken(_("This lesson is retired. If it holds again, write it anew."))
