"""Addresses for the tests of this room: pages that go wrong in every way."""

from typing import NoReturn

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest
from django.urls import include, path

from goodcatch.kernel.costly import TooBusy
from goodcatch.kernel.errors import RuleBroken

ERRORS = {
    "hidden": Http404("case K7QF2M00"),
    "forbidden": PermissionDenied("secret reason"),
    "suspicious": SuspiciousOperation("secret reason"),
    "rule": RuleBroken("A case has one owner at a time; ask its owner to hand it over."),
    "busy": TooBusy(),
    "bug": RuntimeError("secret words"),
}


@login_not_required
def goes_wrong(request: HttpRequest, how: str) -> NoReturn:
    raise ERRORS[how]


pages = ([path("<str:how>/", goes_wrong, name="wrong")], "trouble")
urlpatterns = [path("in/trouble/", include(pages)), path("trouble/", include(pages, namespace="outside"))]
handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
