"""Asking two custodians who wrote a sealed report."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodcatch.reports import forms
from goodcatch.reports.views.answers import SeeOther, the_person, what_was_sent
from goodcatch.reports.views.sealed_handling import address_of, locked_form, to_read
from goodcatch.ui.pages import verb_page
from goodcatch.vault import services as vault
from goodcatch.vault.queries import custodians
from goodcatch.vault.unlocked import leads_to_unlocking, ring_if_any, ring_of


@leads_to_unlocking
@require_http_methods(["GET", "HEAD", "POST"])
def ask_who(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask, with a reason, that two custodians open who wrote; lead to where it then stands."""
    person = the_person(request)
    report = to_read(person, public_id)
    if request.method != "POST":
        ring_of(request)  # leads to where keys are unlocked
    ring = ring_if_any(request)
    title, label = _("Ask who wrote it"), _("Ask the custodians")
    form = forms.AskWhoForm(what_was_sent(request), people=custodians(viewer=person))
    if ring is None:
        return locked_form(request, form, report, title=title, label=label)
    if form.is_bound and form.is_valid():
        asked = form.perform(vault.ask_identity, by=ring, thing=report.ref, **form.words())
        if asked:
            return SeeOther(reverse("vault:opening", args=[asked.ref.id]))
    return verb_page(
        request,
        form,
        lambda _form: None,
        title=title,
        lead=_(
            "Only where nobody can be protected or heard without it. Two custodians, who do not read the report, "
            "decide by your reason alone; if they open it, you see the name for a while, and whoever reported is told."
        ),
        label=label,
        back=address_of(report),
    )
