"""A copy of what lies open about whoever asked, with others blacked out."""

from __future__ import annotations

from itertools import takewhile

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodcatch.kernel import ids
from goodcatch.people.terms import Subject, Trace
from goodcatch.people.views.seen import viewer_of
from goodcatch.reports.terms import Passage
from goodcatch.subjects import forms, queries, rules, services, terms
from goodcatch.subjects.views.answers import copy_file
from goodcatch.ui.pages import verb_page


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let who keeps requests tick what is blacked out, and give the copy."""
    viewer = viewer_of(request)
    found = queries.request_for(viewer, ids.read_id(public_id) or "")
    if found is None or found.answered_at is not None or not rules.may_keep(viewer):
        raise Http404
    traces, left_out = _as_many_as_fit(queries.found_for(viewer, found))
    subject = Subject(found.person_id, tuple(found.words.splitlines()))
    sent = request.POST if request.method == "POST" else None
    form = forms.CopyForm(sent, traces=traces, subject=subject)
    if form.is_bound and form.is_valid() and form.perform(services.copy_found, by=viewer, request=found):
        return copy_file(request, form.cleaned_data["shape"], form.copy(traces))
    lead = _(
        "Their own words go along whole. Of what others wrote, tick what they may not know; look at each sentence."
    )
    more = _("%(n)s more were found than fit here: nearer words find fewer.") % {"n": left_out} if left_out else ""
    return verb_page(
        request,
        form,
        lambda _form: None,
        title=_("A copy for whoever asked"),
        lead=f"{lead} {more}".strip(),
        label=_("Make the copy"),
        back=reverse("subjects:request", args=[found.public_id]),
    )


def _as_many_as_fit(traces: list[Trace]) -> tuple[list[Trace], int]:
    """Give as many traces as one page lets somebody look through, and how many were left out."""
    own = [trace for trace in traces if trace.own]
    others = [trace for trace in traces if not trace.own]
    held = 0

    def fits(trace: Trace) -> bool:
        nonlocal held
        held += len(Passage("", "", trace.text).sentences)
        return held <= terms.MOST_SENTENCES

    shown = list(takewhile(fits, others))
    return own + shown, len(others) - len(shown)
