"""One page for each verb of a lesson."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodcatch.cases import queries as case_queries
from goodcatch.lessons import forms, queries, rules, services
from goodcatch.lessons.models import Lesson
from goodcatch.lessons.views.reading import address_of, found
from goodcatch.people.views.seen import viewer_of
from goodcatch.reviews import queries as review_queries
from goodcatch.ui.forms import DeedForm, Outcome
from goodcatch.ui.pages import verb_page


@login_required
def write_page(request: HttpRequest, case_id: str) -> HttpResponse:
    """Write a lesson from a case."""
    viewer = viewer_of(request)
    case = case_queries.case_for(viewer, case_id)
    if case is None or not rules.may_write_from(viewer, case):
        raise Http404
    reviews = review_queries.reviews_of_case(viewer=viewer, case=case)
    form = forms.LessonForm(request.POST or None)

    def do(sent: DeedForm) -> Outcome | None:
        agreed = [review for review in reviews if review.published_at]
        review = next(iter([*agreed[-1:], *reviews[-1:]]), None)
        return sent.perform(services.write_lesson, by=viewer, case=case, draft=form.draft(), review=review)

    return verb_page(
        request,
        form,
        do,
        title=_("Write down what we learned"),
        label=_("Keep it as a draft"),
        back=case.path,
        then=lambda outcome: reverse("lessons:lesson", args=[outcome.ref.id]),
        lead=_("You publish it in a second step."),
        crumbs=[(case.title, case.path)],
    )


@login_required
def change_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change what a lesson says."""
    lesson = _written(request, public_id)
    names = ("version", "title", "text", "before", "after", "applies_where")
    tags = ", ".join(queries.tags_of(viewer=viewer_of(request), lesson=lesson))
    initial = {name: getattr(lesson, name) for name in names} | {"tags": tags}
    form = forms.LessonForm(request.POST or None, initial=initial)

    def do(sent: DeedForm) -> Outcome | None:
        version = sent.cleaned_data["version"] or 0
        draft = form.draft()
        return sent.perform(services.change_lesson, by=viewer_of(request), lesson=lesson, version=version, draft=draft)

    title, label = _("Change this lesson"), _("Save")
    crumbs = [(lesson.title, address_of(lesson))]
    return verb_page(request, form, do, title=title, label=label, back=address_of(lesson), crumbs=crumbs)


SAID = {
    "publish_lesson": gettext_lazy("Published. It stands in the library for those who may read the case."),
    "stand_behind": gettext_lazy("Named. It stands behind the lesson."),
    "call_verified": gettext_lazy("It is verified."),
    "publish_to_everybody": gettext_lazy("Published. Anybody can read it now."),
    "retire_lesson": gettext_lazy("It is retired, with the reason beside it."),
}
"""Verb → what is said once it is done."""


def _step(
    request: HttpRequest,
    lesson: Lesson,
    form: DeedForm,
    verb: Callable[..., Any],
    title: str,
    label: str,
    lead: str = "",
) -> HttpResponse:
    """A page whose form's fields are the verb's arguments."""

    def do(sent: DeedForm) -> Outcome | None:
        data = {name: value for name, value in sent.cleaned_data.items() if name != "nonce"}
        return sent.perform(verb, by=viewer_of(request), lesson=lesson, **data)

    back = address_of(lesson)
    crumbs = [(lesson.title, back)]
    said = SAID[verb.__name__]
    return verb_page(request, form, do, title=title, label=label, back=back, said=said, lead=lead, crumbs=crumbs)


@login_required
def publish_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Publish a lesson to its audience."""
    lesson = _written(request, public_id)
    lead = _("Those who may read the case read the lesson from then on, as observed. Whoever reported it hears.")
    form = DeedForm(request.POST or None)
    return _step(request, lesson, form, services.publish_lesson, _("Publish this lesson"), _("Publish"), lead)


@login_required
def behind_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Name an action that stands behind a lesson."""
    lesson = _written(request, public_id)
    choices = queries.actions_to_name(viewer=viewer_of(request), lesson=lesson)
    form = forms.BehindForm(request.POST or None, actions=choices)
    return _step(request, lesson, form, services.stand_behind, _("What was changed because of it?"), _("Name it"))


@login_required
def verify_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Call a lesson verified."""
    lesson = _kept(request, public_id)
    lead = _("An action behind it was seen to work by somebody other than its owner.")
    form = DeedForm(request.POST or None)
    return _step(request, lesson, form, services.call_verified, _("Call it verified"), _("It is verified"), lead)


@login_required
def everybody_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make a public copy of a lesson."""
    lesson = _kept(request, public_id)
    lead = _("Anybody can read this copy, without signing in. Look once more that it names nobody.")
    form = DeedForm(request.POST or None)
    return _step(request, lesson, form, services.publish_to_everybody, _("Publish to everybody"), _("Publish"), lead)


@login_required
def withdraw_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Withdraw the public copy of a lesson."""
    lesson = _kept(request, public_id)
    form = DeedForm(request.POST or None)
    if form.is_second_copy():
        return redirect(address_of(lesson))
    publication = queries.ground_of(viewer=viewer_of(request), lesson=lesson).public
    if publication is None:
        raise Http404

    def do(sent: DeedForm) -> Outcome | None:
        return sent.perform(services.withdraw_publication, by=viewer_of(request), publication=publication)

    title, label = _("Withdraw the public copy"), _("Withdraw it")
    crumbs = [(lesson.title, address_of(lesson))]
    return verb_page(request, form, do, title=title, label=label, back=address_of(lesson), crumbs=crumbs)


@login_required
def retire_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Retire a lesson."""
    lesson = _kept(request, public_id)
    lead = _("It stays readable, with the reason, and is no longer offered.")
    form = forms.RetireForm(request.POST or None)
    return _step(request, lesson, form, services.retire_lesson, _("Retire this lesson"), _("Retire it"), lead)


def _written(request: HttpRequest, public_id: str) -> Lesson:
    lesson = found(request, public_id)
    if not rules.may_write(viewer_of(request), lesson) or lesson.retired_at:
        raise Http404
    return lesson


def _kept(request: HttpRequest, public_id: str) -> Lesson:
    lesson = found(request, public_id)
    if not rules.may_keep(viewer_of(request), lesson) or lesson.retired_at:
        raise Http404
    return lesson
