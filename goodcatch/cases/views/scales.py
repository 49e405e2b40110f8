"""The scales of the house: read by everyone, adopted by those who run the house."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodcatch.cases import forms, queries, rules, services
from goodcatch.cases.terms import ScaleKind
from goodcatch.cases.views.seen import form_page
from goodcatch.people.views.seen import viewer_of
from goodcatch.ui.pages import verb_page


@require_safe
def scales(request: HttpRequest) -> HttpResponse:
    """Show the scales in force, with their anchors and what each level asks for."""
    viewer = viewer_of(request)
    found = [(kind, queries.levels_in_force(viewer, kind)) for kind in ScaleKind]
    return render(request, "cases/scales.html", {"scales": found, "may_adopt": rules.may_adopt_scales(viewer)})


@form_page
def adopt(request: HttpRequest, kind: str) -> HttpResponse:
    """Put a new edition of one scale in force."""
    viewer = viewer_of(request)
    if kind not in ScaleKind.values or not rules.may_adopt_scales(viewer):
        raise Http404
    scale = ScaleKind(kind)
    form = forms.ScaleForm(request.POST or None, levels=queries.levels_in_force(viewer, scale))
    return verb_page(
        request,
        form,
        lambda sent: sent.perform(
            services.adopt_scales, by=viewer, kind=scale, levels=form.texts, version=sent.cleaned_data["version"]
        ),
        title=_("The scale of %(kind)s") % {"kind": scale.label},
        label=_("Put it in force"),
        back=reverse("cases:scales"),
        lead=_(
            "Lightest level first. What was weighed before keeps the level it had. An empty word leaves a level out."
        ),
        said=_("It is in force from now on."),
        crumbs=[(_("How matters are weighed"), reverse("cases:scales"))],
    )
