"""Pages of thanks."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from goodcatch.cases import queries as case_queries
from goodcatch.people.views.seen import viewer_of
from goodcatch.recognition import forms, queries, rules, services
from goodcatch.recognition.models import Recognition
from goodcatch.ui.forms import DeedForm, Outcome
from goodcatch.ui.pages import verb_page


@login_required
def thank_page(request: HttpRequest, case_id: str) -> HttpResponse:
    """Thank somebody for how they responded in a case."""
    viewer = viewer_of(request)
    case = case_queries.case_for(viewer, case_id)
    if case is None or not rules.may_recognise(viewer, case):
        raise Http404
    form = forms.ThanksForm(
        request.POST or None,
        people=queries.people_to_thank(viewer=viewer, case=case),
        units=queries.may_be_thanked(viewer=viewer, case=case),
        changes=queries.changes_to_thank_for(viewer=viewer, case=case),
        to_reporter=rules.may_thank_reporter(viewer, case),
    )

    def do(sent: DeedForm) -> Outcome | None:
        chosen = {name: value for name, value in sent.words().items() if name != "people"}
        people = list(sent.cleaned_data["people"])
        return sent.perform(services.recognise, by=viewer, case=case, people=people, **chosen)

    return verb_page(
        request,
        form,
        do,
        title=_("Say thank you"),
        label=_("Thank them"),
        back=case.path,
        said=_("They are asked first."),
        crumbs=[(case.title, case.path)],
    )


@require_safe
@login_required
def thanks_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show thanks, and to whom they are offered the way to accept or decline."""
    viewer, recognition = viewer_of(request), _found(request, public_id)
    thanks = queries.thanks_seen(viewer=viewer, recognition=recognition)
    sight = case_queries.case_for(viewer, recognition.case.public_id) if recognition.case else None
    return render(request, "recognition/thanks.html", {"thanks": thanks, "case": sight})


BACK = "/in/"
SAID = {
    "accept_thanks": gettext_lazy("Accepted. It stands on the page of the matter."),
    "decline_thanks": gettext_lazy("It is shown to nobody."),
    "withdraw_thanks": gettext_lazy("It is off the pages."),
}
"""Verb → what is said once it is done."""


def _answer(request: HttpRequest, public_id: str, verb: str, title: str, label: str, lead: str) -> HttpResponse:
    form = DeedForm(request.POST or None)
    if form.is_second_copy():
        return redirect(BACK)
    viewer, recognition = viewer_of(request), _found(request, public_id)
    allowed = rules.may_withdraw if verb == "withdraw_thanks" else rules.may_accept_for
    if not allowed(viewer, recognition):
        raise Http404
    return verb_page(
        request,
        form,
        lambda sent: sent.perform(getattr(services, verb), by=viewer, recognition=recognition),
        title=title,
        label=label,
        back=BACK,
        said=SAID[verb],
        lead=lead,
    )


@login_required
def accept_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Accept thanks."""
    lead = _("Those who may read the matter then see it, with your name, or that of your team.")
    return _answer(request, public_id, "accept_thanks", _("Accept these thanks"), _("Accept"), lead)


@login_required
def decline_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Decline to be shown."""
    lead = _("Nobody is told, and nobody sees that it was offered.")
    return _answer(request, public_id, "decline_thanks", _("Rather not be shown?"), _("Rather not"), lead)


@login_required
def withdraw_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take thanks back from every page."""
    lead = _("It is gone from every page at once. If others are thanked too, only your name goes.")
    return _answer(request, public_id, "withdraw_thanks", _("Take it off the pages?"), _("Take it off"), lead)


def _found(request: HttpRequest, public_id: str) -> Recognition:
    recognition = queries.recognition_for(viewer=viewer_of(request), public_id=public_id)
    if recognition is None:
        raise Http404
    return recognition
