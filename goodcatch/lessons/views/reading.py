"""Read the library: the list with its filter, one lesson; and the public copies, for anybody."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goodcatch.kernel.refs import PUBLIC
from goodcatch.lessons import forms, queries, rules
from goodcatch.lessons.models import Lesson
from goodcatch.people.terms import AudienceKind
from goodcatch.people.views.seen import viewer_of

PAGE = 25


@require_safe
@login_required
def library_page(request: HttpRequest) -> HttpResponse:
    """Show the lessons that the viewer may read, by words, tag and maturity; the address holds the filter."""
    viewer = viewer_of(request)
    form = forms.FindForm(request.GET, tags=queries.tags_in_use(viewer=viewer))
    form.is_valid()
    asked = {name: form.cleaned_data.get(name, "") for name in ("words", "tag", "maturity")}
    rows = queries.found(viewer=viewer, **asked)
    last = queries.lesson_for(viewer=viewer, public_id=request.GET.get("older", ""))
    shown = list((_older_than(rows, last) if last else rows)[: PAGE + 1])
    older = shown[PAGE - 1].public_id if len(shown) > PAGE else ""
    return render(request, "lessons/library.html", {"lessons": shown[:PAGE], "older": older, "form": form})


def _older_than(rows: QuerySet[Lesson], last: Lesson) -> QuerySet[Lesson]:
    """The rest of a list after `last`, by key."""
    as_old = Q(written_at=last.written_at, public_id__lt=last.public_id)
    return rows.filter(Q(written_at__lt=last.written_at) | as_old)


def address_of(lesson: Lesson) -> str:
    """Give the address of a lesson's page."""
    return reverse("lessons:lesson", args=[lesson.public_id])


def found(request: HttpRequest, public_id: str) -> Lesson:
    """Give the lesson at this address. Raises Http404."""
    lesson = queries.lesson_for(viewer=viewer_of(request), public_id=public_id)
    if lesson is None:
        raise Http404
    return lesson


@require_safe
@login_required
def lesson_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one lesson, and what it stands on as far as the viewer may know."""
    viewer, lesson = viewer_of(request), found(request, public_id)
    keeps = rules.may_keep(viewer, lesson) and not lesson.retired_at
    leaves = keeps and lesson.audience.kind == AudienceKind.INSIDE
    named = lesson.audience.kind == AudienceKind.NAMED
    copy = queries.copy_of(viewer=viewer, lesson=lesson) if named else None
    shares = named and bool(lesson.published_at) and not lesson.retired_at and rules.may_share(viewer, lesson)
    context = {
        "lesson": lesson,
        "copy": copy,
        "reads_copy": copy is not None and rules.may_see(viewer, copy),
        "may_leave": leaves and not queries.is_copy(viewer=viewer, lesson=lesson),
        "shares": shares,
        "wrote_in": shares and rules.wrote_in(viewer, lesson),
        "tags": queries.tags_of(viewer=viewer, lesson=lesson),
        "ground": queries.ground_of(viewer=viewer, lesson=lesson),
        "writes": rules.may_write(viewer, lesson) and not lesson.retired_at,
        "keeps": keeps,
    }
    return render(request, "lessons/lesson.html", context)


@require_safe
def public_page(request: HttpRequest) -> HttpResponse:
    """Show the lessons that the house makes public, to anybody, by key."""
    rows = queries.publications(viewer=PUBLIC)
    last = queries.publication_for(viewer=PUBLIC, public_id=request.GET.get("older", ""))
    if last is not None:
        rows = rows.filter(Q(on__lt=last.on) | Q(on=last.on, pk__lt=last.pk))
    shown = list(rows[: PAGE + 1])
    older = shown[PAGE - 1].public_id if len(shown) > PAGE else ""
    return render(request, "lessons/public_list.html", {"publications": shown[:PAGE], "older": older})


@require_safe
def publication_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one public copy, to anybody."""
    publication = queries.publication_for(viewer=PUBLIC, public_id=public_id)
    if publication is None:
        raise Http404
    return render(request, "lessons/public.html", {"lesson": publication})
