"""What the library lends to pages of lower rooms, and how a lesson is named to whoever may see it."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from goodcatch.cases.models import Case
from goodcatch.kernel.refs import PUBLIC, Sight
from goodcatch.lessons import queries, rules
from goodcatch.people.models import Person


def learned(viewer: Person, case: Case, request: HttpRequest) -> str:
    """Show on the case's page what was learned from it, and the way to write a lesson."""
    rows = queries.lessons_of_case(viewer=viewer, case=case)
    context = {"rows": rows, "case": case, "may_write": rules.may_write_from(viewer, case)}
    return render_to_string("lessons/on_case.html", context, request)


def waiting(viewer: Person, _thing: object, request: HttpRequest) -> str:
    """Show on the page 'today' the lessons that the viewer wrote and has not published."""
    rows = list(queries.waiting_for(viewer=viewer)[:5])
    return render_to_string("lessons/waiting.html", {"rows": rows}, request) if rows else ""


def front(_viewer: object, _thing: object, request: HttpRequest) -> str:
    """Show on the public front page the newest lessons that the house makes public."""
    rows = list(queries.publications(viewer=PUBLIC)[:3])
    return render_to_string("lessons/on_front.html", {"rows": rows}, request) if rows else ""


def sight(viewer: Person, public_id: str) -> Sight | None:
    """Give title and address of a lesson, for whoever may see it."""
    lesson = queries.lesson_for(viewer=viewer, public_id=public_id)
    return Sight(lesson.title, reverse("lessons:lesson", args=[lesson.public_id])) if lesson else None
