"""The custodians: who they are, how they are proposed and signed, and what they open together."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodcatch.people.forms import SureForm
from goodcatch.people.models import Person
from goodcatch.people.rules import may_run_house
from goodcatch.ui.forms import DeedForm, Outcome
from goodcatch.ui.pages import verb_page
from goodcatch.vault import forms, queries, services
from goodcatch.vault.models import IdentityOpening
from goodcatch.vault.queries import ListSeen
from goodcatch.vault.terms import CUSTODIANS, Keyring, Purpose
from goodcatch.vault.unlocked import leads_to_unlocking, ring_if_any, ring_of
from goodcatch.vault.views.keys import viewer_of

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def custodians(request: HttpRequest) -> HttpResponse:
    """Show who the custodians are, and the list that waits for signatures."""
    viewer = viewer_of(request)
    seen = _seen(viewer)
    named = {seat.person for seat in (seen.seats if seen.link else seen.waiting_seats)}
    may_propose = viewer in named if seen.link else may_run_house(viewer)
    context = {"seen": seen, "may_propose": may_propose, "may_sign": seen.waiting is not None and viewer in named}
    return render(request, "vault/custodians.html", context)


@form_page
@leads_to_unlocking
def propose(request: HttpRequest) -> HttpResponse:
    """Propose who the custodians are to be."""
    viewer = viewer_of(request)
    seen = _seen(viewer)
    if viewer not in {seat.person for seat in seen.seats} and (seen.link or not may_run_house(viewer)):
        raise Http404
    by: Person | Keyring = ring_of(request) if seen.link else viewer
    people = queries.people_to_admit(viewer=viewer, scope=CUSTODIANS, purpose=Purpose.CUSTODIAN)
    people += [(seat.person, seat.fingerprint) for seat in seen.seats if not seat.newer]

    def do(form: DeedForm) -> Outcome | None:
        chosen = cast("forms.CustodiansForm", form).chosen
        renewed = [seat.person for seat in seen.seats if seat.newer]
        return form.perform(services.propose_custodians, by=by, people=chosen, renewed=renewed)

    return verb_page(
        request,
        forms.CustodiansForm(request.POST or None, people=people),
        do,
        title=_("Propose the custodians"),
        lead=_("Whoever is to be one makes a key for it first. Two of them then sign, each on their own page."),
        label=_("Propose them"),
        back=reverse("vault:custodians"),
    )


@form_page
@leads_to_unlocking
def sign(request: HttpRequest) -> HttpResponse:
    """Sign the list of custodians that waits."""
    viewer = viewer_of(request)
    seen = _seen(viewer)
    signers = seen.seats if seen.link else seen.waiting_seats
    if seen.waiting is None or viewer not in {seat.person for seat in signers}:
        raise Http404
    ring = ring_of(request)
    return verb_page(
        request,
        forms.SignForm(request.POST or None, initial={"fingerprint": seen.waiting.fingerprint}),
        lambda form: form.perform(services.sign_custodians, by=ring, fingerprint=form.cleaned_data["fingerprint"]),
        title=_("Sign who the custodians are"),
        label=_("Sign"),
        back=reverse("vault:custodians"),
        template="vault/sign.html",
        seen=seen,
    )


@require_safe
def opening(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show an identity that was asked for: by whom, why, how far it is, and, to whoever asked, who wrote."""
    viewer = viewer_of(request)
    row = _opening(viewer, public_id)
    ring = ring_if_any(request)
    shown = services.shown_identity(ring=ring, thing=services.ref_of(row.thing)) if ring else None
    context = {
        "opening": row,
        "unlocked": ring is not None,
        "reason": services.reason_of(ring=ring, opening=row) if ring else None,
        "custodian": ring is not None and ring.purpose == Purpose.CUSTODIAN,
        "settled": row.second_at is not None or row.refused_at is not None,
        "first": row.first_by_id is None,
        "mine": row.first_by == viewer,
        "shown": shown if row.asked_by == viewer else None,
        "identity": shown.text.decode(errors="replace") if shown and row.asked_by == viewer else "",
    }
    return render(request, "vault/opening.html", context)


@form_page
@leads_to_unlocking
def open_first(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open one's half, as the first custodian."""
    return _deed(
        request,
        public_id,
        SureForm(request.POST or None),
        services.open_first,
        title=_("Open the first half"),
        lead=_(
            "A second custodian then opens the other. Neither of you sees who wrote; whoever asked does, for a while."
        ),
        label=_("Open my half"),
    )


@form_page
@leads_to_unlocking
def open_second(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open the other half, and say until when it is shown."""
    return _deed(
        request,
        public_id,
        forms.UntilForm(request.POST or None),
        services.open_second,
        title=_("Open the second half"),
        lead=_("Whoever asked sees who wrote until the time you choose. The reporter is told that it was opened."),
        label=_("Open my half"),
    )


@form_page
@leads_to_unlocking
def refuse(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say no."""
    return _deed(
        request,
        public_id,
        SureForm(request.POST or None),
        services.refuse_identity,
        title=_("Refuse to open it"),
        lead=_("It stays sealed. Whoever asked is told, and may ask again for another reason."),
        label=_("Refuse"),
    )


def _deed(
    request: HttpRequest, public_id: str, form: DeedForm, verb: Callable[..., IdentityOpening], **words: str
) -> HttpResponse:
    """Show the page on which a custodian does something to an opening."""
    row = _opening(viewer_of(request), public_id)
    ring = ring_of(request)

    def do(form: DeedForm) -> Outcome | None:
        said = {"until": form.cleaned_data["until"]} if isinstance(form, forms.UntilForm) else {}
        return form.perform(verb, by=ring, opening=row, **said)

    back = reverse("vault:opening", args=[row.public_id])
    return verb_page(request, form, do, title=words["title"], lead=words["lead"], label=words["label"], back=back)


def _seen(viewer: Person) -> ListSeen:
    seen = queries.list_seen(viewer=viewer, scope=CUSTODIANS)
    if seen is None:
        raise Http404
    return seen


def _opening(viewer: Person, public_id: str) -> IdentityOpening:
    found = queries.opening_seen(viewer=viewer, public_id=public_id)
    if found is None:
        raise Http404
    return found
