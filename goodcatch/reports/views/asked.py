"""Questions before acting for everybody: the page that all read, and the deeds of those who handle a channel."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from goodcatch.kernel.refs import PUBLIC
from goodcatch.people.models import Person
from goodcatch.reports import forms, queries, services, terms
from goodcatch.reports.models import Report
from goodcatch.reports.views.answers import SeeOther, page, the_person, what_was_sent
from goodcatch.reports.views.sealed_handling import address_of, keys_or_none, locked_form
from goodcatch.ui.forms import DeedForm
from goodcatch.ui.pages import verb_page
from goodcatch.vault.terms import DataKeys
from goodcatch.vault.unlocked import leads_to_unlocking, ring_of


@require_safe
def asked_before(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everybody what was asked before on this channel, and what was answered."""
    channel = queries.channel_at(PUBLIC, slug)
    if channel is None:
        raise Http404
    return page(request, "asked_before", {"channel": channel, "found": queries.asked_before(PUBLIC, channel)})


@leads_to_unlocking
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, public_id: str) -> HttpResponse:
    """Propose a cleaned question and its answer for everybody."""
    person, report, keys = _handled(request, public_id)
    form = forms.EverybodyForm(what_was_sent(request))
    said = {**form.words(), "purpose": terms.Purpose.EVERYBODY} if form.is_bound and form.is_valid() else None
    if said and form.perform(services.propose_summary, by=person, report=report, keys=keys, **said):
        messages.success(request, _("Proposed. Whoever asked finds it on the page of their question."))
        return SeeOther(_page_of(report))
    title, label = _("Share it with everybody who wonders"), _("Propose it")
    lead = _(
        "No names, no places, no dates, nothing that only one person could know, and no words of theirs. Whoever asked "
        "reads both and says yes or no; without a yes nobody ever sees them."
    )
    return _deed(request, report, form, keys, title=title, label=label, lead=lead)


@leads_to_unlocking
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put a question and its answer where everybody reads them, once whoever asked agreed."""
    person, report, keys = _handled(request, public_id)
    locked = report.channel.sealed and keys is None
    found = None if locked else queries.summary_of(person, report, keys, terms.Purpose.EVERYBODY)
    if found is None and not locked:
        raise Http404
    form = forms.AgreeForm(what_was_sent(request), initial={"number": found.number if found else 0})
    said = form.words() if form.is_bound and form.is_valid() else None
    if said and form.perform(services.share_summary, by=person, report=report, keys=keys, **said):
        messages.success(request, _("Shared, word for word as whoever asked agreed to it."))
        return SeeOther(_page_of(report))
    title, label = _("Put it where everybody reads it"), _("Share it")
    lead = _("Under “Asked before”, on the page of the channel, without anything that leads here. You can take it off.")
    if report.channel.sealed:
        lead = _(
            "Under “Asked before”, on the page of the channel, from the beginning of the next quarter on, so that its "
            "day tells nothing; without anything that leads here. You can take it off."
        )
    return _deed(request, report, form, keys, title=title, label=label, lead=lead, summary=found)


@require_http_methods(["GET", "HEAD", "POST"])
def take_off(request: HttpRequest) -> HttpResponse:
    """Show those who handle channels what everybody reads there, and take one of it off."""
    person = the_person(request)
    named = request.GET.get("shared", "")[:16]
    standing = queries.asked_handled(person, named=named)
    form = forms.TakeOffForm(what_was_sent(request), standing=standing, initial={"shared": named})
    return verb_page(
        request,
        form,
        lambda sent: sent.perform(services.withdraw_shared, by=person, **sent.words()),
        title=_("Asked before, on your channels"),
        lead=_("What everybody reads there. What you take off goes at once, words and all."),
        label=_("Take it off"),
        back=reverse("reports:reports"),
        then=lambda _done: reverse("reports:take_off"),
        said=_("Taken off, and its words are gone. What was read cannot be unread."),
        nobody="" if standing else _("Nothing is shared on the channels that you handle."),
    )


def _handled(request: HttpRequest, public_id: str) -> tuple[Person, Report, DataKeys | None]:
    """Give who handles a question, the question, and its keys where it is sealed and they are unlocked."""
    person = the_person(request)
    report = queries.report_for(person, public_id)
    if report is None or not (report.asks or report.channel.sealed):
        raise Http404
    keys = keys_or_none(request, report) if report.channel.sealed else None
    if report.channel.sealed and keys is None and request.method != "POST":
        ring_of(request)  # leads to where keys are unlocked
    return person, report, keys


def _page_of(report: Report) -> str:
    return address_of(report) if report.channel.sealed else reverse("reports:report", args=[report.public_id])


def _deed(
    request: HttpRequest,
    report: Report,
    form: DeedForm,
    keys: DataKeys | None,
    *,
    title: str | Promise,
    label: str | Promise,
    **context: Any,
) -> HttpResponse:
    """Show the page of a deed, as it is or with what is wrong."""
    if form.is_bound and report.channel.sealed and keys is None:
        return locked_form(request, form, report, title=str(title), label=str(label))
    held = {"template": "reports/sealed_verb.html", **context}
    return verb_page(request, form, lambda _form: None, title=title, label=label, back=_page_of(report), **held)
