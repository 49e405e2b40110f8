"""One's own account: details, password, and the ways to a password for whoever is not signed in."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from goodcatch.kernel import ids
from goodcatch.people import directory, forms, services
from goodcatch.people.models import Person
from goodcatch.people.queries import absences_of
from goodcatch.people.terms import ROLE_MEANS, Role
from goodcatch.people.views.seen import viewer_of
from goodcatch.ui.forms import DeedForm, Outcome
from goodcatch.ui.pages import verb_page

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def own(request: HttpRequest) -> HttpResponse:
    """Show one's account and its roles; choose zone, language and mail."""
    viewer = viewer_of(request)
    grants = [(row, ROLE_MEANS[Role(row.role)]) for row in directory.grants_of(viewer, viewer)]
    return verb_page(
        request,
        forms.OwnDetailsForm(request.POST or None, initial=forms.initial_of(viewer)),
        lambda form: form.perform(services.change_own_details, by=viewer, **form.words()),
        title=_("Your account"),
        label=_("Save"),
        back=reverse("account_own"),
        said=_("Saved."),
        template="people/own.html",
        person=viewer,
        grants=grants,
        memberships=directory.memberships_of(viewer, viewer),
    )


@sensitive_post_parameters()
@form_page
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password."""
    viewer = viewer_of(request)

    def change(form: DeedForm) -> Outcome | None:
        outcome = form.perform(services.change_password, by=viewer, **form.words())
        if outcome:
            update_session_auth_hash(request, Person.objects.get(pk=viewer.pk))
        return outcome

    return verb_page(
        request,
        forms.ChangePasswordForm(request.POST or None),
        change,
        said=_("Your password is changed. Other browsers in which you were signed in are signed out."),
        title=_("Change your password"),
        label=_("Change it"),
        back=reverse("account_own"),
    )


@login_not_required
@form_page
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link by mail; the page that follows is the same whether or not there is such an account."""
    form = forms.ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.ask_for_password(email=form.cleaned_data["email"])
        return redirect("account_letter")
    status = 422 if request.method == "POST" else 200
    return render(request, "account/forgotten.html", {"form": form}, status=status)


@login_not_required
@require_safe
def letter(request: HttpRequest) -> HttpResponse:
    """Say that a letter is on its way, if there is somebody to write to."""
    return render(request, "account/letter.html")


@login_not_required
@sensitive_post_parameters()
@form_page
def choose_password(request: HttpRequest, public_id: str, token: str) -> HttpResponse:
    """Choose a password through a link."""
    form = forms.ChoosePasswordForm(request.POST or None)
    if form.is_second_copy():  # the link went with the first
        return redirect("account_login")
    person = Person.objects.filter(public_id=ids.read_id(public_id) or "").first()
    if person is None or not services.link_holds(person, token):
        raise Http404
    sent = request.method == "POST" and form.is_valid()
    if sent and form.perform(services.choose_password, by=person, token=token, **form.words()):
        return redirect("account_login")
    status = 422 if request.method == "POST" else 200
    return render(request, "account/choose_password.html", {"form": form, "person": person}, status=status)


@form_page
def away(request: HttpRequest) -> HttpResponse:
    """Say that one is away, and who stands in."""
    viewer = viewer_of(request)
    own = next((row for row in absences_of(viewer) if row.person == viewer), None)
    told = {"first_day": own.first_day, "last_day": own.last_day, "stand_in": own.stand_in} if own else {}
    return verb_page(
        request,
        forms.AwayForm(request.POST or None, initial=told, people=directory.could_stand_in(viewer)),
        lambda form: form.perform(services.say_away, by=viewer, **form.words()),
        title=_("When you are away"),
        label=_("Save"),
        back=reverse("account_own"),
        said=_("Saved."),
    )
