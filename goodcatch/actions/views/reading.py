"""Read actions: the board, and one action with its course."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodcatch.actions import forms, queries, rules, terms
from goodcatch.actions.models import Action
from goodcatch.kernel import clock
from goodcatch.people.models import Person, Unit
from goodcatch.people.rules import may_see_directory
from goodcatch.people.views.seen import viewer_of

PAGE = 25


@require_safe
@login_required
def board_page(request: HttpRequest) -> HttpResponse:
    """Show the actions that the viewer may read, by key; the address holds the filter."""
    viewer = viewer_of(request)
    units = Unit.objects.filter(closed_at__isnull=True).order_by("name") if may_see_directory(viewer) else ()
    form = forms.FilterForm(request.GET, units=units)
    form.is_valid()
    rows = queries.narrowed(viewer=viewer, **{k: v for k, v in form.cleaned_data.items() if v})
    last = queries.action_for(viewer=viewer, public_id=request.GET.get("older", ""))
    shown = list((_older_than(rows, last) if last else rows)[: PAGE + 1])
    older = shown[PAGE - 1].public_id if len(shown) > PAGE else ""
    context = {"actions": shown[:PAGE], "older": older, "form": form, "today": clock.today()}
    return render(request, "actions/board.html", context)


@dataclass(frozen=True, slots=True)
class Step:
    """What the viewer can do next with an action."""

    word: str
    page: str


@require_safe
@login_required
def action_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one action with its course."""
    viewer, action = viewer_of(request), found(request, public_id)
    steps = _steps(viewer, action)
    context = {
        "action": action,
        "course": queries.course_of(viewer=viewer, action=action),
        "steps": [(step.word, reverse(f"actions:{step.page}", args=[action.public_id])) for step in steps],
        "names": rules.knows_people(viewer, action),
        "late": is_late(action) and (action.owner_id == viewer.pk or rules.may_steer(viewer, action)),
        "ripe": action.watch_until is not None and action.watch_until <= clock.today(),
    }
    return render(request, "actions/action.html", context)


def found(request: HttpRequest, public_id: str) -> Action:
    """Give the action at this address. Raises Http404."""
    action = queries.action_for(viewer=viewer_of(request), public_id=public_id)
    if action is None:
        raise Http404
    return action


def is_late(action: Action) -> bool:
    """Tell whether its day has passed and it is neither in place nor over; for owner and steerers alone (P-4)."""
    open_states = {terms.State.PROPOSED, terms.State.AGREED, terms.State.UNDER_WAY}
    return bool(action.due_on and action.due_on < clock.today() and action.state in open_states)


LOOKABLE = {terms.State.IN_PLACE, terms.State.WATCHING, terms.State.VERIFIED}
"""States in which somebody can look; of what is verified, they can say that it turned out not to work."""


def _steps(viewer: Person, action: Action) -> list[Step]:
    """The verbs open to the viewer now, the likeliest first."""
    state = action.state
    steps = _steps_of_owner(state) if action.owner_id == viewer.pk else []
    if state in LOOKABLE:
        found_so = _("Say that it does not work") if state == terms.State.VERIFIED else _("Say what you found")
        steps.append(Step(found_so, "look"))
    if rules.may_steer(viewer, action) and state not in {terms.State.VERIFIED, terms.State.DECLINED}:
        steps += _steps_of_steering(state)
    return steps


def _steps_of_owner(state: terms.State) -> list[Step]:
    if state == terms.State.PROPOSED:
        return [Step(_("Agree to own it"), "agree"), Step(_("Answer back"), "answer_back")]
    if state == terms.State.AGREED:
        return [Step(_("Begin"), "start"), Step(_("It is in place"), "in_place"), Step(_("Say how it goes"), "note")]
    if state == terms.State.UNDER_WAY:
        return [Step(_("It is in place"), "in_place"), Step(_("Say how it goes"), "note")]
    return []


def _steps_of_steering(state: terms.State) -> list[Step]:
    steps = [Step(_("Describe it better"), "describe"), Step(_("Say what it acts on"), "act_on")]
    if state not in {terms.State.IN_PLACE, terms.State.WATCHING}:
        steps += [Step(_("Agree on a new date"), "due"), Step(_("Decide not to do it"), "decline")]
    return [*steps, Step(_("Ask somebody to own it"), "hand_over")]


def _older_than(rows: QuerySet[Action], last: Action) -> QuerySet[Action]:
    """The rest of a list after `last`, by key."""
    return rows.filter(Q(proposed_at__lt=last.proposed_at) | Q(proposed_at=last.proposed_at, pk__lt=last.pk))
