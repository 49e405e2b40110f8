"""Sealed channels: the receipt with two words typed back, telling, saving, sending, throwing away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goodcatch.files.uploads import takes_files
from goodcatch.kernel.costly import TooBusy
from goodcatch.kernel.errors import AlreadyDone, RuleBroken
from goodcatch.kernel.refs import PUBLIC, System
from goodcatch.people.models import Person
from goodcatch.places.models import Place
from goodcatch.reports import queries, services, terms
from goodcatch.reports.forms import DropForm, SealedTelling, TwoWordsForm
from goodcatch.reports.models import Channel, Draft, ReporterKey
from goodcatch.reports.services import Opened
from goodcatch.reports.views.answers import SeeOther, language_asked, page, what_was_sent
from goodcatch.reports.views.holding import forget, place_of, remember, remembered
from goodcatch.reports.views.receipt import ask_again

HOUSE = System("reports")


def begin(request: HttpRequest, channel: Channel, place: Place | None) -> HttpResponse:
    """Show a receipt before anything is written, and take two of its words. Looking stores nothing."""
    language = language_asked(request, channel)
    form = TwoWordsForm(what_was_sent(request), bound_to=channel.public_id)
    busy = False
    if form.is_bound and form.is_valid():
        try:
            opened = services.begin_draft(channel=channel, receipt=form.offer.receipt, language=language)
        except TooBusy:
            busy = True
            form.add_error(None, _("Many people are here at this moment. Nothing is lost: try again in a minute."))
        else:
            return remember(SeeOther(reverse("speak_up:telling")), opened, place=place.public_id if place else "")
    wording = queries.wording(PUBLIC, channel, language)
    context = {
        "form": form,
        "receipt": form.offer.receipt,
        "channel": channel,
        "place": place,
        "language": language,
        "languages": queries.languages_of(PUBLIC, channel),
        "wording": wording,
        "by_voice": queries.by_voice(PUBLIC, channel, wording),
        "otherwise": queries.handled_otherwise(PUBLIC, channel),
        "emergency": (place.emergency if place else "") or channel.emergency,
    }
    answer = page(request, "receipt", context, wrong=form.is_bound)
    if busy:
        answer.status_code = 503
    return answer


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def telling(request: HttpRequest) -> HttpResponse:
    """Show what is written so far; save it, or send it, once."""
    opened = remembered(request)
    if opened is None:
        return ask_again(request)
    if opened.key is None or opened.key.draft is None:
        return remember(SeeOther(reverse("speak_up:follow")), opened)
    key, draft, place = opened.key, opened.key.draft, _place_named(request)
    before = queries.unsent(PUBLIC, key, opened.private).at(place.name if place else "")
    form = _form(request, key, draft, before)
    if form.is_bound and form.is_valid():
        if form.saving:
            return _save(request, opened, key, form)
        written = {"unsent": form.unsent(), "private": opened.private, "files": form.cleaned_data["attached"]}
        if form.perform(services.send_draft, by=PUBLIC, key=key, **written):
            return remember(SeeOther(f"{reverse('speak_up:follow')}?thanks"), opened)
    if form.is_bound and form.cleaned_data.get("attached"):
        before = _keep_chosen(key, opened, before, form)
    form.offer_to_leave_off(_could_read(draft, before))
    context = {
        "form": form,
        "files": [each.shown.name for each in before.files],
        "place": place,
        "saved": "saved" in request.GET,
        "follows": before.told.follows,
        **_around(draft, key, place),
    }
    return remember(page(request, "telling", context, wrong=form.is_bound), opened, place=place_of(request))


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Throw a draft away, and forget the cookie."""
    opened = remembered(request)
    if opened is None or opened.key is None or opened.key.draft is None:
        return SeeOther(reverse("speak_up:enter"))
    if not DropForm(request.POST, bound_to=opened.key.public_id).is_valid():
        return remember(SeeOther(reverse("speak_up:telling")), opened, place=place_of(request))
    services.drop_draft(key=opened.key)
    return forget(SeeOther(reverse("speak_up:choose")))


def _form(request: HttpRequest, key: ReporterKey, draft: Draft, before: terms.Unsent) -> SealedTelling:
    return SealedTelling(
        what_was_sent(request),
        channel=draft.channel,
        could_read=_could_read(draft, before) if request.POST.getlist("leave_off") else [],
        questions=queries.questions(PUBLIC, draft.channel, draft.language),
        before=before,
        files=request.FILES or None,
        saving=request.POST.get("then") == "save",
        bound_to=key.public_id,
    )


def _could_read(draft: Draft, before: terms.Unsent) -> list[Person]:
    """Give who can be left off; of what was done to somebody, those in the line of their first report never learn."""
    if not before.told.follows:
        return queries.could_read(PUBLIC, draft.channel)
    return queries.could_read_about(HOUSE, draft.channel, queries.line_followed(HOUSE, before.told.follows))


def _save(request: HttpRequest, opened: Opened, key: ReporterKey, form: SealedTelling) -> HttpResponse:
    """Keep what is written. A form that arrives after its draft was sent changes nothing."""
    try:
        services.save_draft(key=key, unsent=form.unsent(), private=opened.private, files=form.cleaned_data["attached"])
    except AlreadyDone:
        return remember(SeeOther(reverse("speak_up:follow")), opened)
    return remember(SeeOther(f"{reverse('speak_up:telling')}?saved"), opened, place=place_of(request))


def _keep_chosen(key: ReporterKey, opened: Opened, before: terms.Unsent, form: SealedTelling) -> terms.Unsent:
    """Keep with the draft what was chosen in a form that could not be sent; give what the draft holds now."""
    try:
        came = form.cleaned_data["attached"]
        key.draft = services.save_draft(key=key, unsent=before, private=opened.private, files=came)  # as it is now
    except AlreadyDone:  # it was sent in another window meanwhile
        return before
    except RuleBroken as broken:
        form.add_error("attached", broken.sentence)
    return queries.unsent(PUBLIC, key, opened.private)


def _around(draft: Draft, key: ReporterKey, place: Place | None) -> dict[str, object]:
    """Give what stands around the form."""
    return {
        "drop_form": DropForm(bound_to=key.public_id),
        "channel": draft.channel,
        "wording": queries.wording(PUBLIC, draft.channel, draft.language),
        "emergency": (place.emergency if place else "") or draft.channel.emergency,
    }


def _place_named(request: HttpRequest) -> Place | None:
    public_id = place_of(request)
    return queries.place_at(PUBLIC, public_id) if public_id else None
