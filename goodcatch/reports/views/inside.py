"""Speaking up with one's name: the same form, signed in; and what became of one's own reports."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodcatch.files.uploads import takes_files
from goodcatch.people.models import Person
from goodcatch.reports import queries, services
from goodcatch.reports.forms import AgreeMatterForm, MessageForm, SignedHeardForm, SignedTelling
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.views.answers import (
    SeeOther,
    keep_chosen,
    language_asked,
    page,
    the_file,
    the_person,
    what_was_sent,
)
from goodcatch.reports.views.outside import channel_and_place


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Show the open channels; where there is one, lead to it."""
    channels = queries.open_channels(the_person(request))
    if len(channels) == 1:
        return redirect("reports:tell", channels[0].slug)
    ways = [(channel, reverse("reports:tell", args=[channel.slug])) for channel in channels]
    return page(request, "choose_inside", {"channels": channels, "ways": ways})


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, slug: str, place_id: str = "") -> HttpResponse:
    """Show and take the form; the report is signed.

    The thanks stand on the page that follows, not in the session, which would cost one more write to disk.
    """
    person = the_person(request)
    channel, place = channel_and_place(slug, place_id)
    if channel.sealed:
        return page(request, "tell_sealed", {"channel": channel, "place": place})
    language = language_asked(request, channel)
    form = _form(request, person, channel, language)
    if form.is_bound and form.is_valid():
        said = {"place": place, "language": language, **form.told()}
        outcome = form.perform(services.submit_report, by=person, channel=channel, **said)
        if outcome and not form.come_back_for(outcome, person):
            return SeeOther(reverse("reports:own", args=[outcome.ref.id]) + "?sent")
    keep_chosen(form)
    form.offer_kinds(queries.kinds_offered(person, channel))
    form.offer_to_leave_off(_readers(person, channel))
    context = {
        "form": form,
        "channel": channel,
        "place": place,
        "language": language,
        "languages": queries.languages_of(person, channel),
        "wording": queries.wording(person, channel, language),
        "kept_months": queries.months_kept(person, channel),
        "sealed_beside": queries.sealed_beside(person, channel),
        "emergency": (place.emergency if place else "") or channel.emergency,
    }
    return page(request, "tell_inside", context, wrong=form.is_bound)


def _form(request: HttpRequest, person: Person, channel: Channel, language: str) -> SignedTelling:
    """Give the form; who could read is looked up only where somebody of them was ticked, or the page is shown."""
    ticked = bool(request.POST.getlist("leave_off"))
    return SignedTelling(
        what_was_sent(request),
        request.FILES or None,
        kinds=channel.kinds,
        could_read=_readers(person, channel) if ticked else [],
        questions=queries.questions(person, channel, language),
    )


def _readers(person: Person, channel: Channel) -> list[Person]:
    return [reader for reader in queries.could_read(person, channel) if reader != person]


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List the reports that this person signed."""
    return page(request, "mine", {"rows": queries.own_reports(the_person(request))})


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show what became of one's own report, and take a message."""
    person = the_person(request)
    report = queries.own_report(person, public_id)
    if report is None:
        raise Http404
    form = _message_form(what_was_sent(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        text = form.cleaned_data["text"]
        if form.perform(services.reporter_writes, by=person, report=report, text=text, **form.brought()):
            return SeeOther(request.path)
    keep_chosen(form)
    return _own_page(request, person, report, form)


def _own_page(
    request: HttpRequest, person: Person, report: Report, form: MessageForm, heard_form: SignedHeardForm | None = None
) -> HttpResponse:
    """Show what became of a report to whoever signed it, with a form that could not be done."""
    told = queries.telling(person, report)
    if told.unread_by_reporter:
        services.note_read(by=person, report=report)
    asks = report.is_closed and not report.heard_at_closing
    context = {
        "told": told,
        "report": report,
        "form": form,
        "matter_form": None if report.may_be_matter else AgreeMatterForm(),
        "summaries": queries.summaries_of(person, report, None) if report.asks else [],
        "heard_form": heard_form or (SignedHeardForm() if asks else None),
        "just_sent": "sent" in request.GET,
    }
    return page(request, "own", context, wrong=form.is_bound or heard_form is not None)


def _message_form(*sent: Any) -> MessageForm:
    form = MessageForm(*sent)
    form.fields["text"].label = _("Write to those who handle it")
    return form


@require_POST
def heard(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the three answers at closing of whoever signed."""
    person = the_person(request)
    report = queries.own_report(person, public_id)
    if report is None:
        raise Http404
    form = SignedHeardForm(request.POST)
    if form.is_valid() and form.perform(services.say_at_closing, by=person, report=report, **form.words()):
        return SeeOther(reverse("reports:own", args=[public_id]))
    return _own_page(request, person, report, _message_form(), form)


@require_POST
def agree_to_matter(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let a matter be opened of a question that one signed."""
    person = the_person(request)
    report = queries.own_report(person, public_id)
    if report is None or not report.asks:
        raise Http404
    form = AgreeMatterForm(request.POST)
    if form.is_valid():
        form.perform(services.agree_to_matter, by=person, report=report)
    return SeeOther(reverse("reports:own", args=[public_id]))


@require_safe
def file(request: HttpRequest, public_id: str, number: int) -> StreamingHttpResponse:
    """Give whoever signed a report a file of it. Raises Http404."""
    person = the_person(request)
    report = queries.own_report(person, public_id)
    if report is None or report.channel.sealed:
        raise Http404
    return the_file(request, person, report, number)
