"""The page on which a house is founded."""

from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from goodcatch.people.models import Person
from goodcatch.setup import services
from goodcatch.setup.forms import FoundingForm
from goodcatch.ui.forms import DeedForm, Outcome
from goodcatch.ui.pages import verb_page


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest, token: str) -> HttpResponse:
    """Found the house, and sign its founder in."""
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
        FoundingForm(request.POST or None, initial={"channel": _("Speak up")}),
        do,
        title=_("Found your house"),
        label=_("Found it"),
        back="/in/account/",
        said=_(
            "The house stands. You are a member of it, its administrator and its triager: both roles show below, and "
            "you can hand them on."
        ),
        template="setup/found.html",
    )
