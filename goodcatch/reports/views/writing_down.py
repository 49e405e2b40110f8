"""A handler writes down what somebody told them, and gets the receipt to print: it is shown with this answer alone."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodcatch.files.uploads import takes_files
from goodcatch.kernel.costly import TooBusy
from goodcatch.people.models import Person
from goodcatch.reports import queries, services
from goodcatch.reports.forms import PrintForm, WriteDownForm
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.views.answers import SeeOther, keep_chosen, page, the_person, what_was_sent
from goodcatch.reports.views.sealed_handling import address_of, keys_or_none, locked_form, unlocking
from goodcatch.vault.terms import Keyring, Locked
from goodcatch.vault.unlocked import leads_to_unlocking, ring_if_any, ring_of


@takes_files
@leads_to_unlocking
@require_http_methods(["GET", "HEAD", "POST"])
def write_down(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask for what was told; once it is kept, show its receipt. Nothing else shows that receipt again."""
    person = the_person(request)
    channel = queries.channel_to_write_on(person, public_id)
    if channel is None:
        raise Http404
    by = ring_if_any(request) if channel.sealed else person
    if by is None and request.method != "POST":
        ring_of(request)  # leads to where keys are unlocked
    form = _form(request, channel, person)
    if form.is_bound and form.is_valid():
        answer = _kept(request, form, channel, by)
        if answer is not None:
            return answer
    keep_chosen(form, originals=channel.sealed)
    law = queries.law_of_channel(person, channel)
    context = {
        "form": form,
        "channel": channel,
        "pack": law.pack if law else None,
        "unlock": unlocking(request, request.path) if by is None else "",
        "back": _list_of(channel),
    }
    return page(request, "write_down", context, wrong=form.is_bound)


def _form(request: HttpRequest, channel: Channel, person: Person) -> WriteDownForm:
    watching = {each.pk for each in queries.supervisors(person, channel)}
    return WriteDownForm(
        what_was_sent(request),
        request.FILES or None,
        channel=channel,
        by=person,
        could_read=[(each, each.pk in watching) for each in queries.could_read(person, channel)],
        questions=queries.questions(person, channel),
    )


def _kept(
    request: HttpRequest, form: WriteDownForm, channel: Channel, by: Keyring | Person | None
) -> HttpResponse | None:
    """Keep what the form holds, and give the page with the receipt; None where something is wrong with it."""
    if by is None:
        form.add_error(None, Locked().sentence)
        return None
    try:
        outcome = form.perform(services.write_down, by=by, channel=channel, **form.words())
    except TooBusy:
        form.add_error(None, _("Many people are here at this moment. Nothing is lost: try again in a minute."))
        return None
    return _printed(request, form, channel, outcome.ref.id) if outcome else None


def _printed(request: HttpRequest, form: PrintForm, channel: Channel, report_id: str) -> HttpResponse:
    """Give the page to print; where an old copy of a form brings no receipt that opens anything, the list instead."""
    person = the_person(request)
    if not queries.opens_something(person, form.receipt):
        messages.info(request, _("It was written down, and its receipt was shown."))
        return SeeOther(_list_of(channel))
    context = {
        "receipt": form.receipt,
        "channel": channel,
        "others": queries.others_reading(person, report_id),
        "address": settings.ENV.address + reverse("speak_up:enter"),
        "back": _list_of(channel),
    }
    return page(request, "printed", context)


@leads_to_unlocking
@require_http_methods(["GET", "HEAD", "POST"])
def print_again(request: HttpRequest, public_id: str) -> HttpResponse:
    """Print another receipt where the paper was lost before anybody used it."""
    person = the_person(request)
    report = _printed_before(person, public_id)
    sealed = report.channel.sealed
    keys = keys_or_none(request, report) if sealed else None
    if sealed and keys is None and request.method != "POST":
        ring_of(request)  # leads to where keys are unlocked
    title, label = _("Print another receipt"), _("Print it, and end the one before")
    form = PrintForm(what_was_sent(request), bound_to=f"{report.public_id} {person.public_id}")
    if form.is_bound and form.is_valid():
        try:
            if form.perform(services.print_again, by=person, report=report, keys=keys, **form.words()):
                return _printed(request, form, report.channel, report.public_id)
        except TooBusy:
            form.add_error(None, _("Many people are here at this moment. Nothing is lost: try again in a minute."))
    if form.is_bound and sealed:
        return locked_form(request, form, report, title=title, label=label)
    lead = _(
        "Only where whoever told it lost the paper, or never got it. The one before opens nothing from then on, and "
        "the report says to those who read it that another one was printed."
    )
    back = address_of(report) if sealed else reverse("reports:report", args=[report.public_id])
    context = {"form": form, "title": title, "label": label, "lead": lead, "back": back}
    return page(request, "sealed_verb", context, wrong=form.is_bound)


def _printed_before(person: Person, public_id: str) -> Report:
    """Give the report with this id to those who handle it, where a receipt was printed for it. Raises Http404."""
    report = queries.report_for(person, public_id)
    if report is None or not queries.was_printed(person, report):
        raise Http404
    return report


def _list_of(channel: Channel) -> str:
    """Give the address of the list in which reports of this channel stand."""
    return reverse("reports:sealed_reports" if channel.sealed else "reports:reports")
