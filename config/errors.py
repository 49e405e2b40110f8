"""What happens when something goes wrong in a request: a sentence for a broken rule, a reference for a bug."""

from __future__ import annotations

import sys
from contextlib import suppress
from http import HTTPStatus
from typing import Any

import structlog
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.html import format_html
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from config import house
from config.layers import Layer
from goodcatch.kernel import ids
from goodcatch.kernel.costly import TooBusy
from goodcatch.kernel.errors import Refused, RuleBroken
from goodcatch.kernel.refs import Ref, Sight

log = structlog.get_logger("goodcatch")


class Mishaps(Layer):
    """Turns what verbs raise into pages: RuleBroken into its sentence, anything unforeseen into a reference."""

    def __call__(self, request: HttpRequest) -> Any:
        answer = self.get_response(request)
        return _only_by_form(request, answer) if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED else answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Http404):
            return _done_already(request)
        if isinstance(error, (PermissionDenied, SuspiciousOperation, BadRequest, MultiPartParserError)):
            return None
        if isinstance(error, RuleBroken):
            return page(request, 409, _("That cannot be done as it stands"), error.sentence)
        if isinstance(error, Refused):
            # The deed that met it has been undone by now. What a reporter meets is said later, without their minute.
            import_string(house.REFUSED)(refused=error, at_once=request.path.startswith("/in/"))
            return page(request, 409, _("This is not as it was sealed"), error.sentence)
        if isinstance(error, TooBusy):
            answer = page(
                request,
                503,
                _("Many people are here at this moment"),
                _("Please try again in a minute."),
            )
            answer.headers["Retry-After"] = "30"
            return answer
        reference = _logged(request, error)
        return page(
            request,
            500,
            _("Something broke on our side"),
            _("It is not your doing. Please tell whoever runs Goodcatch this reference, so that they can find it."),
            reference=reference,
        )


def done_all_the_same(request: HttpRequest) -> HttpResponse | None:
    """Say that a form was done where its page can say so no more; None where it was none, or was not done."""
    nonce = request.POST.get("nonce") if request.method == "POST" else None
    if not nonce or import_string(house.EARLIER_DEED)(nonce) is None:
        return None
    return page(
        request,
        200,
        _("It is done"),
        _("What you sent is kept. Your session could not be: you may have to sign in again."),
    )


def _done_already(request: HttpRequest) -> HttpResponse | None:
    """Lead a form sent twice, whose page went with its first copy, to what that was done to, if it may be seen."""
    viewer = getattr(request, "user", None)  # behind the signed-in door alone
    nonce = request.POST.get("nonce") if request.method == "POST" and viewer else None
    earlier: Ref | None = import_string(house.EARLIER_DEED)(nonce) if nonce else None
    if earlier is None or viewer is None or not viewer.is_authenticated or earlier.kind not in house.SIGHTS:
        return None
    sight: Sight | None = import_string(house.SIGHTS[earlier.kind])(viewer, earlier.id)
    return redirect(sight.address) if sight and sight.address else None


def _only_by_form(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """Answer whoever opens an address to which a form is sent: reloaded, typed, or kept by the browser."""
    answer = page(
        request,
        refused.status_code,
        _("There is no page to open here"),
        _("The button of a form leads here; opening the address by itself does nothing. Nothing was changed."),
        back=_above(request.path),
    )
    answer.headers["Allow"] = refused.headers.get("Allow", "")
    return answer


def _above(path: str) -> str:
    """Give the nearest address above this one that the house answers; there the form stands, or what it was of."""
    while path.strip("/"):
        path = path.rstrip("/").rpartition("/")[0] + "/"
        with suppress(Resolver404):
            resolve(path)
            return path
    return "/"


def page(
    request: HttpRequest, status: int, title: str, sentence: str, *, reference: str = "", back: str = ""
) -> HttpResponse:
    """Give a page with one sentence and the next step."""
    worth_repeating = status in {500, 503} and request.method == "GET"
    context = {
        "title": title,
        "sentence": sentence,
        "reference": reference,
        "again": request.get_full_path() if worth_repeating else "",
        "back": back,
    }
    return render(request, "ui/mishap.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400; 413 where what was sent is larger than any form, and none of it was read."""
    if isinstance(exception, RequestDataTooBig):
        return page(
            request,
            413,
            _("That is more than fits in one form"),
            _(
                "None of it was read, so what you typed is not here: go back, it stands on the page that you came "
                "from. Send it with smaller files, or with fewer."
            ),
        )
    return page(
        request,
        400,
        _("We could not read that"),
        _("Please go back, look at what was sent, and try again."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403, for people who are signed in and may not do this."""
    return page(
        request,
        403,
        _("This is not yours to do"),
        _("If you think it should be, ask who invited you."),
    )


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose page was too old or came from elsewhere."""
    return page(
        request,
        403,
        _("This form has gone stale"),
        _("Nothing was saved. Go back, copy what you wrote if need be, reload the page and send it again."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404: the same for what does not exist and for what this viewer may not know of."""
    return page(
        request,
        404,
        _("There is nothing here"),
        _("The address may be mistyped, or the page is not for you."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 where even the page of Mishaps could not be made: no template, no database, no style."""
    reference = _logged(request, sys.exc_info()[1])
    title, sentence = _("Something broke on our side"), _("It is not your doing. Please tell whoever runs Goodcatch.")
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>{}</title>'
    body = head + "<main><h1>{}</h1><p>{}</p><p>{}: {}</p></main>"
    return HttpResponse(format_html(body, title, title, sentence, _("Reference"), reference), status=500)


def _logged(request: HttpRequest, error: BaseException | None) -> str:
    """Log where a bug struck, under a reference that the page shows; values and words stay out of it."""
    reference = ids.shown(ids.new_id())
    route = request.resolver_match.view_name if request.resolver_match else ""
    log.error("a request failed", reference=reference, route=route, exc_info=error)
    return reference
