"""The public front, speaking up without an account, and the receipt that is offered afterwards."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodcatch.files.uploads import takes_files
from goodcatch.kernel.costly import TooBusy
from goodcatch.kernel.refs import PUBLIC
from goodcatch.people.terms import Reporter
from goodcatch.places.models import Place
from goodcatch.reports import queries, services, tokens
from goodcatch.reports.forms import PublicTelling, SlipForm
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.receipts import Receipt, new_receipt
from goodcatch.reports.views.answers import SeeOther, keep_chosen, language_asked, page, what_was_sent
from goodcatch.reports.views.ceremony import begin
from goodcatch.standards.queries import policy


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the house from outside: speak up, what is published, sign in."""
    channels = queries.open_channels(PUBLIC)
    sealed = any(channel.sealed for channel in channels)
    return page(request, "front", {"channels": channels, "has_sealed": sealed, "policy": policy(PUBLIC)})


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Show the open channels; where there is one, lead to it."""
    channels = queries.open_channels(PUBLIC)
    if len(channels) == 1:
        return redirect("speak_up:tell", channels[0].slug)
    ways = [(channel, reverse("speak_up:tell", args=[channel.slug])) for channel in channels]
    return page(request, "choose", {"channels": channels, "ways": ways, "policy": policy(PUBLIC)})


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, slug: str, place_id: str = "") -> HttpResponse:
    """Show and take the form. No session, no cookie: a sealed token makes two Sends one report."""
    channel, place = channel_and_place(slug, place_id)
    if channel.paused_at is not None:
        return _paused(request, channel, place)
    if channel.sealed:
        return begin(request, channel, place)
    language = language_asked(request, channel)
    ticked = bool(request.POST.getlist("leave_off"))  # else who could read is looked up only to show the form
    could_read = queries.could_read(PUBLIC, channel) if ticked else []
    form = PublicTelling(
        what_was_sent(request),
        request.FILES or None,
        kinds=channel.kinds,
        could_read=could_read,
        questions=queries.questions(PUBLIC, channel, language),
    )
    if form.is_bound and form.is_valid():
        said = {"place": place, "language": language, **form.told()}
        outcome = form.perform(services.submit_report, by=PUBLIC, channel=channel, **said)
        if outcome and not form.come_back_for(outcome, Reporter(outcome.ref.id)):
            return SeeOther(reverse("speak_up:sent", args=[tokens.seal(tokens.SENT, report=outcome.ref.id)]))
    keep_chosen(form)
    form.offer_kinds(queries.kinds_offered(PUBLIC, channel))
    form.offer_to_leave_off(queries.could_read(PUBLIC, channel))
    wording = queries.wording(PUBLIC, channel, language)
    context = {
        "form": form,
        "channel": channel,
        "place": place,
        "language": language,
        "languages": queries.languages_of(PUBLIC, channel),
        "wording": wording,
        "by_voice": queries.by_voice(PUBLIC, channel, wording),
        "otherwise": queries.handled_otherwise(PUBLIC, channel),
        "kept_months": queries.months_kept(PUBLIC, channel),
        "sealed_beside": queries.sealed_beside(PUBLIC, channel),
        "emergency": (place.emergency if place else "") or channel.emergency,
    }
    return page(request, "tell", context, wrong=form.is_bound)


@require_http_methods(["GET", "HEAD", "POST"])
def sent(request: HttpRequest, token: str) -> HttpResponse:
    """Thank, say what happens next, and offer a receipt; it is made when asked for, with one costly hash."""
    report = _just_sent(token)
    offered = {"receipt": _sealed(tokens.CANDIDATE, report, new_receipt())}
    form = SlipForm(what_was_sent(request), bound_to=report.public_id, initial=offered)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        receipt = _carried(form, report)
        try:
            by = Reporter(report.public_id)
            if form.perform(services.take_slip, by=by, report=report, receipt=receipt):
                return SeeOther(reverse("speak_up:slip", args=[_sealed(tokens.SLIP, report, receipt)]))
        except TooBusy:
            form.add_error(None, _("Many people are here at this moment. Nothing is lost: try again in a minute."))
            status = 503
    context = {
        "form": form,
        "report": report,
        "told": queries.telling(Reporter(report.public_id), report),
        "has_slip": queries.has_slip(Reporter(report.public_id), report),
    }
    answer = page(request, "sent", context)
    answer.status_code = status
    return answer


@require_safe
def slip(request: HttpRequest, token: str) -> HttpResponse:
    """Show the receipt, for the few minutes in which its sealed token is good. Nothing is stored."""
    held = tokens.unseal(tokens.SLIP, token)
    if held is None:
        raise Http404
    receipt = Receipt(bytes.fromhex(held["look_up"]), bytes.fromhex(held["secret"]))
    return page(request, "slip", {"receipt": receipt})


def _paused(request: HttpRequest, channel: Channel, place: Place | None) -> HttpResponse:
    """Say that this channel takes nothing for now, and what else can be done."""
    law = queries.law_of_channel(PUBLIC, channel)
    context = {
        "channel": channel,
        "others": [each for each in queries.open_channels(PUBLIC) if each.takes_reports],
        "authorities": law.pack.outside.authorities if law else (),
        "emergency": (place.emergency if place else "") or channel.emergency,
    }
    return page(request, "paused", context, wrong=request.method == "POST")


def channel_and_place(slug: str, place_id: str) -> tuple[Channel, Place | None]:
    """Give what an address names. Raises Http404."""
    channel = queries.channel_at(PUBLIC, slug)
    place = queries.place_at(PUBLIC, place_id) if place_id else None
    if channel is None or (place_id and place is None):
        raise Http404
    return channel, place


def _just_sent(token: str) -> Report:
    held = tokens.unseal(tokens.SENT, token)
    report = queries.own_report(Reporter(held["report"]), held["report"]) if held else None
    if report is None:
        raise Http404
    return report


def _sealed(purpose: str, report: Report, receipt: Receipt) -> str:
    return tokens.seal(purpose, report=report.public_id, look_up=receipt.look_up.hex(), secret=receipt.secret.hex())


def _carried(form: SlipForm, report: Report) -> Receipt:
    """Give the receipt that the page carried: the same one however often the form arrives. Raises Http404."""
    held = tokens.unseal(tokens.CANDIDATE, form.cleaned_data["receipt"])
    if held is None or held["report"] != report.public_id:
        raise Http404
    return Receipt(bytes.fromhex(held["look_up"]), bytes.fromhex(held["secret"]))
