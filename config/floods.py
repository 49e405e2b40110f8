"""The door of the reporters' side against floods: it refuses before any page work, and keeps what was typed.

Behind a proxy, every request seems to come from that proxy: GOODCATCH_PROXIES says how many there are, so that the
networks behind them are told apart. Over an onion service all are one network; Tor's own proof of work is for that.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from config.layers import Layer
from goodcatch.files.uploads import BROUGHT
from goodcatch.kernel.floods import Gate

GATE = Gate()
FAILED = 50
"""What a form that fails costs more: a wrong receipt, two wrong words, a receipt at which somebody guesses at the
moment. Nobody types four of these in a second."""
A_FILE = 25
"""What each file costs more: a child process looks into it. Eight a second are more than one network sends."""
_GUARDED = "/speak-up/"


class Floods(Layer):
    """Lets a network do so much on the reporters' pages, and then leads it through the slow lane."""

    def __call__(self, request: HttpRequest) -> Any:
        if not request.path.startswith(_GUARDED):
            return self.get_response(request)
        address = address_of(request)
        if not GATE.admits(address):
            return _try_again(request)
        answer = self.get_response(request)
        if answer.status_code in {422, 503}:  # a form that needs a look; a hash that has to wait
            GATE.charge(address, cost=FAILED)
        if brought := request.META.get(BROUGHT, 0):
            GATE.charge(address, cost=A_FILE * brought)
        return answer


def address_of(request: HttpRequest) -> str:
    """Give the address that a request comes from, as the outermost of our own proxies saw it. Never kept."""
    proxies: int = settings.PROXIES
    if proxies:
        passed = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if len(passed) >= proxies:
            return str(passed[-proxies])
    return str(request.META.get("REMOTE_ADDR", ""))


class _NoFiles(FileUploadHandler):
    """Passes over files, so that a refusal costs no memory."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None


_PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title></head>'
    "<body><main><h1>{title}</h1><p>{sentence}</p>{form}</main></body></html>"
)


def _try_again(request: HttpRequest) -> HttpResponse:
    """Give a page made by hand, which costs next to nothing, with everything that was typed in its form."""
    title = _("Many people are here at this moment")
    sentence = _("Nothing you typed is lost. Wait a few seconds, then try again.")
    if request.method == "POST":
        request.upload_handlers = [_NoFiles(request)]
        kept = ((name, value) for name, values in request.POST.lists() for value in values)
        fields = format_html_join("", '<input type="hidden" name="{}" value="{}">', kept)
        form = format_html('<form method="post">{}<button>{}</button></form>', fields, _("Try again"))
        if request.content_type == "multipart/form-data":
            sentence += " " + _("Files have to be chosen again.")
    else:
        form = format_html('<p><a href="">{}</a></p>', _("Try again"))
    answer = HttpResponse(format_html(_PAGE, title=title, sentence=sentence, form=form), status=429)
    answer.headers["Retry-After"] = "5"
    return answer
