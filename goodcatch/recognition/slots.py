"""What recognition lends to pages of lower rooms."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from goodcatch.cases.models import Case
from goodcatch.kernel.refs import Sight
from goodcatch.people.models import Person
from goodcatch.recognition import queries, rules


def thanked(viewer: Person, case: Case, request: HttpRequest) -> str:
    """Show on the case's page the thanks that were accepted, and the way to say more."""
    rows = queries.thanks_of_case(viewer=viewer, case=case)
    context = {"rows": rows, "case": case, "may_thank": rules.may_recognise(viewer, case)}
    return render_to_string("recognition/on_case.html", context, request)


def waiting(viewer: Person, _thing: object, request: HttpRequest) -> str:
    """Show on the page 'today' the thanks that wait for the viewer's answer."""
    rows = queries.thanks_for(viewer=viewer)
    return render_to_string("recognition/waiting.html", {"rows": rows}, request) if rows else ""


def sight(viewer: Person, public_id: str) -> Sight | None:
    """Give title and address of thanks, for whoever may see them."""
    found = queries.recognition_for(viewer=viewer, public_id=public_id)
    return Sight(_("thanks"), reverse("recognition:thanks", args=[found.public_id])) if found else None
