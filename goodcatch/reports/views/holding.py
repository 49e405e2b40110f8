"""The one cookie of the reporters' side: sealed, for /speak-up/ alone, good for 30 minutes after the last page.

It is set after two words typed back, or after a right receipt, and never before. There is no session row: what opens
a sealed report or draft lies in the cookie itself, under the house's key of the hour.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from goodcatch.kernel.refs import PUBLIC
from goodcatch.people.terms import Reporter
from goodcatch.reports import queries, tokens
from goodcatch.reports.services import Opened

COOKIE, COOKIE_PATH = "goodcatch_receipt", "/speak-up/"


def remember(answer: HttpResponse, opened: Opened, *, place: str = "") -> HttpResponse:
    """Let this browser open what the receipt opened, for another half hour; `place` is where its draft began."""
    return keep(answer, _token(opened, place))


def keep(answer: HttpResponse, token: str) -> HttpResponse:
    """Let this browser keep a token in place of the one it had."""
    answer.set_cookie(
        COOKIE,
        token,
        path=COOKIE_PATH,
        secure=settings.SECURE,
        httponly=True,
        samesite="Strict",
    )
    return answer


def remembered(request: HttpRequest, *, printed: bool = False) -> Opened | None:
    """Give what this browser may open; None where it never could, or not any more.

    With a receipt that a reader printed nothing opens but the page that changes it, which asks with `printed`.
    """
    opened = _remembered(request)
    must_change = opened is not None and opened.key is not None and opened.key.must_change
    return None if must_change and not printed else opened


def _remembered(request: HttpRequest) -> Opened | None:
    cookie = request.COOKIES.get(COOKIE, "")
    held = tokens.unseal(tokens.HOLDS, cookie)
    if held:
        key = queries.key_with(PUBLIC, held["key"], bytes.fromhex(held["public"]))
        return Opened(report=key.report, key=key, private=bytes.fromhex(held["private"])) if key else None
    held = tokens.unseal(tokens.FOLLOW, cookie)
    report = queries.own_report(Reporter(held["report"]), held["report"]) if held else None
    return Opened(report=report) if report and not report.channel.sealed else None


def place_of(request: HttpRequest) -> str:
    """Give the public id of the place at which this browser's draft began, if it began at one."""
    held = tokens.unseal(tokens.HOLDS, request.COOKIES.get(COOKIE, ""))
    return held.get("place", "") if held else ""


def forget(answer: HttpResponse) -> HttpResponse:
    """Let this browser open nothing any more, and keep no page."""
    answer.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Strict")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _token(opened: Opened, place: str) -> str:
    if opened.key is None:
        return tokens.seal(tokens.FOLLOW, report=opened.report.public_id if opened.report else "")
    return tokens.seal(
        tokens.HOLDS,
        key=opened.key.public_id,
        public=bytes(opened.key.public).hex(),
        private=opened.private.hex(),
        place=place,
    )
