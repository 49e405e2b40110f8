"""One page for each verb of an action."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodcatch.actions import forms, queries, rules, services, terms
from goodcatch.actions.models import Action
from goodcatch.actions.views.reading import LOOKABLE, found
from goodcatch.cases import queries as case_queries
from goodcatch.cases.models import Case
from goodcatch.people.models import Person
from goodcatch.people.views.seen import viewer_of
from goodcatch.reports.queries import InboxRow
from goodcatch.ui.forms import DeedForm, Outcome
from goodcatch.ui.pages import verb_page


@login_required
def propose_page(request: HttpRequest, case_id: str) -> HttpResponse:
    """Propose an action from a case."""
    viewer = viewer_of(request)
    case = case_queries.case_for(viewer, case_id)
    if case is None or not rules.may_propose(viewer, case):
        raise Http404
    people = queries.people_who_could_own(viewer=viewer, case=case)
    factors = queries.factors_of_case(viewer=viewer, case=case)
    told = _remedy(viewer, case, request.GET.get("remedy", ""))
    form = forms.ProposeForm(
        request.POST or None, people=people, factors=factors, remedy=told.remedy if told is not None else ""
    )

    def do(sent: DeedForm) -> Outcome | None:
        data = sent.cleaned_data
        chosen = list(data.get("factors") or [])
        return sent.perform(
            services.propose_action,
            by=viewer,
            case=case,
            proposal=form.proposal(),
            owner=data["owner"],
            due_on=data["due_on"],
            factors=chosen,
            remedy_of=told.report if told is not None else None,
            credits_reporter=data.get("credits_reporter", False),
        )

    back = case.path
    return verb_page(
        request,
        form,
        do,
        title=_("Propose a change"),
        label=_("Propose it"),
        back=back,
        lead=_("Whoever reported it proposed this. The change says so without a name, and they see it on their page.")
        if told is not None
        else "",
        then=lambda outcome: reverse("actions:action", args=[outcome.ref.id]),
        said=_("Proposed. Whoever is asked to own it agrees, or answers back."),
        crumbs=[(case.title, back)],
    )


def _remedy(viewer: Person, case: Case, public_id: str) -> InboxRow | None:
    """Give the report of this case whose remedy is meant, where the viewer handles it. Raises Http404 for others."""
    if not public_id:
        return None
    told = [row for row in case_queries.around(viewer=viewer, case=case).reports if row.report.public_id == public_id]
    if not told or not told[0].remedy:
        raise Http404
    return told[0]


SAID = {
    "agree_action": gettext_lazy("It is yours. Thank you for taking it on."),
    "answer_back": gettext_lazy("Your answer stands beside it, for those who proposed it."),
    "start_action": gettext_lazy("It is under way."),
    "note_progress": gettext_lazy("Noted."),
    "put_in_place": gettext_lazy("In place. Now somebody else goes and looks."),
    "change_due": gettext_lazy("It has a new date; the earlier one is kept."),
    "decline_action": gettext_lazy("Decided, with the reason beside it."),
    "hand_over": gettext_lazy("Asked. They agree, or answer back."),
    "describe_action": gettext_lazy("Saved."),
    "verify_effect": gettext_lazy("Thank you for looking. What you found stands beside it."),
    "act_on": gettext_lazy("Named."),
}
"""Verb → what is said once it is done."""


def _page(
    request: HttpRequest,
    action: Action,
    form: DeedForm,
    verb: Callable[..., Any],
    title: str,
    label: str,
    *,
    lead: str = "",
    arguments: Callable[[], dict[str, Any]] | None = None,
) -> HttpResponse:
    """A page whose form's fields are the verb's arguments, unless `arguments` says otherwise."""

    def do(sent: DeedForm) -> Outcome | None:
        plain = {name: value for name, value in sent.cleaned_data.items() if name != "nonce"}
        return sent.perform(verb, by=viewer_of(request), action=action, **(arguments() if arguments else plain))

    back = reverse("actions:action", args=[action.public_id])
    crumbs = [(action.title, back)]
    said = SAID[verb.__name__]
    return verb_page(request, form, do, title=title, label=label, back=back, said=said, lead=lead, crumbs=crumbs)


def _owned(request: HttpRequest, public_id: str, *states: terms.State) -> Action:
    """Give the viewer's own action; its form is offered in these states alone.

    A form that was opened before the state changed is answered with the rule that stands against it, and keeps
    what was typed.
    """
    action = found(request, public_id)
    offered = request.method == "POST" or action.state in states
    if action.owner_id != viewer_of(request).pk or not offered:
        raise Http404
    return action


def _steered(request: HttpRequest, public_id: str) -> Action:
    action = found(request, public_id)
    if not rules.may_steer(viewer_of(request), action) or action.state in OVER:
        raise Http404
    return action


OVER = {terms.State.VERIFIED, terms.State.DECLINED}
IN_HAND = (terms.State.AGREED, terms.State.UNDER_WAY)


@login_required
def agree_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Agree to own an action."""
    action = _owned(request, public_id, terms.State.PROPOSED)
    form = forms.AgreeForm(request.POST or None, initial={"due_on": action.due_on})
    return _page(request, action, form, services.agree_action, _("Agree to own it"), _("I own it"), lead=action.text)


