"""What places lend to pages: the way to them, in everybody's own menu."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from goodcatch.people.queries import Viewer
from goodcatch.places.rules import may_see_places


def menu(viewer: Viewer, _thing: object, request: HttpRequest) -> str:
    """Lead members to places and things."""
    return render_to_string("places/menu.html", request=request) if may_see_places(viewer) else ""
