"""The keys that this browser has unlocked: for views of the rooms that read what is sealed."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from goodcatch.people.models import Person
from goodcatch.vault import services
from goodcatch.vault.terms import COOKIE, Keyring, Locked

View = Callable[..., HttpResponseBase]
_LONGEST = 64


def token_of(request: HttpRequest) -> bytes | None:
    """Give the bytes in this browser's cookie; None where there are none that could be right."""
    text = request.COOKIES.get(COOKIE, "")
    if not text or len(text) > _LONGEST:
        return None
    try:
        return urlsafe_b64decode(text)
    except ValueError:
        return None


def ring_if_any(request: HttpRequest) -> Keyring | None:
    """Give the keys that are unlocked here for whoever is signed in; None while they are locked."""
    if not isinstance(request.user, Person):
        return None
    return services.keyring(person=request.user, token=token_of(request))


def ring_of(request: HttpRequest) -> Keyring:
    """Give the keys that are unlocked here. Raises Locked."""
    ring = ring_if_any(request)
    if ring is None:
        raise Locked
    return ring


def lock_here(request: HttpRequest) -> None:
    """Lock what this browser has unlocked, as when somebody signs out."""
    token = token_of(request)
    if token and isinstance(request.user, Person):
        services.lock(by=request.user, token=token)


def leads_to_unlocking(view: View) -> View:
    """Let a view that asks for `ring_of` lead to where keys are unlocked, and back to itself, while they are locked."""

    @wraps(view)
    def led(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Locked:
            back = request.get_full_path() if request.method == "GET" else ""
            return redirect(f"{reverse('vault:unlock')}?{urlencode({'next': back})}" if back else "vault:unlock")

    return led
