"""Placing and lifting a hold on a matter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from goodcatch.cases import forms, services
from goodcatch.cases.views.seen import deed_page, form_page, handled_or_404


@form_page
def hold(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep the matter, and the reports in it, from being deleted."""
    viewer, case = handled_or_404(request, public_id)
    return deed_page(
        request,
        case,
        forms.HoldForm(request.POST or None),
        lambda form: form.perform(services.place_hold, by=viewer, case=case, **form.words()),
        title=_("Place a hold"),
        label=_("Place a hold"),
        lead=_("As when a court or an authority asks for it. Nothing of it is deleted, nor of the reports in it."),
        said=_("It is kept until the hold is lifted."),
    )


@form_page
def lift(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let times of keeping count again."""
    viewer, case = handled_or_404(request, public_id)
    return deed_page(
        request,
        case,
        forms.HoldForm(request.POST or None),
        lambda form: form.perform(services.lift_hold, by=viewer, case=case, **form.words()),
        title=_("Lift the hold"),
        label=_("Lift the hold"),
        lead=_("Times of keeping count again; a report in it whose time has ended is deleted tonight."),
        said=_("The hold is lifted."),
    )
