"""The tree of places and things, and what an administrator does there."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodcatch.kernel import ids
from goodcatch.people.forms import SureForm
from goodcatch.people.models import Person
from goodcatch.places import forms, queries, services
from goodcatch.places.models import Place
from goodcatch.places.rules import may_keep_places, may_see_places
from goodcatch.ui.forms import DeedForm, Outcome
from goodcatch.ui.pages import verb_page

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Show the whole tree."""
    viewer = _member(request)
    keeps = may_keep_places(viewer)
    return render(request, "places/places.html", {"spots": queries.tree(viewer=viewer, closed=keeps), "keeps": keeps})


@require_safe
def place(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one place: where it lies, whose it is, whom to call, what lies in it."""
    viewer = _member(request)
    which = _place(viewer, public_id)
    spots = queries.tree(viewer=viewer, closed=True)
    context = {
        "place": which,
        "spot": next(spot for spot in spots if spot.place == which),
        "inside_it": [spot.place for spot in spots if spot.place.parent_id == which.pk],
        "keeps": may_keep_places(viewer),
    }
    return render(request, "places/place.html", context)


@form_page
def add(request: HttpRequest, public_id: str = "") -> HttpResponse:
    """Add a place at the top, or inside another."""
    viewer = _keeper(request)
    parent = _place(viewer, public_id) if public_id else None
    begin = {"unit": parent.unit.public_id} if parent else {}
    return verb_page(
        request,
        forms.PlaceForm(request.POST or None, viewer=viewer, initial=begin),
        lambda form: form.perform(services.add_place, by=viewer, parent=parent, description=_description(form)),
        then=_to_place,
        title=_("A place or thing inside %(place)s") % {"place": parent} if parent else _("A place or thing"),
        label=_("Add it"),
        back=_page_of(parent) if parent else reverse("places:places"),
    )


@form_page
def describe(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give a place another name, unit, outside id or number."""
    viewer = _keeper(request)
    which = _place(viewer, public_id)
    begin = {field: getattr(which, field) for field in ("version", "name", "outside_id", "emergency")}

    def do(form: DeedForm) -> Outcome | None:
        version = form.cleaned_data["version"]
        words = _description(form)
        return form.perform(services.describe_place, by=viewer, place=which, description=words, version=version)

    return verb_page(
        request,
        forms.DescribePlaceForm(request.POST or None, viewer=viewer, initial={**begin, "unit": which.unit.public_id}),
        do,
        title=_("Name and details of %(place)s") % {"place": which},
        label=_("Save"),
        back=_page_of(which),
    )


@form_page
def move(request: HttpRequest, public_id: str) -> HttpResponse:
    """Move a place, with all in it."""
    viewer = _keeper(request)
    which = _place(viewer, public_id)
    return verb_page(
        request,
        forms.MovePlaceForm(request.POST or None, viewer=viewer),
        lambda form: form.perform(services.move_place, by=viewer, place=which, **form.words()),
        title=_("Move %(place)s") % {"place": which},
        lead=_("Everything inside it moves too."),
        label=_("Move it"),
        back=_page_of(which),
    )


@form_page
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close a place."""
    viewer = _keeper(request)
    which = _place(viewer, public_id)
    return verb_page(
        request,
        SureForm(request.POST or None),
        lambda form: form.perform(services.close_place, by=viewer, place=which),
        title=_("Close %(place)s") % {"place": which},
        lead=_("Nothing is deleted: what points to it stays, and nothing new can."),
        label=_("Close it"),
        back=_page_of(which),
    )


def _description(form: DeedForm) -> services.Description:
    return cast("forms.PlaceForm", form).description()


def _member(request: HttpRequest) -> Person:
    if not isinstance(request.user, Person) or not may_see_places(request.user):
        raise Http404
    return request.user


def _keeper(request: HttpRequest) -> Person:
    viewer = _member(request)
    if not may_keep_places(viewer):
        raise Http404
    return viewer


def _place(viewer: Person, text: str) -> Place:
    found = queries.place_seen(viewer=viewer, public_id=ids.read_id(text) or "")
    if found is None:
        raise Http404
    return found


def _page_of(place: Place) -> str:
    return reverse("places:place", args=[place.public_id])


def _to_place(outcome: Outcome) -> str:
    return reverse("places:place", args=[outcome.ref.id])
