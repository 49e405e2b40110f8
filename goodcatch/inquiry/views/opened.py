"""What every page of an inquiry begins with: who asks, which inquiry, and its file, if keys are unlocked here."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from goodcatch.inquiry import queries
from goodcatch.inquiry.models import Inquiry
from goodcatch.people.models import Person
from goodcatch.ui.forms import DeedForm
from goodcatch.vault.terms import DataKeys, Locked
from goodcatch.vault.unlocked import ring_if_any


class SeeOther(HttpResponseRedirect):
    """Answers a form with another page to look at, so that going back or reloading sends nothing again."""

    status_code = 303


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, for which inquiry; keys and file are None while keys are locked."""

    person: Person
    inquiry: Inquiry
    keys: DataKeys | None
    file: queries.Opened | None

    @property
    def back(self) -> str:
        """Where the inquiry is read."""
        return reverse("inquiry:inquiry", args=[self.inquiry.public_id])


def the_person(request: HttpRequest) -> Person:
    """Give who is signed in. Raises Http404."""
    if not isinstance(request.user, Person):
        raise Http404
    return request.user


def asked(request: HttpRequest, public_id: str) -> Asked:
    """Give what is asked for, to somebody who inquires there. Raises Http404."""
    person = the_person(request)
    inquiry = queries.inquiry_for(person, public_id)
    if inquiry is None:
        raise Http404
    keys = queries.keys_for(person, inquiry, ring_if_any(request))
    return Asked(person, inquiry, keys, queries.opened(person, inquiry, keys) if keys else None)


def the_file(request: HttpRequest, public_id: str) -> tuple[Asked, queries.Opened, DataKeys]:
    """Give the opened file too. Raises Http404, and Locked."""
    found = asked(request, public_id)
    if found.file is None or found.keys is None:
        raise Locked
    return found, found.file, found.keys


def what_was_sent(request: HttpRequest) -> QueryDict | None:
    """Give what a form sent, an empty one too; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def not_done(request: HttpRequest, form: DeedForm, *, back: str, **words: str) -> HttpResponse:
    """Give a form as it was filled in, below its words (title, lead, label, about); say so while keys are locked."""
    locked = ring_if_any(request) is None
    if locked and form.is_bound and not form.errors:
        form.add_error(None, Locked().sentence)
    context = {**words, "form": form, "back": back, "locked": locked}
    return render(request, "inquiry/deed.html", context, status=422 if form.is_bound else 200)
