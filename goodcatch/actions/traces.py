"""What is kept about somebody in actions: those they own or proposed, what they found, where a name stands."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from goodcatch.actions.models import Action, Look, Note
from goodcatch.actions.rules import visible_to
from goodcatch.kernel.refs import System
from goodcatch.people.queries import Viewer, names_nobody
from goodcatch.people.terms import Subject, Trace


def traces(viewer: Viewer, subject: Subject) -> Iterator[Trace]:
    """Give what actions that may be looked through keep about somebody."""
    actions = Action.objects.filter(visible_to(viewer) & (names_nobody() if isinstance(viewer, System) else Q()))
    within = Q(action__in=actions)
    if subject.person is not None:
        for action in actions.filter(owner=subject.person).order_by("proposed_at", "pk"):
            yield Trace(_("Actions owned"), action.title, action.answered_back, action.proposed_at.date())
        for action in actions.filter(proposed_by=subject.person).order_by("proposed_at", "pk"):
            yield Trace(_("Actions proposed"), action.title, day=action.proposed_at.date())
        for note in Note.objects.filter(within, by=subject.person).select_related("action").order_by("at", "pk"):
            yield Trace(_("Written on actions"), note.action.title, note.text, note.at.date())
        for look in Look.objects.filter(within, by=subject.person).select_related("action").order_by("at", "pk"):
            yield Trace(_("Written on actions"), look.action.title, look.evidence, look.at.date())
    if subject.words:
        yield from _named(actions.in_bulk(), subject)


def _named(actions: dict[int, Action], subject: Subject) -> Iterator[Trace]:
    heading = _("Actions in which the name stands")
    texts = {
        pk: [each.title, each.text, each.done_when, each.owner_as_written, each.declined_reason]
        for pk, each in actions.items()
    }
    for note in Note.objects.filter(action__in=actions).order_by("at", "pk"):
        texts[note.action_id].append(note.text)
    for look in Look.objects.filter(action__in=actions).order_by("at", "pk"):
        texts[look.action_id].append(look.evidence)
    for pk, each in actions.items():
        text = subject.in_any(texts[pk])
        if text:
            yield Trace(heading, each.title, text, each.proposed_at.date(), own=False)
