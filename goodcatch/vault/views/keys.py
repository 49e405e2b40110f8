"""One's own key: make it, try it, unlock it for a while, lock it, say that its words are lost."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodcatch.people.forms import SureForm
from goodcatch.people.models import Person
from goodcatch.ui.pages import verb_page
from goodcatch.vault import forms, queries, services
from goodcatch.vault.terms import COOKIE, Purpose
from goodcatch.vault.unlocked import lock_here, ring_if_any

form_page = require_http_methods(["GET", "HEAD", "POST"])


def viewer_of(request: HttpRequest) -> Person:
    """Give whoever is signed in."""
    if not isinstance(request.user, Person):
        raise Http404
    return request.user


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show one's key, whether it is unlocked, the lists one stands in, and what waits for it."""
    viewer = viewer_of(request)
    key = queries.key_of(viewer=viewer)
    scopes = queries.scopes_seen(viewer=viewer)
    context = {
        "key": key,
        "fingerprint": queries.own_fingerprint(viewer=viewer),
        "ring": ring_if_any(request),
        "lists": [(scope, queries.title_of(viewer=viewer, scope=scope)) for scope in scopes],
        "openings": queries.openings_seen(viewer=viewer),
    }
    return render(request, "vault/keys.html", context)


@form_page
def make(request: HttpRequest) -> HttpResponse:
    """Make a key, and show its six words this once."""
    viewer = viewer_of(request)
    form = forms.MakeForm(request.POST or None)
    made: list[services.NewKeys] = []

    def verb(*, by: Person, purpose: Purpose) -> services.NewKeys:
        made.append(services.make_keys(by=by, purpose=purpose))
        return made[0]

    if request.method == "POST" and form.is_valid():
        outcome = form.perform(verb, by=viewer, purpose=Purpose(form.cleaned_data["purpose"]))
        if outcome is not None and made:
            return render(request, "vault/words.html", {"words": made[0].passphrase})
        if outcome is not None:
            messages.info(request, _("Your key was made, and its words were shown. If you missed them, make it again."))
            return redirect("vault:keys")
    return verb_page(
        request,
        form,
        lambda _form: None,
        title=_("Make your key"),
        lead=_(
            "We draw six words for you, and show them once. They are not your password, nobody can send them to you "
            "again, and whoever has them reads what you read. Have paper at hand."
        ),
        label=_("Make it, and show me the words"),
        back=reverse("vault:keys"),
    )


@form_page
def unlock(request: HttpRequest) -> HttpResponse:
    """Unlock one's key in this browser, and go on where one was."""
    viewer = viewer_of(request)
    form = forms.UnlockForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    opened: list[services.Opened] = []

    def verb(*, by: Person, passphrase: str) -> services.Opened:
        opened.append(services.unlock(by=by, passphrase=passphrase))
        return opened[0]

    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["phrase"]
        if form.perform(verb, by=viewer, passphrase=typed) is not None:
            answer = redirect(_safe(form.cleaned_data["next"]))
            if opened:
                _set_cookie(answer, opened[0].token)
            return answer
    return verb_page(
        request,
        form,
        lambda _form: None,
        title=_("Unlock your key"),
        lead=_("It locks itself after 15 minutes without use, and after 8 hours at the latest."),
        label=_("Unlock"),
        back=reverse("vault:keys"),
    )


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Lock one's key in this browser."""
    lock_here(request)
    answer = redirect("vault:keys")
    answer.delete_cookie(COOKIE, path="/in/")
    return answer


@form_page
def lose(request: HttpRequest) -> HttpResponse:
    """Say that the six words are lost."""
    viewer = viewer_of(request)
    if queries.key_of(viewer=viewer) is None:
        raise Http404
    return verb_page(
        request,
        SureForm(request.POST or None),
        lambda form: form.perform(services.lose_passphrase, by=viewer),
        title=_("I have lost my six words"),
        lead=_(
            "Your key ends now: nothing opens with it any more, for whoever finds the words either. Then make a new "
            "one; somebody who reads with you signs it in, and seals to it what you could read before."
        ),
        label=_("End this key"),
        said=_("Your key has ended. Make a new one now."),
        back=reverse("vault:keys"),
    )


def _set_cookie(answer: HttpResponse, token: bytes) -> None:
    value = urlsafe_b64encode(token).decode()
    answer.set_cookie(COOKIE, value, path="/in/", secure=settings.SECURE, httponly=True, samesite="Lax")


def _safe(address: str) -> str:
    """Give where to go on: an address of ours behind the signed-in door, or one's keys."""
    fine = address.startswith("/in/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if fine else reverse("vault:keys")