@login_required
def answer_back_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer back instead of agreeing."""
    action = _owned(request, public_id, terms.State.PROPOSED)
    form = forms.AnswerBackForm(request.POST or None)
    return _page(request, action, form, services.answer_back, _("Answer back"), _("Send"))


@login_required
def start_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Begin with an action."""
    action = _owned(request, public_id, terms.State.AGREED)
    form = DeedForm(request.POST or None)
    return _page(request, action, form, services.start_action, _("Begin with it"), _("Begin"))


@login_required
def note_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say how it goes."""
    action = _owned(request, public_id, *IN_HAND)
    form = forms.NoteForm(request.POST or None)
    return _page(
        request,
        action,
        form,
        services.note_progress,
        _("How does it go?"),
        _("Say it"),
    )


@login_required
def in_place_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that the change is in place."""
    action = _owned(request, public_id, *IN_HAND)
    form = forms.InPlaceForm(request.POST or None)
    lead = _("Somebody else then goes and looks.")
    return _page(request, action, form, services.put_in_place, _("It is in place"), _("It is in place"), lead=lead)


@login_required
def due_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Agree on a new date."""
    action = _steered(request, public_id)
    form = forms.DueForm(request.POST or None, initial={"due_on": action.due_on})
    return _page(request, action, form, services.change_due, _("Agree on a new date"), _("Move it"))


@login_required
def decline_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Decide not to act."""
    action = _steered(request, public_id)
    form = forms.DeclineForm(request.POST or None)
    lead = _("That is a decision like any other, with its reason and a day to look again.")
    title, label = _("Decide not to do it"), _("It is not done")
    return _page(request, action, form, services.decline_action, title, label, lead=lead)


@login_required
def hand_over_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask somebody to own it."""
    action = _steered(request, public_id)
    form = forms.HandOverForm(
        request.POST or None, people=queries.people_to_ask(viewer=viewer_of(request), action=action)
    )
    lead = _("They read this action, not where it came from, and agree or answer back.")
    return _page(request, action, form, services.hand_over, _("Ask somebody to own it"), _("Ask"), lead=lead)


@login_required
def describe_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say better what is to change."""
    action = _steered(request, public_id)
    names = ("version", "title", "text", "mechanism", "kind", "done_when", "kept_although")
    form = forms.ChangeForm(request.POST or None, initial={name: getattr(action, name) for name in names})

    def arguments() -> dict[str, Any]:
        return {"version": form.cleaned_data["version"] or 0, "proposal": form.proposal()}

    title, label = _("What is to change"), _("Save")
    return _page(request, action, form, services.describe_action, title, label, arguments=arguments)


@login_required
def look_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what was found."""
    action = found(request, public_id)
    viewer = viewer_of(request)
    if action.state not in LOOKABLE or not rules.may_look(viewer, action):
        raise Http404
    kind = forms.LookForm if rules.is_apart(viewer, action) else forms.OwnLookForm
    form = kind(request.POST or None)

    def arguments() -> dict[str, Any]:
        data = form.cleaned_data
        found_so = terms.Verdict(data["verdict"])
        return {"verdict": found_so, "evidence": data["evidence"], "nobody_else": data.get("nobody_else", False)}

    title, label = _("What did you find?"), _("Say it")
    return _page(
        request, action, form, services.verify_effect, title, label, lead=action.done_when, arguments=arguments
    )


@login_required
def act_on_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Name a factor that the action acts on, and why so."""
    action = _steered(request, public_id)
    factors = queries.factors_to_name(viewer=viewer_of(request), action=action)
    form = forms.FactorForm(request.POST or None, factors=factors)
    lead = _("What a review of its case found to have contributed.")
    return _page(request, action, form, services.act_on, _("What it acts on"), _("Name it"), lead=lead)
