"""What set-up lends to pages of lower rooms."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from goodcatch.people.models import Person
from goodcatch.people.rules import may_run_house


def waiting(viewer: Person, _thing: object, request: HttpRequest) -> str:
    """Show on the page 'today' the way to the first steps, while whoever runs the house is alone in it."""
    if not may_run_house(viewer) or Person.objects.exclude(pk=viewer.pk).exists():
        return ""
    return render_to_string("setup/waiting.html", {}, request)
