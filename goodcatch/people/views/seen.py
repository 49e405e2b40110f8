"""What every page of people begins with: who looks, and the thing they may see, or the page of what is not there."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.http import Http404, HttpRequest
from django.utils import timezone

from goodcatch.kernel import ids
from goodcatch.people.directory import person_seen, unit_seen
from goodcatch.people.models import Person, Unit
from goodcatch.people.rules import may_run_house, may_see_directory


def viewer_of(request: HttpRequest) -> Person:
    """Give the person who is signed in; the door has seen to it that there is one."""
    if not isinstance(request.user, Person):
        raise Http404
    return request.user


def member(request: HttpRequest) -> Person:
    """Give the member who looks. Raises Http404 for a guest."""
    viewer = viewer_of(request)
    if not may_see_directory(viewer):
        raise Http404
    return viewer


def keeper(request: HttpRequest) -> Person:
    """Give the administrator who looks. Raises Http404 for everybody else."""
    viewer = viewer_of(request)
    if not may_run_house(viewer):
        raise Http404
    return viewer


def person_or_404(viewer: Person, text: str) -> Person:
    """Give the person with this id. Raises Http404 where there is none for this viewer."""
    person = person_seen(viewer, ids.read_id(text) or "")
    if person is None:
        raise Http404
    return person


def unit_or_404(viewer: Person, text: str) -> Unit:
    """Give the unit with this id. Raises Http404 where there is none for this viewer."""
    unit = unit_seen(viewer, ids.read_id(text) or "")
    if unit is None:
        raise Http404
    return unit


def begin_of(day: date | None) -> datetime | None:
    """Give the first instant of the day in the reader's zone."""
    return datetime.combine(day, time.min, timezone.get_current_timezone()) if day else None


def end_of(day: date | None) -> datetime | None:
    """Give the instant at which the day is over in the reader's zone."""
    return begin_of(day + timedelta(days=1)) if day else None
