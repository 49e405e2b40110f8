"""What is kept about somebody in matters: parts, statements, updates, questions, answers, and where a name stands."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from goodcatch.cases.models import Case, Participant, Question, Statement, Update
from goodcatch.cases.rules import visible_to
from goodcatch.kernel.refs import System
from goodcatch.people.queries import Viewer, names_nobody
from goodcatch.people.terms import Subject, Trace


def traces(viewer: Viewer, subject: Subject) -> Iterator[Trace]:
    """Give parts and words of somebody in the matters that may be looked through, and words that name them."""
    if subject.person is not None:
        yield from _parts(viewer, subject.person)
        yield from _words(viewer, subject.person)
    if subject.words:
        yield from _named(viewer, subject)


def _where(viewer: Viewer, through: str = "") -> Q:
    open_ones = names_nobody(through) if isinstance(viewer, System) else Q()
    return visible_to(viewer, through) & open_ones


def _parts(viewer: Viewer, person: int) -> Iterator[Trace]:
    rows = Participant.objects.filter(_where(viewer, "case__"), person=person).select_related("case")
    for row in rows.order_by("since", "pk"):
        yield Trace(_("Parts in matters"), row.case.title, str(row.get_part_display()), row.since.date())


def _words(viewer: Viewer, person: int) -> Iterator[Trace]:
    heading, where = _("Written in matters"), _where(viewer, "case__")
    for said in Statement.objects.filter(where, owner=person).select_related("case").order_by("at"):
        texts = [said.short, said.happened, said.to_whom, said.known, said.not_known, said.decision, said.next_steps]
        yield Trace(heading, said.case.title, "\n\n".join(text for text in texts if text), said.at.date())
    for update in Update.objects.filter(where, by=person).select_related("case").order_by("at", "pk"):
        yield Trace(heading, update.case.title, update.text, update.at.date())
    for asked in Question.objects.filter(where, asked_by=person).select_related("case").order_by("asked_on", "pk"):
        yield Trace(heading, asked.case.title, asked.text, asked.asked_on)
    answered = Question.objects.filter(where, answered_by=person).select_related("case").order_by("answered_at")
    for asked in answered:
        yield Trace(heading, asked.case.title, asked.answer, asked.asked_on)


def _named(viewer: Viewer, subject: Subject) -> Iterator[Trace]:
    heading = _("Matters in which the name stands")
    for case in Case.objects.filter(_where(viewer)).order_by("opened_at", "pk").iterator(chunk_size=500):
        text = subject.in_any([case.title, case.summary, case.response_reason, case.safe_note])
        if text:
            yield Trace(heading, case.title, text, case.opened_at.date(), own=False)
    within = _where(viewer, "case__")
    for update in Update.objects.filter(within).select_related("case").order_by("at", "pk").iterator(chunk_size=500):
        if subject.is_in(update.text):
            yield Trace(heading, update.case.title, update.text, update.at.date(), own=False)
    for asked in Question.objects.filter(within).select_related("case").order_by("asked_on", "pk"):
        text = subject.in_any([asked.text, asked.answer])
        if text:
            yield Trace(heading, asked.case.title, text, asked.asked_on, own=False)
    for said in Statement.objects.filter(within).select_related("case").order_by("at"):
        parts = [said.short, said.happened, said.to_whom, said.known, said.not_known, said.decision, said.next_steps]
        text = subject.in_any(parts)
        if text:
            yield Trace(heading, said.case.title, text, said.at.date(), own=False)
