"""A reader writes down what somebody told them, and gets the receipt to print: it is shown with this answer alone."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodcatch.files.uploads import takes_files
from goodcatch.kernel.costly import TooBusy
from goodcatch.people.models import Person
from goodcatch.people.queries import people_in
from goodcatch.reports import queries, services
from goodcatch.reports.forms import PrintForm, WriteDownForm
from goodcatch.reports.models import Channel
from goodcatch.reports.views.answers import SeeOther, page, the_person, what_was_sent
from goodcatch.reports.views.sealed_handling import address_of, keys_or_none, locked_form, to_read, unlocking
from goodcatch.vault.terms import Keyring, Locked
from goodcatch.vault.unlocked import leads_to_unlocking, ring_if_any, ring_of


@takes_files
@leads_to_unlocking
@require_http_methods(["GET", "HEAD", "POST"])
def write_down(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask for what was told; once it is kept, show its receipt. Nothing else shows that receipt again."""
    person = the_person(request)
    channel = queries.channel_read(person, public_id)
    if channel is None:
        raise Http404
    ring = ring_if_any(request)
    if ring is None and request.method != "POST":
        ring_of(request)  # leads to where keys are unlocked
    form = _form(request, channel, person)
    if form.is_bound and form.is_valid():
        answer = _kept(request, form, channel, ring)
        if answer is not None:
            return answer
    law = queries.law_of_channel(person, channel)
    context = {
        "form": form,
        "channel": channel,
        "pack": law.pack if law else None,
        "unlock": unlocking(request, request.path) if ring is None else "",
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


def _kept(request: HttpRequest, form: WriteDownForm, channel: Channel, ring: Keyring | None) -> HttpResponse | None:
    """Keep what the form holds, and give the page with the receipt; None where something is wrong with it."""
    if ring is None:
        form.add_error(None, Locked().sentence)
        return None
    try:
        outcome = form.perform(services.write_down, by=ring, channel=channel, **form.words())
    except TooBusy:
        form.add_error(None, _("Many people are here at this moment. Nothing is lost: try again in a minute."))
        return None
    if outcome is None:
        return None
    return _printed(request, form, channel, _others(ring.person, channel, form.cleaned_data.get("leave_off", [])))


def _printed(request: HttpRequest, form: PrintForm, channel: Channel, others: Collection[Person]) -> HttpResponse:
    """Give the page to print; where an old copy of a form brings no receipt that opens anything, the list instead."""
    if not queries.opens_something(the_person(request), form.receipt):
        messages.info(request, _("It was written down, and its receipt was shown."))
        return SeeOther(reverse("reports:sealed_reports"))
    address = settings.ENV.address + reverse("speak_up:enter")
    context = {"receipt": form.receipt, "channel": channel, "others": others, "address": address}
    return page(request, "printed", context)


@leads_to_unlocking
@require_http_methods(["GET", "HEAD", "POST"])
def print_again(request: HttpRequest, public_id: str) -> HttpResponse:
    """Print another receipt where the paper was lost before anybody used it."""
    person = the_person(request)
    report = to_read(person, public_id)
    keys = keys_or_none(request, report)
    if keys is None and request.method != "POST":
        ring_of(request)  # leads to where keys are unlocked
    title, label = _("Print another receipt"), _("Print it, and end the one before")
    form = PrintForm(what_was_sent(request), bound_to=f"{report.public_id} {person.public_id}")
    if form.is_bound and form.is_valid():
        try:
            if form.perform(services.print_again, by=person, report=report, keys=keys, **form.words()):
                left = {each.pk for each in people_in(report.audience_id)}
                others = [each for each in _others(person, report.channel, []) if each.pk in left]
                return _printed(request, form, report.channel, others)
        except TooBusy:
            form.add_error(None, _("Many people are here at this moment. Nothing is lost: try again in a minute."))
    if form.is_bound:
        return locked_form(request, form, report, title=title, label=label)
    lead = _(
        "Only where whoever told it lost the paper, or never got it. The one before opens nothing from then on, and "
        "the report says to those who read it that you printed another one."
    )
    context = {"form": form, "title": title, "label": label, "lead": lead, "back": address_of(report)}
    return page(request, "sealed_verb", context)


def _others(reader: Person, channel: Channel, leave_off: Collection[str]) -> list[Person]:
    """Give whom the paper names, should somebody else have used it: those who read it, but for who wrote it down."""
    reading = [person for people in queries.reachable(reader, channel).values() for person in people]
    return [person for person in reading if person != reader and person.public_id not in leave_off]
