"""Making it safe, and answering for it."""

from __future__ import annotations

from dataclasses import fields

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from goodcatch.cases import forms, queries, rules, services
from goodcatch.cases.services import FullStatement
from goodcatch.cases.views.seen import case_or_404, deed_page, form_page, handled_or_404
from goodcatch.people.views.seen import viewer_of

PARTS = [field.name for field in fields(FullStatement)]


@form_page
def make_safe(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that it is contained, and how."""
    viewer, case = handled_or_404(request, public_id)
    return deed_page(
        request,
        case,
        forms.SafeForm(request.POST or None),
        lambda form: form.perform(services.make_safe, by=viewer, case=case, note=form.cleaned_data["note"]),
        title=_("It is safe for now"),
        label=_("Say that it is safe"),
        said=_("Everybody concerned is told."),
    )


@form_page
def own(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer for it, in two sentences."""
    viewer = viewer_of(request)
    case = case_or_404(viewer, public_id)
    if not rules.leads(viewer, case):
        raise Http404
    return deed_page(
        request,
        case,
        forms.OwnForm(request.POST or None, initial={"next_word_on": queries.next_word(viewer, case)}),
        lambda form: form.perform(
            services.own,
            by=viewer,
            case=case,
            short=form.cleaned_data["short"],
            next_word_on=form.cleaned_data["next_word_on"],
        ),
        title=_("Answer for it"),
        label=_("Say it"),
        said=_("It is said, and everybody concerned is told."),
        lead=_("Early, and in your own name: what happened, that you answer for it, when they hear from you again."),
    )


@form_page
def own_in_full(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write the full statement, or change it."""
    viewer = viewer_of(request)
    case = case_or_404(viewer, public_id)
    statement = queries.statement_for(viewer, case)
    if statement is None or not rules.may_state(viewer, statement):
        raise Http404
    initial = {name: getattr(statement, name) for name in (*PARTS, "version", "next_word_on")}
    return deed_page(
        request,
        case,
        forms.StatementForm(request.POST or None, initial=initial),
        lambda form: form.perform(
            services.own_in_full,
            by=viewer,
            statement=statement,
            full=FullStatement(**{name: form.cleaned_data[name] for name in PARTS}),
            next_word_on=form.cleaned_data["next_word_on"],
            version=form.cleaned_data["version"],
        ),
        title=_("The full statement"),
        label=_("Save the statement"),
        said=_("The statement stands, and everybody concerned is told."),
    )
