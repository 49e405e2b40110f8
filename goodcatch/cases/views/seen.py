"""What every page of a case begins with: the case for whoever may see it, or the page of what is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from goodcatch.cases import queries, rules
from goodcatch.cases.models import Case, Theme
from goodcatch.kernel import ids
from goodcatch.people.models import Person
from goodcatch.people.views.seen import viewer_of
from goodcatch.ui.forms import DeedForm, Outcome
from goodcatch.ui.pages import verb_page

form_page = require_http_methods(["GET", "HEAD", "POST"])
Words = str | Promise


def case_or_404(viewer: Person, text: str) -> Case:
    """Give the case with this id. Raises Http404 where there is none for this viewer."""
    case = queries.case_for(viewer, ids.read_id(text) or "")
    if case is None:
        raise Http404
    return case


def theme_or_404(viewer: Person, text: str) -> Theme:
    """Give the theme with this id. Raises Http404 where there is none for this viewer."""
    theme = queries.theme_for(viewer, ids.read_id(text) or "")
    if theme is None:
        raise Http404
    return theme


def handled_or_404(request: HttpRequest, public_id: str) -> tuple[Person, Case]:
    """Give the viewer and a case that is theirs to look after. Raises Http404 for everybody else."""
    viewer = viewer_of(request)
    case = case_or_404(viewer, public_id)
    if not rules.handles(viewer, case):
        raise Http404
    return viewer, case


def deed_page(  # noqa: PLR0913  # each is a word on the page
    request: HttpRequest,
    case: Case,
    form: DeedForm,
    do: Callable[[DeedForm], Outcome | None],
    *,
    title: Words,
    label: Words,
    said: Words = "",
    lead: Words = "",
    template: str = "ui/verb.html",
    **context: Any,
) -> HttpResponse:
    """Show the page of a verb on this case, and lead back to its story when it is done."""
    crumbs = [(_("Cases"), "/in/cases/"), (case.title, case.path)]
    return verb_page(
        request,
        form,
        do,
        title=title,
        label=label,
        back=case.path,
        said=said,
        lead=lead,
        crumbs=crumbs,
        case=case,
        template=template,
        **context,
    )
