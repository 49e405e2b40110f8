"""Pages that take files, as other rooms make them; the tests mount them before the house's own."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

from goodcatch.files.forms import FilesField
from goodcatch.files.uploads import takes_files


class Bringing(forms.Form):
    words = forms.CharField(required=False)
    attached = FilesField(required=False)


class BringingKnown(forms.Form):
    words = forms.CharField(required=False)
    attached = FilesField(unseen=False)


def _answer(form: forms.Form) -> HttpResponse:
    if not form.is_valid():
        return JsonResponse({"words": form.data.get("words"), "wrong": form.errors}, status=422)
    found = [
        {"name": each.name, "kind": each.answer.kind, "size": each.original.length, "sha256": each.shown.sha256}
        for each in form.cleaned_data["attached"]
    ]
    return JsonResponse({"words": form.cleaned_data["words"], "files": found})


@takes_files
def bring(request: HttpRequest) -> HttpResponse:
    return _answer(Bringing(request.POST, request.FILES))


@takes_files
def bring_known(request: HttpRequest) -> HttpResponse:
    return _answer(BringingKnown(request.POST, request.FILES))


@takes_files
def stumble(request: HttpRequest) -> HttpResponse:
    """Fail after the files have arrived."""
    count = len(request.FILES.getlist("attached"))
    raise RuntimeError(f"{count} files came, and then something broke")


def plain(request: HttpRequest) -> HttpResponse:
    """Take words alone."""
    return JsonResponse({"words": request.POST.get("words"), "files": len(request.FILES)})


urlpatterns = [
    path("bring/", bring),
    path("bring-known/", bring_known),
    path("stumble/", stumble),
    path("plain/", plain),
    path("", include("config.urls")),
]

handler400 = "config.errors.bad_request"
