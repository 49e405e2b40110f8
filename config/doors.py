"""Two doors, never one cookie: which middleware works where, and the headers of every answer.

Everything signed in lives under /in/; reporter and public pages have no session, user, messages or CSRF
middleware, so that a browser never sends the one with the other (words.md, 'Addresses').
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware, LoginRequiredMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

from config import errors
from config.layers import Layer

INSIDE = "/in/"


def is_inside(request: HttpRequest) -> bool:
    """Tell whether this address lies behind the signed-in door."""
    return request.path.startswith(INSIDE)


class _InsideOnly(MiddlewareMixin):
    """Does what its other parent does under /in/, and nothing anywhere else."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_inside(request):
            answer: HttpResponseBase = super().__call__(request)  # type: ignore[assignment]
            return answer
        passed: HttpResponseBase = self.get_response(request)  # type: ignore[assignment]
        return passed


class InsideSession(_InsideOnly, SessionMiddleware):
    """Sessions, under /in/ alone.

    One that cannot be kept at the end, for it was ended in another window meanwhile, does not take back what was done.
    Signing in is kept in the session alone, which is a new one then: that has failed, and is answered so.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Keep the session; where that fails, answer with what was done all the same."""
        try:
            return super().process_response(request, response)
        except SessionInterrupted:
            if request.COOKIES.get(settings.SESSION_COOKIE_NAME) != request.session.session_key:
                raise
            return errors.done_all_the_same(request) or response


class InsideAuthentication(_InsideOnly, AuthenticationMiddleware):
    """The signed-in person, under /in/ alone."""


class InsideSignIn(_InsideOnly, LoginRequiredMiddleware):
    """Sends whoever is not signed in to sign in, and back: every page under /in/ but those that say otherwise."""

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponseBase | None:
        return super().process_view(request, *args) if is_inside(request) else None


class InsideMessages(_InsideOnly, MessageMiddleware):
    """One-time messages, under /in/ alone."""


class InsideCsrf(_InsideOnly, CsrfViewMiddleware):
    """The CSRF cookie, under /in/ alone; reporter forms carry a signed, dated token instead."""

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponseForbidden | None:
        return super().process_view(request, *args) if is_inside(request) else None


_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src {scripts}; "
    "connect-src {scripts}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Headers(Layer):
    """Sets the headers that keep a page to itself: no third party, no framing, no cache of what people write."""

    def __call__(self, request: HttpRequest) -> Any:
        answer = self.get_response(request)
        scripts = "'self'" if is_inside(request) else "'none'"
        answer.headers.setdefault("Content-Security-Policy", _POLICY.format(scripts=scripts))
        answer.headers.setdefault("Referrer-Policy", "same-origin")
        answer.headers.setdefault("X-Content-Type-Options", "nosniff")
        answer.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        answer.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if not request.path.startswith("/static/"):
            answer.headers.setdefault("Cache-Control", "no-store")
        return answer


class KnownHost(Layer):
    """Answers under this house's own names alone, so that no other site's name can be made to lead here."""

    def __call__(self, request: HttpRequest) -> Any:
        try:
            if request.path not in {
                "/healthz",
                "/readyz",
                "/metrics",
            }:  # probes ask by whatever number a machine has today
                request.get_host()
        except DisallowedHost:
            sentence = _("Whoever runs Goodcatch can say under which address it is reached: GOODCATCH_BASE_URL.")
            return errors.page(request, 400, _("Goodcatch is not known under this address"), sentence)
        return self.get_response(request)


class Readable(Layer):
    """Refuses what no database can look for: NUL in an address or a cookie. No path of ours holds one either."""

    def __call__(self, request: HttpRequest) -> Any:
        if "\x00" in request.path:
            return errors.not_found(request)
        asked = request.META.get("QUERY_STRING", "")
        if "%00" in asked or "\x00" in asked or any("\x00" in value for value in request.COOKIES.values()):
            return errors.bad_request(request)
        return self.get_response(request)


class OwnForms(Layer):
    """Refuses a reporter's form that another site's page sends, so that nobody writes into a report not their own.

    Browsers say of each request whose page sent it (Sec-Fetch-Site); a page cannot. Behind the signed-in door, the
    CSRF token does the same.
    """

    def __call__(self, request: HttpRequest) -> Any:
        foreign = request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}
        if foreign and request.method == "POST" and not is_inside(request):
            return errors.csrf_failed(request)
        return self.get_response(request)


class ReaderZone(Layer):
    """Shows times in the reader's own zone; the house's where they have none."""

    def __call__(self, request: HttpRequest) -> Any:
        zone = getattr(request.user, "tz", None) if is_inside(request) else None
        with timezone.override(zone):
            return self.get_response(request)
