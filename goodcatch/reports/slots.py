"""What speaking up lends to pages: words in everybody's own menu."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from goodcatch.people.queries import Viewer
from goodcatch.reports.rules import may_see_channels


def menu(viewer: Viewer, _thing: object, request: HttpRequest) -> str:
    """Lead everybody to their own reports, and those who keep or handle channels to these."""
    context = {"may_see_channels": may_see_channels(viewer)}
    return render_to_string("reports/_menu.html", context, request=request)
