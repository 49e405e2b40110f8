"""The page on which a house is founded, the one that says what to do first, and the last examination."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodcatch.people.models import Person
from goodcatch.people.views.seen import keeper
from goodcatch.reports.queries import channels_kept
from goodcatch.setup import findings, queries, services
from goodcatch.setup.forms import FoundingForm
from goodcatch.setup.terms import UNSEEN
from goodcatch.ui.forms import DeedForm, Outcome
from goodcatch.ui.pages import verb_page


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest, token: str) -> HttpResponse:
    """Found the house, and sign its founder in."""
    form = FoundingForm(request.POST or None, initial={"channel": _("Speak up")})
    first_steps_address = reverse("setup:first_steps")
    if form.is_second_copy():  # the token went with the first
        return redirect(first_steps_address)
    if not services.token_holds(token):
        raise Http404

    def do(form: DeedForm) -> Outcome | None:
        words = form.words()
        founder = services.Founder(**{key: words.pop(key) for key in ("name", "email", "username", "password")})
        outcome = form.perform(services.found_house, token=token, founder=founder, **words)
        if outcome:
            login(request, Person.objects.get(public_id=outcome.ref.id))
        return outcome

    return verb_page(
        request,
        form,
        do,
        title=_("Found your house"),
        label=_("Found it"),
        back=first_steps_address,
        said=_("The house stands. You are a member of it, its administrator and its triager."),
        template="setup/found.html",
    )


@require_safe
def first_steps(request: HttpRequest) -> HttpResponse:
    """Show what to do first, to those who run the house."""
    channels = [channel for channel in channels_kept(keeper(request)) if channel.is_open]
    return render(request, "setup/first_steps.html", {"channel": channels[0] if channels else None})


class SeeOther(HttpResponseRedirect):
    """Answers a form with another page to look at, so that going back or reloading sends nothing again."""

    status_code = 303


@require_http_methods(["GET", "HEAD", "POST"])
def doctor(request: HttpRequest) -> HttpResponse:
    """Show what the last examination of the set-up found, and let another one be made."""
    person = keeper(request)
    form = DeedForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and form.perform(services.ask_examination, by=person):
        messages.success(request, _("The worker examines the house now. Look at this page again in a minute."))
        return SeeOther(request.path)
    newest = queries.newest(person)
    found = queries.findings_of(person, newest) if newest else []
    context = {
        "newest": newest,
        "findings": [findings.shown(each) for each in findings.in_order(found)],
        "unseen": UNSEEN,
        "paused": queries.paused(person),
        "form": form,
        "reopen_form": DeedForm(auto_id="reopen_%s"),
    }
    return render(request, "setup/doctor.html", context, status=422 if form.is_bound else 200)


@require_POST
def reopen(request: HttpRequest) -> HttpResponse:
    """Open the sealed channels again that an examination closed."""
    person = keeper(request)
    form = DeedForm(request.POST)
    if form.is_valid() and form.perform(services.reopen_sealed, by=person):
        messages.success(request, _("The sealed channels take reports again. Their readers are told."))
    for sentence in form.non_field_errors():
        messages.warning(request, str(sentence))
    return SeeOther(reverse("setup:doctor"))
