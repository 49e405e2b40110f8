"""Two doors, never one cookie: what belongs to /in/ stays there, and every answer keeps to itself."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as house

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def look(request: HttpRequest) -> HttpResponse:
    """Say what this door gave the request."""
    parts = {"session", "user", "_messages"} & set(vars(request))
    return HttpResponse(" ".join(sorted(parts)))


def keep(request: HttpRequest) -> HttpResponse:
    """Write into the session and ask for the form's token, as signed-in pages do."""
    request.session["kept"] = "yes"
    get_token(request)
    get_messages(request)
    return HttpResponse("kept")


def token(request: HttpRequest) -> HttpResponse:
    """Ask for the token of signed-in forms where no such form belongs."""
    get_token(request)
    return HttpResponse("asked")


keep.login_required = look.login_required = False  # type: ignore[attr-defined]  # as Django's decorator marks a view
urlpatterns = [
    path("in/look", look),
    path("in/keep", keep),
    path("look", look),
    path("speak-up/look", look),
    path("speak-up/token", token),
    path("inside-out/look", look),
    *house,
]


def test_session_user_and_messages_exist_inside_alone(client: Client) -> None:
    assert client.get("/in/look").content == b"_messages session user"
    for outside in ("/look", "/speak-up/look", "/inside-out/look"):
        assert client.get(outside).content == b""


def test_cookies_are_bound_to_the_inner_door(client: Client) -> None:
    answer = client.get("/in/keep")
    assert set(answer.cookies) == {"goodcatch_session", "goodcatch_csrf"}
    for cookie in answer.cookies.values():
        assert cookie["path"] == "/in/"
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


def test_no_cookie_is_set_or_read_outside(client: Client) -> None:
    client.cookies["goodcatch_session"] = "somebody's"
    for outside in ("/look", "/speak-up/look", "/speak-up/token", "/nothing-here"):
        answer = client.get(outside)
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")


def test_a_form_inside_needs_its_token_and_one_outside_has_its_own_way() -> None:
    strict = Client(enforce_csrf_checks=True)
    refused = strict.post("/in/look")
    assert refused.status_code == 403
    assert "This form has gone stale" in refused.content.decode()
    assert strict.post("/speak-up/look").status_code == 200


@pytest.mark.parametrize("address", ["/in/look", "/speak-up/look", "/nothing-here"])
def test_every_answer_keeps_to_itself(client: Client, address: str) -> None:
    headers = client.get(address).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == ("'self'" if address.startswith("/in/") else "'none'")
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "http" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/look", "/in/keep", "/speak-up/look", "/nothing-here"])
def test_another_sites_name_leads_nowhere(client: Client, address: str) -> None:
    answer = client.get(address, headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "not known under this address" in answer.content.decode()
    assert "elsewhere" not in answer.content.decode()
    assert answer.headers["Content-Security-Policy"]


def test_probes_ask_by_number(client: Client) -> None:
    assert client.get("/healthz", headers={"host": "10.0.0.7:8765"}).status_code == 200
