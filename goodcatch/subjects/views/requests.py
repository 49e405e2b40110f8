"""Requests of people who ask what is kept about them: the list, one, and what is done with it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodcatch.kernel import clock, ids
from goodcatch.people.models import Person
from goodcatch.people.views.seen import viewer_of
from goodcatch.subjects import forms, queries, rules, services
from goodcatch.subjects.models import Request
from goodcatch.ui.forms import DeedForm, Outcome
from goodcatch.ui.pages import verb_page

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """List the requests that the viewer sees."""
    viewer = viewer_of(request)
    if not rules.may_see(viewer):
        raise Http404
    rows = [(each, each.answered_at is None and each.due_on < clock.today()) for each in queries.requests_for(viewer)]
    return render(request, "subjects/requests.html", {"rows": rows, "may_keep": rules.may_keep(viewer)})


@form_page
def receive(request: HttpRequest) -> HttpResponse:
    """Keep a request that came."""
    viewer = viewer_of(request)
    if not rules.may_keep(viewer):
        raise Http404
    return verb_page(
        request,
        forms.ReceiveForm(request.POST or None, initial={"received_on": clock.today()}),
        lambda form: form.perform(services.receive_request, by=viewer, **form.words()),
        title=_("A request that came"),
        lead=_("Everybody who reads a sealed channel is told of it in the same words, whatever lies there."),
        label=_("Keep it"),
        back=reverse("subjects:requests"),
        then=lambda outcome: reverse("subjects:request", args=[outcome.ref.id]),
        said=_("Kept. What lies open about them stands below."),
    )


@require_safe
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a request: to who keeps it with what was found, to readers of a sealed channel with what they are asked."""
    viewer, found = _request(request, public_id)
    keeps = rules.may_keep(viewer)
    traces = queries.found_for(viewer, found) if keeps and found.answered_at is None else []
    context = {
        "asked": found,
        "keeps": keeps,
        "late": found.answered_at is None and found.due_on < clock.today(),
        "groups": queries.in_groups(viewer, traces),
        "looked": queries.looked(viewer, found),
    }
    return render(request, "subjects/request.html", context)


@form_page
def extend(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take two months more."""
    viewer, found = _kept(request, public_id)
    return verb_page(
        request,
        forms.ReasonForm(request.POST or None),
        lambda form: form.perform(services.extend_request, by=viewer, request=found, **form.words()),
        title=_("Take two months more"),
        lead=_("Where requests are many or intricate. They are told so, and why, before the first month is over."),
        label=_("Extend it"),
        back=_page(found),
        said=_("Extended. Tell them, and why."),
    )


@form_page
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep what they were answered."""
    viewer, found = _kept(request, public_id)
    return verb_page(
        request,
        forms.AnswerForm(request.POST or None),
        lambda form: form.perform(services.answer_request, by=viewer, request=found, **form.words()),
        title=_("What they were answered"),
        lead=_("Never say whether a sealed report exists: what can be told of one is told by those who read it."),
        label=_("Keep the answer"),
        back=_page(found),
        said=_("Kept. It is deleted three years from now."),
    )


@form_page
def looked(request: HttpRequest, public_id: str, channel_id: str) -> HttpResponse:
    """Say that one's sealed channel was looked through."""
    viewer, found = _request(request, public_id)
    channel = queries.channel_to_look(viewer, ids.read_id(channel_id) or "")
    if channel is None:
        raise Http404

    def do(form: DeedForm) -> Outcome | None:
        return form.perform(services.say_looked, by=viewer, request=found, channel=channel)

    return verb_page(
        request,
        forms.LookedForm(request.POST if request.method == "POST" else None),
        do,
        title=_("We have looked in: %(channel)s") % {"channel": channel.name},
        lead=_(
            "What there is to answer, you answer from inside: with a copy of the report in which others are blacked "
            "out, or not at all, as long as it would give away who reported or spoil what is being looked into. Every "
            "channel says the same here, whatever lies in it."
        ),
        label=_("Say so"),
        back=_page(found),
        said=_("Said."),
    )


def _request(request: HttpRequest, public_id: str) -> tuple[Person, Request]:
    viewer = viewer_of(request)
    found = queries.request_for(viewer, ids.read_id(public_id) or "")
    if found is None:
        raise Http404
    return viewer, found


def _kept(request: HttpRequest, public_id: str) -> tuple[Person, Request]:
    viewer, found = _request(request, public_id)
    if not rules.may_keep(viewer):
        raise Http404
    return viewer, found


def _page(found: Request) -> str:
    return reverse("subjects:request", args=[found.public_id])
