"""Who reads: the signed list of a scope, and what its readers do to it."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodcatch.kernel.refs import Ref
from goodcatch.people.forms import SureForm
from goodcatch.people.models import Person
from goodcatch.ui.forms import DeedForm, Outcome
from goodcatch.ui.pages import verb_page
from goodcatch.vault import forms, queries, services
from goodcatch.vault.models import Rehearsal, Resealing, SignedList
from goodcatch.vault.queries import ListSeen
from goodcatch.vault.terms import CUSTODIANS, Purpose, Seat, ref_of
from goodcatch.vault.unlocked import leads_to_unlocking, ring_if_any, ring_of
from goodcatch.vault.views.keys import viewer_of

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def readers(request: HttpRequest, scope: str) -> HttpResponse:
    """Show who reads in a scope, with every fingerprint, and the lists before."""
    viewer = viewer_of(request)
    which, seen = _seen(viewer, scope)
    ring = ring_if_any(request)
    context = {
        "title": queries.title_of(viewer=viewer, scope=which),
        "scope": scope,
        "seen": seen,
        "on_it": any(seat.person == viewer for seat in seen.seats),
        "unlocked": ring is not None,
    }
    return render(request, "vault/list.html", context)


@form_page
@leads_to_unlocking
def admit(request: HttpRequest, scope: str) -> HttpResponse:
    """Sign somebody in, or the new key of somebody who reads here already."""
    viewer = viewer_of(request)
    which, seen = _seen(viewer, scope)
    ring = ring_of(request)
    people = queries.people_to_admit(viewer=viewer, scope=which, purpose=Purpose.READER)
    form = forms.AdmitForm(request.POST or None, people=people)

    def do(form: DeedForm) -> Outcome | None:
        person = cast("forms.AdmitForm", form).person
        stay = [Seat(seat.office, seat.person) for seat in seen.seats if seat.person != person]
        seats = [*stay, Seat(form.cleaned_data["office"], person)]
        return form.perform(services.admit, by=ring, scope=which, seats=seats, renewed=[person])

    return verb_page(
        request,
        form,
        do,
        title=_("Let somebody read here"),
        lead=_(
            "Speak with them, by voice, and let them read you the fingerprint of their key from their own page. Your "
            "signature says that it is the one that stands here."
        ),
        nobody=""
        if people
        else _("Nobody else has a key to sign in. They make one themselves, under ‘Your key’, and try it."),
        label=_("Sign them in"),
        said=_("Signed. Seal existing things to them now, if they are to read those too."),
        back=_page_of(scope),
    )


@form_page
@leads_to_unlocking
def let_go(request: HttpRequest, scope: str, public_id: str) -> HttpResponse:
    """Sign a list without somebody."""
    viewer = viewer_of(request)
    which, seen = _seen(viewer, scope)
    ring = ring_of(request)
    person = _on_it(seen, public_id)
    seats = [Seat(seat.office, seat.person) for seat in seen.seats if seat.person != person]
    return verb_page(
        request,
        SureForm(request.POST or None),
        lambda form: form.perform(services.admit, by=ring, scope=which, seats=seats),
        title=_("Let %(name)s go") % {"name": person},
        lead=_(
            "Nothing more is sealed to them, and what was no longer opens for them. What they read, they have read."
        ),
        label=_("Sign the list without them"),
        back=_page_of(scope),
    )


@form_page
@leads_to_unlocking
def begin(request: HttpRequest, scope: str, public_id: str) -> HttpResponse:
    """Begin to seal existing things to somebody's key."""
    viewer = viewer_of(request)
    which, seen = _seen(viewer, scope)
    ring = ring_of(request)
    person = _on_it(seen, public_id)
    begun: list[str] = []

    def verb() -> Resealing:
        row = services.begin_resealing(by=ring, scope=which, person=person)
        begun.append(row.public_id)
        return row

    return verb_page(
        request,
        SureForm(request.POST or None),
        lambda form: form.perform(verb),
        then=lambda _outcome: reverse("vault:reseal", args=[begun[0]]) if begun else _page_of(scope),
        title=_("Seal existing things to %(name)s") % {"name": person},
        lead=_(
            "They get what they may read: those that were told before too, unless somebody said that they must not "
            "read one. Your own key does it, batch by batch, while it is unlocked; you can stop and go on at any time."
        ),
        label=_("Begin"),
        back=_page_of(scope),
    )


