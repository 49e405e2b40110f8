"""Signing in; and the page of the demo's cast: with --demo, on this very machine, and nowhere else."""

from __future__ import annotations

import ipaddress
from http import HTTPStatus

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from goodcatch.kernel.refs import System
from goodcatch.people.directory import Player, cast_of_demo


def is_open(request: HttpRequest) -> bool:
    """Tell whether the demo's door is open: asked for, and server, visitor and address all on this machine."""
    name = request.META.get("HTTP_HOST", "").rsplit(":", 1)[0] if request.META.get("HTTP_HOST") else ""
    places = (settings.ENV.host, request.META.get("REMOTE_ADDR", ""), name)
    forwarded = any(header in request.META for header in ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_VIA"))
    return settings.ENV.demo and not forwarded and all(_is_loopback(place) for place in places)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@login_not_required
@sensitive_post_parameters()
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Sign in by name and password, through the sign-in library; point to the demo's door where it is open."""
    answer: HttpResponseBase = LoginView.as_view(extra_context={"demo": is_open(request)})(request)
    if request.method == "POST" and answer.status_code == HTTPStatus.OK:  # the form came back: something needs a look
        answer.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return answer


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def cast(request: HttpRequest) -> HttpResponse:
    """Show the cast with what each may do, and sign in as the one who is clicked."""
    if not is_open(request):
        raise Http404
    players: list[Player] = cast_of_demo(System("demo"))
    if request.method == "POST":
        chosen = next((p.person for p in players if p.person.public_id == request.POST.get("person")), None)
        if chosen is None:
            raise Http404
        login(request, chosen)
        return redirect("/in/")
    return render(request, "account/demo.html", {"players": players})
