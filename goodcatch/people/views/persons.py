"""A person's page, and what an administrator does there."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodcatch.kernel import ids
from goodcatch.people import directory, forms, services
from goodcatch.people.models import Person
from goodcatch.people.rules import may_end_grant, may_run_house
from goodcatch.people.terms import ROLE_MEANS, Role
from goodcatch.people.views.seen import begin_of, end_of, keeper, person_or_404, unit_or_404, viewer_of
from goodcatch.ui.forms import DeedForm, Outcome
from goodcatch.ui.pages import verb_page

form_page = require_http_methods(["GET", "HEAD", "POST"])


def page_of(person: Person) -> str:
    """Give the address of a person's page."""
    return reverse("people:person", args=[person.public_id])


@require_safe
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show who somebody is, where they belong, which roles they hold: to themself and administrators."""
    viewer = viewer_of(request)
    whose = person_or_404(viewer, public_id)
    runs = may_run_house(viewer)
    grants = directory.grants_of(viewer, whose)
    context = {
        "person": whose,
        "runs": runs and whose.erased_at is None,
        "own": whose == viewer,
        "memberships": directory.memberships_of(viewer, whose),
        "grants": [(row, ROLE_MEANS[Role(row.role)], may_end_grant(viewer, row)) for row in grants],
        "unfilled": directory.unfilled_after(viewer, whose),
    }
    return render(request, "people/person.html", context)


@form_page
def join(request: HttpRequest) -> HttpResponse:
    """Let somebody join the house."""
    viewer = keeper(request)
    return verb_page(
        request,
        forms.JoinForm(request.POST or None, viewer=viewer),
        lambda form: form.perform(services.join, by=viewer, **form.words()),
        then=_to_person,
        said=_("They have joined. Hand them a link to choose a password, or let them ask for one by mail."),
        title=_("Somebody joins"),
        label=_("Let them join"),
        back=reverse("people:everybody"),
    )


@form_page
def invite(request: HttpRequest) -> HttpResponse:
    """Invite a guest from outside."""
    viewer = keeper(request)
    return verb_page(
        request,
        forms.GuestForm(request.POST or None),
        lambda form: form.perform(services.invite_guest, by=viewer, **form.words()),
        then=_to_person,
        said=_("The guest has an account. They see nothing until somebody invites them to a matter by name."),
        title=_("Invite a guest"),
        lead=_("Somebody from outside the house: a partner, an ombudsperson, a member of the board."),
        label=_("Invite"),
        back=reverse("people:everybody"),
    )


@form_page
def describe(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct how a person is called and signs in."""
    viewer = keeper(request)
    whose = person_or_404(viewer, public_id)
    return verb_page(
        request,
        forms.DescribeForm(request.POST or None, initial=forms.initial_of(whose)),
        lambda form: form.perform(services.describe_person, by=viewer, person=whose, **form.words()),
        title=_("Name and sign-in of %(name)s") % {"name": whose},
        label=_("Save"),
        back=page_of(whose),
    )


@form_page
def place(request: HttpRequest, public_id: str) -> HttpResponse:
    """Place somebody in a unit."""
    viewer = keeper(request)
    whose = person_or_404(viewer, public_id)
    return verb_page(
        request,
        forms.PlaceForm(request.POST or None, viewer=viewer),
        lambda form: form.perform(services.place_in_unit, by=viewer, person=whose, **form.words()),
        title=_("A unit for %(name)s") % {"name": whose},
        lead=_("Whoever belongs to a unit reads what is open to that unit and those above it."),
        label=_("Place them there"),
        back=page_of(whose),
    )


@form_page
def take_out(request: HttpRequest, public_id: str, unit_id: str) -> HttpResponse:
    """End a membership."""
    viewer = keeper(request)
    whose, unit = person_or_404(viewer, public_id), unit_or_404(viewer, unit_id)
    return verb_page(
        request,
        forms.SureForm(request.POST or None),
        lambda form: form.perform(services.take_out_of_unit, by=viewer, person=whose, unit=unit),
        title=_("%(name)s leaves %(unit)s") % {"name": whose, "unit": unit},
        lead=_("From now on they read no more of what is open to this unit alone. They are told."),
        label=_("End the membership"),
        back=page_of(whose),
    )


