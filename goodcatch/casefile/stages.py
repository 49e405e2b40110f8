"""Where a case stands, and what comes next, whose it is, and by when: made from the facts, for whoever looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from goodcatch.cases import rules
from goodcatch.cases.models import Case
from goodcatch.cases.queries import Around
from goodcatch.cases.terms import Kind, Part, Response, ScaleKind, Stage
from goodcatch.kernel import clock
from goodcatch.people.models import Person


@dataclass(frozen=True, slots=True)
class Rung:
    """One stage of the rail: done, now or ahead, with what is known of it or what it waits for."""

    word: str
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class Step:
    """A next step: what, whose, by when, and the page where it is done, for whoever may do it."""

    what: str
    whose: str = ""
    by: date | None = None
    address: str = ""
    step: str = ""
    late: bool = False


def rungs(case: Case, around: Around) -> list[Rung]:
    """Give the stages in their order; days only, and no names (P-4)."""
    reached = {
        Stage.RECEIVED: case.opened_at,
        Stage.UNDER_WAY: case.under_way_at,
        Stage.IMPROVING: case.improving_at,
        Stage.SHARED: case.shared_at,
        Stage.MOVED_ON: case.moved_on_at,
    }
    beside = {Stage.UNDER_WAY: case.get_response_display() if case.response else ""}
    waits = _waits(case)
    found: list[Rung] = []
    waiting = True
    for stage in Stage:
        at, word = reached[stage], str(stage.label).capitalize()
        if at:
            note = " · ".join(part for part in (beside.get(stage, ""), _day(at)) if part)
            found.append(Rung(word, "done", note))
        elif case.moved_on_at:
            found.append(Rung(word, "ahead", _("was not needed")))
        else:
            found.append(Rung(word, "now", waits[stage]) if waiting else Rung(word, "ahead", ""))
            waiting = False
    return [*found[:1], *_safe_and_owned(case, around), *found[1:]]


def _safe_and_owned(case: Case, around: Around) -> Iterator[Rung]:
    if case.safe_at:
        yield Rung(_("Made safe"), "done", _day(case.safe_at))
    if around.statement:
        yield Rung(_("Owned"), "done", _day(around.statement.at))
    elif case.asked.statement and not case.moved_on_at:
        yield Rung(_("Owned"), "now", _("waits for a leader of the unit who answers for it"))


def _waits(case: Case) -> dict[Stage, str]:
    due = _(", by %(day)s") % {"day": _day(case.response_due)} if case.response_due else ""
    return {
        Stage.RECEIVED: "",
        Stage.UNDER_WAY: _("waits for how we learn from it, settled by those who look after it"),
        Stage.IMPROVING: _("waits for the first agreed change, from the review") + due,
        Stage.SHARED: _("waits for the first published lesson"),
        Stage.MOVED_ON: _("waits for lessons, actions, people and an answer"),
    }


def steps(viewer: Person, case: Case, around: Around) -> list[Step]:
    """Give what is to be done next by whoever looks, most pressing first; nothing where it is not theirs."""
    if case.moved_on_at:
        return []
    found = list(_for_leader(viewer, case, around))
    if around.handles:
        found += _for_handlers(case, around)
    return found


def _for_leader(viewer: Person, case: Case, around: Around) -> Iterator[Step]:
    statement = around.statement
    if statement is None:
        if case.asked.statement and rules.leads(viewer, case):
            sentence = _("Answer for it: two sentences, and when they hear from you again.")
            yield Step(sentence, _("you lead this unit"), None, f"{case.path}own/", _("Answer for it"))
        return
    if statement.owner != viewer:
        return
    if statement.next_word_on <= clock.today():
        late = statement.next_word_on < clock.today()
        yield Step(
            _("You promised the next word."),
            _("yours"),
            statement.next_word_on,
            f"{case.path}update/",
            _("Say how it goes"),
            late,
        )
    if statement.full_at is None and case.asked.statement:
        yield Step(_("The full statement is still to come."), _("yours"), None, f"{case.path}statement/", _("Write it"))


def _for_handlers(case: Case, around: Around) -> Iterator[Step]:
    looked_after = _("those who look after it")
    if case.safe_at is None and case.kind in {Kind.INCIDENT, Kind.HAZARD} and case.stage == Stage.RECEIVED:
        yield Step(_("Is it safe for now?"), looked_after, None, f"{case.path}safe/", _("Say that it is safe"))
    for scale in ScaleKind:
        if (case.impact if scale == ScaleKind.IMPACT else case.potential) is None:
            sentence = _("Weigh what happened.") if scale == ScaleKind.IMPACT else _("Weigh what could have happened.")
            yield Step(sentence, looked_after, None, f"{case.path}weigh/{scale.value}/", _("Weigh it"))
    if not case.response:
        yield Step(_("Settle how we learn from it."), looked_after, None, f"{case.path}respond/", _("Settle it"))
    for question in around.unanswered[:3]:
        address = f"{case.path}questions/{question.public_id}/"
        yield Step(_("Somebody asked, and waits for an answer."), looked_after, None, address, _("Answer"))
    if case.response and not around.unmet(case):
        yield Step(
            _("Nothing stands in the way of moving on."), looked_after, None, f"{case.path}move-on/", _("Move on")
        )
    elif case.response in {Response.NONE, Response.JOINED}:
        yield Step(
            _("It waits for an answer to whoever reported it."),
            looked_after,
            None,
            f"{case.path}move-on/",
            _("Answer and move on"),
        )


def deeds(viewer: Person, case: Case, around: Around) -> list[tuple[str, str]]:
    """Give what else the viewer may do here: pairs (word, address)."""
    found: list[tuple[str, str]] = []
    if rules.leads(viewer, case) and around.statement is None and not case.moved_on_at:
        found.append((_("Answer for it"), "own/"))
    if around.statement and around.statement.owner == viewer and not case.moved_on_at:
        found.append((_("The full statement"), "statement/"))
    if around.handles:
        found += _deeds_of_handlers(case, held=around.hold is not None)
    for part in around.parts - {Part.OWNER}:
        word = _("Lay down: %(part)s") % {"part": part.label}
        found.append((word, f"parts/{viewer.public_id}/{part.value}/"))
    return [(word, f"{case.path}{rest}") for word, rest in found]


def _deeds_of_handlers(case: Case, *, held: bool) -> list[tuple[str, str]]:
    always = [
        (_("Say how it goes"), "update/"),
        (_("Correct what is written"), "correct/"),
        (_("Give somebody a part"), "parts/"),
        (_("Who may read it"), "readers/"),
        (_("Leave somebody off"), "leave-off/"),
        (_("Lift the hold"), "lift/") if held else (_("Place a hold"), "hold/"),
    ]
    if case.moved_on_at:
        return always
    safe = [] if case.safe_at else [(_("Say that it is safe"), "safe/")]
    return [
        *safe,
        (_("Weigh what happened"), "weigh/impact/"),
        (_("Weigh what could have happened"), "weigh/potential/"),
        (_("How we learn from it"), "respond/"),
        (_("Learn from it together with others"), "join/"),
        *always,
        (_("People are supported"), "supported/"),
        (_("Move on"), "move-on/"),
    ]


def _day(at: datetime | date | None) -> str:
    day = timezone.localtime(at).date() if isinstance(at, datetime) else at
    return formats.date_format(day, "j F Y") if day else ""
