"""Holds on reports of open channels: each deed on a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from goodcatch.reports import forms, services
from goodcatch.reports.views.answers import the_person, what_was_sent
from goodcatch.reports.views.handling import to_handle
from goodcatch.ui.pages import Words, verb_page


@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep a report from being deleted until the hold is lifted."""
    return _deed(
        request,
        public_id,
        services.place_hold,
        title=_("Place a hold"),
        lead=_("As when a court or an authority asks for it. Everything in it stays, until the hold is lifted."),
        said=_("It is kept until the hold is lifted."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let the report's time of keeping count again."""
    return _deed(
        request,
        public_id,
        services.lift_hold,
        title=_("Lift the hold"),
        lead=_("Its time of keeping counts again; where that has ended, it is deleted tonight."),
        said=_("The hold is lifted."),
    )


def _deed(
    request: HttpRequest, public_id: str, verb: Callable[..., Any], *, title: Words, lead: Words, said: Words
) -> HttpResponse:
    person = the_person(request)
    report = to_handle(person, public_id)
    return verb_page(
        request,
        forms.HoldForm(what_was_sent(request)),
        lambda form: form.perform(verb, by=person, report=report, **form.words()),
        title=title,
        lead=lead,
        label=title,
        back=reverse("reports:report", args=[public_id]),
        said=said,
    )
