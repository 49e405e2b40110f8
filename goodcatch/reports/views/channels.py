"""Keeping channels, and the posters that lead to them."""

from __future__ import annotations

from collections import Counter
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodcatch.people.models import Person
from goodcatch.reports import queries, rules, services, terms
from goodcatch.reports.forms import ChangeChannelForm, CloseChannelForm, LanguageForm, OpenChannelForm
from goodcatch.reports.models import Channel
from goodcatch.reports.views.answers import SeeOther, page, the_person, what_was_sent
from goodcatch.reports.views.questions import kept_by
from goodcatch.reports.views.sealed_channels import opens_for, step_of
from goodcatch.ui.codes import qr_code
from goodcatch.ui.forms import DeedForm, Outcome
from goodcatch.ui.pages import verb_page


@require_safe
def channels(request: HttpRequest) -> HttpResponse:
    """List the channels that this person keeps or handles."""
    person = the_person(request)
    if not rules.may_see_channels(person):
        raise Http404
    found = queries.channels_kept(person)
    return page(request, "channels", {"channels": found, "may_open": rules.may_keep_channels(person)})


@require_http_methods(["GET", "HEAD", "POST"])
def open_channel(request: HttpRequest) -> HttpResponse:
    """Open a channel."""
    person = the_person(request)
    if not rules.may_keep_channels(person):
        raise Http404
    form = OpenChannelForm(
        what_was_sent(request), units=queries.units_to_choose(person), initial={"kinds": terms.Kind.values}
    )
    if form.is_bound and form.is_valid():
        outcome = form.perform(services.open_channel, by=person, **form.chosen())
        if outcome:
            messages.success(request, _("The channel is open. A poster leads people to it."))
            return SeeOther(reverse("reports:channel", args=[outcome.ref.id]))
    return page(request, "open_channel", {"form": form}, wrong=form.is_bound)


@require_http_methods(["GET", "HEAD", "POST"])
def channel(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a channel, and change what it says."""
    person = the_person(request)
    found = _kept(person, public_id)
    may_change = rules.may_keep_channels(person, found.unit)
    form = _change_form(request, found, person)
    if form.is_bound and not may_change:
        raise PermissionDenied
    if form.is_bound and form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("name", "kinds", "emergency", "version")}
        said = {"wording": form.wording(), "clocks": form.clocks()}
        if form.perform(services.change_channel, by=person, channel=found, **said, **chosen):
            messages.success(request, _("Saved. The speak-up page says so from now on."))
            return SeeOther(request.path)
    context = {
        "form": form,
        "channel": found,
        "may_change": may_change,
        "close_form": CloseChannelForm(initial={"version": found.version}, auto_id="close_%s"),
        "places": queries.places_of(person, found),
        "voices": queries.voices(person, found),
        "questions": queries.questions_kept(person, found),
        "languages": queries.languages_of(person, found),
        "law": queries.law_of_channel(person, found),
        "retaliation": None if found.sealed else queries.of_retaliation(person, found),
        **(_of_sealed(person, found) if found.sealed else {}),
    }
    return page(request, "channel", context, wrong=form.is_bound)


def _of_sealed(person: Person, found: Channel) -> dict[str, object]:
    """Give what the page of a sealed channel says besides: its self-test, with where to go, and its offices."""
    findings = queries.self_test(person, found)
    seats = queries.seats(person, found)
    opens = opens_for(person, found, [seat.office for seat in seats])
    return {
        "findings": [(each, *(("", "") if each.good else step_of(each, found, opens))) for each in findings],
        "ready": not any(each.missing for each in findings),
        "seats": seats,
        "shared": {duty for duty, held in Counter(seat.office.duty for seat in seats).items() if held > 1},
        "signed": queries.signed_now(person, found),
        "scope": str(found.ref) if opens.signed_list else "",
        "may_propose": opens.proposing,
        "may_sign": opens.signing,
    }


def translate(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write what the channel says in another language."""
    person, found = kept_by(request, public_id)

    def do(sent: DeedForm) -> Outcome | None:
        form = cast("LanguageForm", sent)
        chosen = {name: form.cleaned_data[name] for name in ("language", "version")}
        return form.perform(services.translate_channel, by=person, channel=found, wording=form.wording(), **chosen)

    return verb_page(
        request,
        LanguageForm(what_was_sent(request), initial={"version": found.version}),
        do,
        title=_("In another language"),
        lead=_("Whoever speaks up chooses the language; what you do not write here stands in the house's own."),
        label=_("Keep it"),
        back=reverse("reports:channel", args=[found.public_id]),
    )


@require_POST
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take no further reports."""
    person = the_person(request)
    found = _kept(person, public_id)
    form = CloseChannelForm(request.POST)
    if form.is_valid():
        version = form.cleaned_data["version"]
        if form.perform(services.close_channel, by=person, channel=found, version=version):
            messages.success(request, _("The channel is closed. Reports that it has go on."))
        for sentence in form.non_field_errors():
            messages.warning(request, str(sentence))
    return SeeOther(reverse("reports:channel", args=[public_id]))


@require_safe
def poster(request: HttpRequest, public_id: str, place_id: str = "") -> HttpResponse:
    """Show an A4 page to print, with the address as words and as a QR code."""
    person = the_person(request)
    found = _kept(person, public_id)
    place = queries.place_at(person, place_id) if place_id else None
    if place_id and place is None:
        raise Http404
    path = (
        reverse("speak_up:tell_at", args=[found.slug, place_id])
        if place
        else reverse("speak_up:tell", args=[found.slug])
    )
    address = settings.ENV.address + path
    context = {
        "channel": found,
        "place": place,
        "address": address,
        "code": qr_code(address, fills=True),
        "emergency": (place.emergency if place else "") or found.emergency,
    }
    return page(request, "poster", context)


def _kept(person: Person, public_id: str) -> Channel:
    found = queries.channel_kept(person, public_id)
    if found is None:
        raise Http404
    return found


def _change_form(request: HttpRequest, found: Channel, person: Person) -> ChangeChannelForm:
    wording = queries.wording(person, found)
    initial = {
        "name": found.name,
        "kinds": found.kinds,
        "emergency": found.emergency,
        "statement": wording.statement,
        "signed_by": wording.signed_by,
        "guidance": wording.guidance,
        "by_voice": wording.by_voice,
        "acknowledge_days": found.acknowledge_days,
        "answer_days": found.answer_days,
        "keep_months": found.keep_months,
        "version": found.version,
    }
    return ChangeChannelForm(what_was_sent(request), initial=initial)
