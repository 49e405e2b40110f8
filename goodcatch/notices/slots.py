"""What notices lend to every page: the way to them, and whether any is new."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from goodcatch.notices.queries import anything_new
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer


def bell(viewer: Viewer, _thing: object, request: HttpRequest) -> str:
    """Lead to one's notices."""
    if not isinstance(viewer, Person):
        return ""
    return render_to_string("notices/bell.html", {"new": anything_new(viewer)}, request=request)
