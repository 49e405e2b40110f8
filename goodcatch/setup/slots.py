"""What set-up lends to pages of lower rooms."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from goodcatch.kernel.refs import Sight
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.people.rules import may_run_house
from goodcatch.setup.models import Examination


def waiting(viewer: Person, _thing: object, request: HttpRequest) -> str:
    """Show on the page 'today' the way to the first steps, while whoever runs the house is alone in it."""
    if not may_run_house(viewer) or Person.objects.exclude(pk=viewer.pk).exists():
        return ""
    return render_to_string("setup/waiting.html", {}, request)


def menu(viewer: Viewer, _thing: object, request: HttpRequest) -> str:
    """Lead those who run the house to its last examination."""
    return render_to_string("setup/menu.html", request=request) if may_run_house(viewer) else ""


def examination_sight(viewer: Viewer, public_id: str) -> Sight | None:
    """Give an examination to those who run the house."""
    there = may_run_house(viewer) and Examination.objects.filter(public_id=public_id).exists()
    return Sight(_("Examination of the set-up"), reverse("setup:doctor")) if there else None
