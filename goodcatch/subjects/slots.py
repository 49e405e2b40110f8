"""What requests lend to pages: a word in the menu, what waits, the way from one's account, and how one is named."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.subjects import queries, rules


def menu(viewer: Viewer, _thing: object, request: HttpRequest) -> str:
    """Lead those who keep requests to them."""
    return render_to_string("subjects/_menu.html", request=request) if rules.may_keep(viewer) else ""


def waiting(viewer: Person, _thing: object, request: HttpRequest) -> str:
    """Show on the page 'today' the requests that wait for the viewer."""
    rows = queries.waiting(viewer)
    context = {"rows": rows, "keeps": rules.may_keep(viewer)}
    return render_to_string("subjects/_waiting.html", context, request) if rows else ""


def from_account(_viewer: Viewer, _thing: object, request: HttpRequest) -> str:
    """Lead everybody from their account to what is kept about them."""
    return render_to_string("subjects/_account.html", request=request)
