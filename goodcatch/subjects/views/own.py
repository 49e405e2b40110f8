"""What is kept about oneself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodcatch.people.views.seen import viewer_of
from goodcatch.subjects import forms, queries, services
from goodcatch.subjects.views.answers import copy_file
from goodcatch.ui.pages import verb_page


@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: HttpRequest) -> HttpResponse:
    """Show what is kept about one's account, and give a copy."""
    viewer = viewer_of(request)
    found = queries.kept_about(viewer)
    form = forms.OwnCopyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and form.perform(services.copy_own, by=viewer):
        return copy_file(request, form.cleaned_data["shape"], form.copy(found))
    return verb_page(
        request,
        form,
        lambda _form: None,
        title=_("What is kept about you"),
        label=_("Take a copy"),
        back=reverse("account_own"),
        template="subjects/kept.html",
        groups=queries.in_groups(viewer, found),
    )