@form_page
def grant(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give somebody a role."""
    viewer = keeper(request)
    whose = person_or_404(viewer, public_id)

    def give(form: DeedForm) -> Outcome | None:
        words = form.words()
        since, until = begin_of(words["since"]), end_of(words["until"])
        role = Role(words["role"])
        return form.perform(
            services.grant, by=viewer, person=whose, role=role, unit=words["unit"], since=since, until=until
        )

    return verb_page(
        request,
        forms.GrantForm(request.POST or None, viewer=viewer),
        give,
        title=_("A role for %(name)s") % {"name": whose},
        lead=_("They are told, and so is everybody who holds this role there already."),
        label=_("Give the role"),
        back=page_of(whose),
    )


@form_page
def end_grant(request: HttpRequest, public_id: str, grant_id: str) -> HttpResponse:
    """End a role, or lay down one's own."""
    viewer = viewer_of(request)
    whose = person_or_404(viewer, public_id)
    wanted = ids.read_id(grant_id)
    row = next((row for row in directory.grants_of(viewer, whose) if row.public_id == wanted), None)
    if row is None or not may_end_grant(viewer, row):
        raise Http404
    where = row.unit or _("the whole house")
    return verb_page(
        request,
        forms.SureForm(request.POST or None),
        lambda form: form.perform(services.end_grant, by=viewer, grant=row),
        title=_("%(name)s is no longer %(role)s") % {"name": whose, "role": Role(row.role).label},
        lead=_("For %(unit)s, from now on. They are told, and so are those who hold this role there.")
        % {"unit": where},
        label=_("End the role"),
        back=page_of(whose),
    )


@form_page
def leave(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close the account of somebody who leaves."""
    viewer = keeper(request)
    whose = person_or_404(viewer, public_id)
    return verb_page(
        request,
        forms.SureForm(request.POST or None),
        lambda form: form.perform(services.leave, by=viewer, person=whose),
        said=_("The account is closed. What is to be handed over stands below."),
        title=_("%(name)s leaves the house") % {"name": whose},
        lead=_(
            "They are signed out with their next click; their units and roles end. What they wrote stays. "
            "The page that follows lists what is to be handed over."
        ),
        label=_("Close the account"),
        back=page_of(whose),
    )


@form_page
def erase(request: HttpRequest, public_id: str) -> HttpResponse:
    """Blank what is kept of somebody who has left."""
    viewer = keeper(request)
    whose = person_or_404(viewer, public_id)
    return verb_page(
        request,
        forms.SureForm(request.POST or None),
        lambda form: form.perform(services.erase, by=viewer, person=whose),
        title=_("Erase %(name)s") % {"name": whose},
        lead=_("Name, sign-in names and details are gone for good. What they wrote stays, without their name."),
        label=_("Erase"),
        back=page_of(whose),
    )


@form_page
def offer_password(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make a link with which somebody chooses a password, and show it once."""
    viewer = keeper(request)
    whose = person_or_404(viewer, public_id)
    form = forms.SureForm(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    outcome = form.perform(services.offer_password, by=viewer, person=whose) if sent else None
    if outcome and outcome.repeated:  # its link was told of when it was made; another would be known to nobody
        messages.warning(request, _("This link was made already, and is shown once. If it is lost, make another."))
        return redirect(request.path)
    if outcome:
        address = request.build_absolute_uri(services.link_for(whose).address)
        return render(request, "people/password_link.html", {"person": whose, "address": address})
    page = {"person": whose, "form": form, "back": page_of(whose)}
    return render(request, "people/offer_password.html", page, status=422 if form.is_bound else 200)


def _to_person(outcome: Outcome) -> str:
    return reverse("people:person", args=[outcome.ref.id])
