"""What the vault lends to pages: the way to one's keys; and how keys, lists and openings are seen from afar."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from goodcatch.kernel.refs import Sight
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.vault import queries
from goodcatch.vault.models import Key
from goodcatch.vault.rules import may_see_list
from goodcatch.vault.terms import CUSTODIANS, ref_of


def menu(viewer: Viewer, _thing: object, request: HttpRequest) -> str:
    """Lead everybody with an account to their keys."""
    return render_to_string("vault/menu.html", request=request) if isinstance(viewer, Person) else ""


def key_sight(viewer: Viewer, public_id: str) -> Sight | None:
    """Give a key to its owner."""
    own = isinstance(viewer, Person) and Key.objects.filter(public_id=public_id, person=viewer).exists()
    return Sight(_("Your key"), reverse("vault:keys")) if own else None


def readers_sight(viewer: Viewer, scope: str) -> Sight | None:
    """Give a list of readers to whoever may see it."""
    which = ref_of(scope)
    if not may_see_list(viewer, which):
        return None
    title = _("Who reads: %(scope)s") % {"scope": queries.title_of(viewer=viewer, scope=which)}
    address = reverse("vault:custodians") if which == CUSTODIANS else reverse("vault:list", args=[scope])
    return Sight(title, address)


def opening_sight(viewer: Viewer, public_id: str) -> Sight | None:
    """Give an identity that was asked for, to whoever asked and to custodians."""
    found = queries.opening_seen(viewer=viewer, public_id=public_id)
    return Sight(_("Who wrote a report"), reverse("vault:opening", args=[public_id])) if found else None
