"""One's notices, and marking them as seen."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from goodcatch.kernel import ids
from goodcatch.notices import queries, services
from goodcatch.people.models import Person


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Show one's notices, newest first."""
    viewer = _viewer(request)
    told, following = queries.page(viewer, before=ids.read_id(request.GET.get("before", "")) or "")
    new = any(not one.notice.seen for one in told)
    return render(request, "notices/notices.html", {"told": told, "following": following, "new": new})


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Mark one notice as seen, or all."""
    asked = request.POST.get("notice")
    which = ids.read_id(asked) or "" if asked else None  # what is no id names no notice; it never means all
    services.mark_seen(viewer=_viewer(request), public_id=which)
    return redirect("notices:notices")


def _viewer(request: HttpRequest) -> Person:
    if not isinstance(request.user, Person):
        raise Http404
    return request.user