@form_page
@leads_to_unlocking
def reseal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show whether a re-sealing goes on or is done, and do the next batches; how many things lie there is not said."""
    viewer = viewer_of(request)
    row = queries.resealing_seen(viewer=viewer, public_id=public_id)
    if row is None:
        raise Http404
    ring = ring_of(request)
    scope = ref_of(row.scope)
    if request.method == "POST" and row.ended_at is None:
        services.reseal_for_a_while(by=ring, resealing=row)
        row.refresh_from_db()
    context = {"row": row, "scope": row.scope, "title": queries.title_of(viewer=viewer, scope=scope)}
    return render(request, "vault/reseal.html", context)


@form_page
@leads_to_unlocking
def sign_recovery(request: HttpRequest, scope: str) -> HttpResponse:
    """Sign a recovery key into the list."""
    viewer = viewer_of(request)
    which, seen = _seen(viewer, scope)
    ring = ring_of(request)
    seats = [Seat(seat.office, seat.person) for seat in seen.seats]

    def verb(*, line: str) -> SignedList:
        return services.admit(by=ring, scope=which, seats=seats, recovery=services.read_halves(line))

    return verb_page(
        request,
        forms.RecoveryForm(request.POST or None),
        lambda form: form.perform(verb, line=form.cleaned_data["line"]),
        title=_("Sign in a recovery key"),
        lead=_(
            "Made with ‘goodcatch recovery make %(scope)s’ on a machine without a network, and written on paper shares "
            "that several people keep. It opens reports when no reader is left, and never who wrote them."
        )
        % {"scope": scope},
        label=_("Sign it in"),
        said=_("Signed. Rehearse it now: only then is it known to work."),
        back=_page_of(scope),
    )


@form_page
@leads_to_unlocking
def rehearse(request: HttpRequest, scope: str) -> HttpResponse:
    """Ask for a riddle that only the paper shares open."""
    viewer = viewer_of(request)
    which, _seen_list = _seen(viewer, scope)
    ring = ring_of(request)
    asked: list[str] = []

    def verb() -> Rehearsal:
        row = services.ask_rehearsal(by=ring, scope=which)
        asked.append(row.public_id)
        return row

    return verb_page(
        request,
        SureForm(request.POST or None),
        lambda form: form.perform(verb),
        then=lambda _outcome: reverse("vault:answer", args=[asked[0]]) if asked else _page_of(scope),
        title=_("Rehearse recovery"),
        lead=_("You get a riddle. Those who keep the shares open it, off-line; you type what it says."),
        label=_("Give me the riddle"),
        back=_page_of(scope),
    )


@form_page
@leads_to_unlocking
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a riddle, and take its answer."""
    viewer = viewer_of(request)
    row = queries.rehearsal_seen(viewer=viewer, public_id=public_id)
    if row is None or row.done_at is not None:
        raise Http404
    ring = ring_of(request)
    return verb_page(
        request,
        forms.AnswerForm(request.POST or None),
        lambda form: form.perform(
            services.finish_rehearsal, by=ring, rehearsal=row, answer=form.cleaned_data["answer"]
        ),
        title=_("The riddle"),
        label=_("This is what it says"),
        said=_("Rehearsed: the paper shares open what is sealed here."),
        back=_page_of(row.scope),
        template="vault/riddle.html",
        riddle=services.riddle_text(rehearsal=row),
        scope=row.scope,
    )


def _seen(viewer: Person, scope: str) -> tuple[Ref, ListSeen]:
    which = ref_of(scope)
    seen = queries.list_seen(viewer=viewer, scope=which) if which != CUSTODIANS and which.id else None
    if seen is None or seen.link is None:
        raise Http404
    return which, seen


def _on_it(seen: ListSeen, public_id: str) -> Person:
    for seat in seen.seats:
        if seat.person.public_id == public_id:
            return seat.person
    raise Http404


def _page_of(scope: str) -> str:
    return reverse("vault:list", args=[scope])
