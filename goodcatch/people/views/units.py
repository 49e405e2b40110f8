"""The tree of units, and what an administrator does there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodcatch.people import directory, forms, queries, services
from goodcatch.people.models import Unit
from goodcatch.people.rules import may_run_house
from goodcatch.people.views.seen import keeper, member, unit_or_404
from goodcatch.ui.forms import Outcome
from goodcatch.ui.pages import verb_page

form_page = require_http_methods(["GET", "HEAD", "POST"])


def page_of(unit: Unit) -> str:
    """Give the address of a unit's page."""
    return reverse("people:unit", args=[unit.public_id])


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Show the whole tree."""
    viewer = member(request)
    runs = may_run_house(viewer)
    return render(request, "people/units.html", {"branches": directory.tree(viewer, closed=runs), "runs": runs})


@require_safe
def unit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one unit: who holds which role, what lies below; to administrators who belongs to it."""
    viewer = member(request)
    which = unit_or_404(viewer, public_id)
    branches = directory.tree(viewer, closed=True)
    context = {
        "unit": which,
        "trail": next(branch.trail for branch in branches if branch.unit == which),
        "below": [branch.unit for branch in branches if branch.unit.parent_id == which.pk],
        "offices": directory.offices_of(viewer, which),
        "members": directory.members_of(viewer, which),
        "runs": may_run_house(viewer),
        "days": queries.unit_days_said(viewer, which),
    }
    return render(request, "people/unit.html", context)


@form_page
def add(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add a unit below this one."""
    viewer = keeper(request)
    parent = unit_or_404(viewer, public_id)
    return verb_page(
        request,
        forms.UnitForm(request.POST or None),
        lambda form: form.perform(services.add_unit, by=viewer, parent=parent, **form.words()),
        then=_to_unit,
        title=_("A unit below %(unit)s") % {"unit": parent},
        label=_("Add it"),
        back=page_of(parent),
    )


@form_page
def describe(request: HttpRequest, public_id: str) -> HttpResponse:
    """Rename a unit, or give it another zone or country."""
    viewer = keeper(request)
    which = unit_or_404(viewer, public_id)
    begin = {field: getattr(which, field) for field in ("version", "name", "zone", "jurisdiction")}
    return verb_page(
        request,
        forms.DescribeUnitForm(request.POST or None, initial=begin),
        lambda form: form.perform(services.describe_unit, by=viewer, unit=which, **form.words()),
        title=_("Name and details of %(unit)s") % {"unit": which},
        label=_("Save"),
        back=page_of(which),
    )


@form_page
def days(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say on which days nobody works in a unit."""
    viewer = keeper(request)
    which = unit_or_404(viewer, public_id)
    return verb_page(
        request,
        forms.UnitDaysForm(request.POST or None, initial=queries.unit_days_said(viewer, which)),
        lambda form: form.perform(services.set_unit_days, by=viewer, unit=which, **form.words()),
        title=_("Days off in %(unit)s") % {"unit": which},
        lead=_(
            "What the house asks of itself is due on a working day: how to learn from a matter, for one. The times of "
            "laws and of channels are calendar days, whatever stands here."
        ),
        label=_("Save"),
        back=page_of(which),
    )


@form_page
def move(request: HttpRequest, public_id: str) -> HttpResponse:
    """Move a unit, with all below it, under another."""
    viewer = keeper(request)
    which = unit_or_404(viewer, public_id)
    return verb_page(
        request,
        forms.MoveForm(request.POST or None, viewer=viewer),
        lambda form: form.perform(services.move_unit, by=viewer, unit=which, **form.words()),
        title=_("Move %(unit)s") % {"unit": which},
        lead=_(
            "All units below it move too. Who leads above reads what is open to it; the leaders concerned are told."
        ),
        label=_("Move it"),
        back=page_of(which),
    )


@form_page
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close a unit in which nobody is left."""
    viewer = keeper(request)
    which = unit_or_404(viewer, public_id)
    return verb_page(
        request,
        forms.SureForm(request.POST or None),
        lambda form: form.perform(services.close_unit, by=viewer, unit=which),
        title=_("Close %(unit)s") % {"unit": which},
        lead=_("Nothing is deleted: what was written there stays, and nobody can be placed there any more."),
        label=_("Close it"),
        back=page_of(which),
    )


def _to_unit(outcome: Outcome) -> str:
    return reverse("people:unit", args=[outcome.ref.id])
