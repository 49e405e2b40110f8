"""Pages of sources: what was brought in, whole; and a change that waits for a decision."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodcatch.exchange import queries, services
from goodcatch.exchange.forms import DecideForm
from goodcatch.exchange.models import SourceVersion
from goodcatch.people.views.seen import viewer_of
from goodcatch.ui.marked import shown


def _found(request: HttpRequest, public_id: str, number: int | None) -> SourceVersion:
    viewer = viewer_of(request)
    source = queries.source_for(viewer=viewer, public_id=public_id)
    version = queries.version_of(viewer=viewer, source=source, number=number) if source else None
    if version is None:
        raise Http404
    return version


@require_safe
@login_required
def source_page(request: HttpRequest, public_id: str, number: int | None = None) -> HttpResponse:
    """Show a source as it was brought in, in its newest version or in an earlier one."""
    version = _found(request, public_id, number)
    viewer, source = viewer_of(request), version.source
    context = {
        "source": source,
        "version": version,
        "text": shown(version.text),
        "versions": queries.versions_of(viewer=viewer, source=source),
        "changes": queries.changes_waiting(viewer=viewer, source=source),
    }
    return render(request, "exchange/source.html", context)


@require_safe
@login_required
def raw(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Give the very bytes that were brought in, as plain text."""
    version = _found(request, public_id, number)
    return HttpResponse(bytes(version.body), content_type="text/plain; charset=utf-8")


@login_required
def change_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show what stands here and what the source says now, and let those who look after the matter decide."""
    change = queries.change_for(viewer=viewer_of(request), public_id=public_id)
    if change is None:
        raise Http404
    form = DecideForm(request.POST or None)
    takes = "take" in request.POST
    if (takes or "keep" in request.POST) and form.is_valid():
        verb = services.take_change if takes else services.decline_change
        if form.perform(verb, by=viewer_of(request), change=change):
            messages.success(request, _("It says what the source says.") if takes else _("It stays as it is."))
            return redirect(change.source.case.path)
    status = 422 if form.is_bound else 200
    return render(request, "exchange/change.html", {"change": change, "form": form}, status=status)
