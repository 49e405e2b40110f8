"""A copy of a sealed report for somebody outside, with what they may not know blacked out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodcatch.reports import forms, queries, services
from goodcatch.reports.views.answers import the_person, what_was_sent
from goodcatch.reports.views.sealed_handling import address_of, keys_or_none, locked_form, to_read
from goodcatch.ui.pages import verb_page
from goodcatch.vault.unlocked import leads_to_unlocking, ring_of


@leads_to_unlocking
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let a reader tick what is blacked out, and give the copy as plain text."""
    person = the_person(request)
    report = to_read(person, public_id)
    keys = keys_or_none(request, report)
    if keys is None and request.method != "POST":
        ring_of(request)  # leads to where keys are unlocked
    passages = queries.passages(person, report, keys) if keys else []
    form = forms.ExportForm(what_was_sent(request), passages=passages)
    made = services.export_report
    if form.is_bound and form.is_valid() and form.perform(made, by=person, report=report, keys=keys, **form.words()):
        answer = HttpResponse(form.copy(), content_type="text/plain; charset=utf-8")
        answer.headers["Content-Disposition"] = 'attachment; filename="copy.txt"'
        return answer
    if form.is_bound and keys is None:
        return locked_form(request, form, report, title=_("A copy for somebody outside"), label=_("Make the copy"))
    return verb_page(
        request,
        form,
        lambda _form: None,
        title=_("A copy for somebody outside"),
        lead=_(
            "What you tick is blacked out. Notes of readers never go along, and neither do files: look at those "
            "one by one. The copy lies on your device, and no longer sealed."
        ),
        label=_("Make the copy"),
        back=address_of(report),
    )
