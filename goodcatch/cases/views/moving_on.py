"""Saying that people are supported, and moving on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from goodcatch.cases import forms, queries, services
from goodcatch.cases.terms import Condition
from goodcatch.cases.views.seen import deed_page, form_page, handled_or_404


@form_page
def supported(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that the people in it are supported."""
    viewer, case = handled_or_404(request, public_id)
    return deed_page(
        request,
        case,
        forms.SupportedForm(request.POST or None),
        lambda form: form.perform(services.say_supported, by=viewer, case=case, note=form.cleaned_data["note"]),
        title=_("People are supported"),
        label=_("Say so"),
        said=_("Noted."),
    )


@form_page
def move_on(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let the matter move on."""
    viewer, case = handled_or_404(request, public_id)
    around = queries.around(viewer=viewer, case=case)
    unmet = around.unmet(case)
    owed = Condition.REPORTER_ANSWERED in unmet and any(row.report.closed_at is None for row in around.reports)
    form = forms.MoveOnForm(request.POST or None, unmet=unmet, owed=owed)
    return deed_page(
        request,
        case,
        form,
        lambda sent: sent.perform(
            services.move_on,
            by=viewer,
            case=case,
            waived=form.waived,
            **form.answered,
        ),
        title=_("Move on"),
        label=_("Let it move on"),
        said=_("It has moved on. Conduct is no longer open to comment; actions, dialogue and lessons live on."),
        template="cases/move_on.html",
        unmet=unmet,
        around=around,
    )
