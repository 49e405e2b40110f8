"""Pages of a lesson that named people read: share a copy with others, take it off."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.lessons import forms, queries, rules, services
from goodcatch.lessons.models import Lesson
from goodcatch.lessons.views.reading import address_of, found
from goodcatch.people.terms import AudienceKind
from goodcatch.people.views.seen import viewer_of
from goodcatch.reports.terms import next_quarter
from goodcatch.ui.forms import DeedForm, Outcome
from goodcatch.ui.pages import verb_page


@login_required
def share_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Share a copy of it with others, from the next quarter on."""
    viewer, lesson = viewer_of(request), _shared(request, public_id)
    if lesson.retired_at or not lesson.published_at:
        raise Http404
    units = queries.units_to_share_with(viewer=viewer, lesson=lesson)
    form = forms.ShareForm(request.POST or None, units=units, initial={"read_version": lesson.version})

    def do(sent: DeedForm) -> Outcome | None:
        data = {name: sent.cleaned_data[name] for name in ("unit", "read_version")}
        return sent.perform(services.share_copy, by=viewer, lesson=lesson, **data)

    return verb_page(
        request,
        form,
        do,
        title=_("Share it with others"),
        label=_("Share it with the next quarter"),
        back=address_of(lesson),
        said=_("It is shared, and appears with the next quarter."),
        template="lessons/share.html",
        crumbs=[(lesson.title, address_of(lesson))],
        nobody=_why_not(request, lesson),
        lesson=lesson,
        appears=next_quarter(clock.today()),
    )


@login_required
def take_off_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take off its copy."""
    viewer, lesson = viewer_of(request), _shared(request, public_id)
    form = DeedForm(request.POST or None)
    if form.is_second_copy():
        return redirect(address_of(lesson))
    if queries.copy_of(viewer=viewer, lesson=lesson) is None:
        raise Http404
    return verb_page(
        request,
        form,
        lambda sent: sent.perform(services.take_off_copy, by=viewer, lesson=lesson),
        title=_("Take the copy off"),
        label=_("Take it off"),
        back=address_of(lesson),
        said=_("It is taken off. Nobody reads the copy any more."),
        lead=_("Nobody reads the copy any more. This lesson stays as it is, for those who read the matter."),
        crumbs=[(lesson.title, address_of(lesson))],
    )


def _why_not(request: HttpRequest, lesson: Lesson) -> str:
    """Say why the viewer cannot share it now, before they look for a way; nothing where they can."""
    if rules.wrote_in(viewer_of(request), lesson):
        return _(
            "You wrote in it. Somebody else looks whether it gives anybody away, and shares it: a second person who "
            "looks after the matter. If there is none, name one there."
        )
    if request.method == "GET" and queries.copy_of(viewer=viewer_of(request), lesson=lesson):
        return _("A copy is shared already. Take it off first; this text then appears with a new quarter.")
    return ""


def _shared(request: HttpRequest, public_id: str) -> Lesson:
    lesson = found(request, public_id)
    if lesson.audience.kind != AudienceKind.NAMED or not rules.may_share(viewer_of(request), lesson):
        raise Http404
    return lesson
