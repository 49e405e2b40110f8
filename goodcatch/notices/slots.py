"""What notices lend to every page: the way to them, with how many are new."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from goodcatch.notices.queries import unseen
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer


def bell(viewer: Viewer, _thing: object, request: HttpRequest) -> str:
    """Lead to one's notices."""
    if not isinstance(viewer, Person):
        return ""
    count, more = unseen(viewer)
    return render_to_string("notices/bell.html", {"count": count, "more": more}, request=request)
