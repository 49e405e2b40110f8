"""What people lend to pages: the name of the house, and the words in everybody's own menu."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from goodcatch.kernel.ready import Ready
from goodcatch.people.models import Unit
from goodcatch.people.queries import Viewer, absences_of
from goodcatch.people.rules import may_see_directory


def house_name() -> str:
    """Give the name of the organisation, that of its first unit; it stands on every page, public ones too."""
    return _NAME.first() or "Goodcatch"


_NAME = Ready(lambda: Unit.objects.filter(parent=None).order_by("pk").values_list("name", flat=True))


def menu(viewer: Viewer, _thing: object, request: HttpRequest) -> str:
    """Lead members to people and units."""
    return render_to_string("people/menu.html", request=request) if may_see_directory(viewer) else ""


def waiting(viewer: Viewer, _thing: object, request: HttpRequest) -> str:
    """Show on the page 'today' that the viewer is away, and for whom they stand in."""
    rows = absences_of(viewer)
    context = {"rows": rows, "viewer": viewer}
    return render_to_string("people/absences.html", context, request) if rows else ""
