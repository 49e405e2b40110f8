"""Weighing a matter, choosing how to learn from it, joining it to another."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import formats
from django.utils.translation import gettext as _

from goodcatch.cases import forms, queries, services
from goodcatch.cases.models import Case, Theme
from goodcatch.cases.terms import Response, ScaleKind
from goodcatch.cases.views.seen import deed_page, form_page, handled_or_404
from goodcatch.kernel import ids
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Person


@form_page
def weigh(request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
    """Weigh what happened, or what could have."""
    viewer, case = handled_or_404(request, public_id)
    if kind not in ScaleKind.values:
        raise Http404
    scale = ScaleKind(kind)
    levels = queries.levels_in_force(viewer, scale)
    return deed_page(
        request,
        case,
        forms.WeighForm(request.POST or None, levels=levels),
        lambda form: form.perform(
            services.weigh,
            by=viewer,
            case=case,
            level=next(level for level in levels if level.rank == form.cleaned_data["level"]),
            reason=form.cleaned_data["reason"],
        ),
        title=forms.SCALE_WORDS[scale],
        label=_("Weigh it"),
        said=_("It is weighed. What the scales ask for stands beside it."),
        lead="" if levels else _("No scale is in force. An administrator adopts one."),
        template="cases/weigh.html",
        before=queries.weighings(viewer, case, scale),
    )


@form_page
def respond(request: HttpRequest, public_id: str) -> HttpResponse:
    """Choose how to learn from it, by when."""
    viewer, case = handled_or_404(request, public_id)
    asked = case.asked
    lead = ""
    if asked.response:
        response = Response(asked.response)
        term, last = queries.last_day(viewer, case, response)
        words = {"response": response.label, "term": term, "day": formats.date_format(last, "j F Y")}
        lead = _("The scales ask for a %(response)s here, within %(term)s, by %(day)s.") % words
    return deed_page(
        request,
        case,
        forms.RespondForm(request.POST or None),
        lambda form: form.perform(
            services.choose_response,
            by=viewer,
            case=case,
            response=Response(form.cleaned_data["response"]),
            reason=form.cleaned_data["reason"],
            due=form.cleaned_data["due"],
        ),
        title=_("How do we learn from it?"),
        label=_("Settle it"),
        said=_("It is settled. Those it concerns are told."),
        lead=lead,
    )


@form_page
def join(request: HttpRequest, public_id: str) -> HttpResponse:
    """Join the matter to another one, or to a theme."""
    viewer, case = handled_or_404(request, public_id)
    form = forms.JoinForm(request.POST or None, themes=queries.themes_for(viewer)[:100])
    return deed_page(
        request,
        case,
        form,
        lambda form: form.perform(
            _join,
            by=viewer,
            case=case,
            theme=form.cleaned_data["theme"],
            public_id=form.cleaned_data["case"],
            reason=form.cleaned_data["reason"],
        ),
        title=_("Learn from it together with others"),
        label=_("Join them"),
        said=_("They are looked at together from now on."),
    )


def _join(*, by: Person, case: Case, theme: Theme | None, public_id: str, reason: str) -> Case:
    to = theme or queries.case_for(by, ids.read_id(public_id) or "")
    if to is None:
        field = "case" if public_id else "theme"
        raise RuleBroken(_("Choose a theme, or give the id of a matter that you can read."), field=field)
    return services.join_matter(by=by, case=case, to=to, reason=reason)
