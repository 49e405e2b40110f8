"""Weigh a case on the scales, and choose how to learn from it, by when (CASE-1, CASE-2)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from goodcatch.cases import queries, rules
from goodcatch.cases.models import Case, Level, ScaleChange, Theme
from goodcatch.cases.services.holding import for_handling, locked, still_open
from goodcatch.cases.services.telling import hearers, person_of, tell_reporters, those_in_it, those_over_it
from goodcatch.cases.terms import WEIGHT_OF_RESPONSE, Response, ScaleKind
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.kernel.texts import text_of
from goodcatch.people.models import Person
from goodcatch.people.terms import Role
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer, Urgency
from goodcatch.reports.terms import Told

FURTHEST = 365


@transaction.atomic
def weigh(*, by: Actor, case: Case, level: Level, reason: str) -> Case:
    """Weigh what happened, or what could have, with a reason; every change is kept and told to whoever reported.

    `level` is of a scale in force, and says which of the two is weighed. Raises RuleBroken.
    """
    case = still_open(for_handling(by, case))
    if level.scale.retired_at:
        raise RuleBroken(_("That scale is no longer in force. Choose a level of the present one."), field="level")
    why = text_of(reason, "reason", _("Say in a sentence why: others will weigh the next matter by it."))
    kind = ScaleKind(level.scale.kind)
    before = case.impact if kind == ScaleKind.IMPACT else case.potential
    if before == level:
        raise RuleBroken(_("It is weighed at this level already. Choose another, or leave it."), field="level")
    asked_before = case.asked
    if kind == ScaleKind.IMPACT:
        case.impact = level
    else:
        case.potential = level
    case.save(update_fields=[kind.value])
    ScaleChange.objects.create(case=case, kind=kind, level=level, reason=why, at=clock.now(), by=person_of(by))
    facts: dict[str, record.Fact] = {"kind": kind.value, "rank": level.rank, "reason": why}
    told = _told_of_weight(case, newly_owned=case.asked.statement and not asked_before.statement)
    record.write(by=by, verb="cases.weigh", thing=case.ref, facts=facts, hearers=told)
    words = _("%(kind)s: %(word)s. %(anchor)s") % {
        "kind": kind.label.capitalize(),
        "word": level.word,
        "anchor": level.anchor,
    }
    tell_reporters(by=by, case=case, told=Told.WEIGHED, words=words)
    return case


@transaction.atomic
def choose_response(*, by: Actor, case: Case, response: Response, reason: str = "", due: date | None = None) -> Case:
    """Say how the house learns from this case: a full review or a brief by a date, or none with a reason.

    Without `due`, the scales say by when. To join it to another matter, use `join_matter`. Raises RuleBroken.
    """
    case = still_open(for_handling(by, case))
    if response == Response.JOINED:
        raise RuleBroken(_("Choose the matter or theme that it joins."), field="response")
    why = reason.strip()
    asked = case.asked
    if response == Response.NONE and not why:
        raise RuleBroken(_("Say why nothing more is needed: it is the answer that others will read."), field="reason")
    if WEIGHT_OF_RESPONSE[response] < WEIGHT_OF_RESPONSE[asked.response] and not why:
        raise RuleBroken(
            _("The scales ask for a %(asked)s here. Say why less is enough.")
            % {"asked": Response(asked.response).label},
            field="reason",
        )
    case.response_due = None if response == Response.NONE else _due(by, case, response, due)
    return _responded(by, case, response, why)


@transaction.atomic
def join_matter(*, by: Actor, case: Case, to: Case | Theme, reason: str = "") -> Case:
    """Let the case be learned from together with another case or a theme. Raises RuleBroken."""
    case = still_open(for_handling(by, case))
    if not rules.may_see(by, to):
        raise RuleBroken(_("There is no such matter or theme."), field="to")
    case.joined_case = case.joined_theme = None
    if isinstance(to, Theme):
        case.joined_theme = to
    else:
        _refuse_ring(case, to)
        case.joined_case = to
    case.response_due = None
    return _responded(by, case, Response.JOINED, reason.strip())


def _responded(by: Actor, case: Case, response: Response, why: str) -> Case:
    if response != Response.JOINED:
        case.joined_case = None
    case.response, case.response_reason = response, why
    case.under_way_at = case.under_way_at or clock.now()
    fields = ["response", "response_reason", "response_due", "joined_case", "joined_theme", "under_way_at"]
    case.save(update_fields=fields)
    people = [*those_in_it(case), *those_over_it(case, Role.FACILITATOR)]
    urgency = Urgency.AT_ONCE if case.response_due else Urgency.DIGEST
    facts = {"response": str(response), "due": str(case.response_due or "")}
    told = hearers(case, people, "deadline" if case.response_due else "matter", urgency)
    record.write(by=by, verb="cases.choose_response", thing=case.ref, facts=facts, hearers=told)
    tell_reporters(by=by, case=case, told=Told.RESPONSE_CHOSEN, words=_words_for_reporter(case, response))
    return case


def _words_for_reporter(case: Case, response: Response) -> str:
    if case.response_due:
        day = formats.date_format(case.response_due, "j F Y")
        return _("%(response)s, by %(day)s") % {"response": response.label.capitalize(), "day": day}
    return _("Looked at together with other matters") if response == Response.JOINED else case.response_reason[:500]


def _told_of_weight(case: Case, *, newly_owned: bool) -> list[Hearer]:
    told = {hearer.person: hearer for hearer in hearers(case, those_in_it(case), "matter")}
    if newly_owned:
        leaders: list[Person] = those_over_it(case, Role.LEADER)
        told.update({h.person: h for h in hearers(case, leaders, "to_own", Urgency.AT_ONCE)})
    return list(told.values())


def _due(by: Actor, case: Case, response: Response, due: date | None) -> date:
    today = clock.today()
    if due is None:
        return queries.last_day(by, case, response)[1]
    if not today <= due <= today + timedelta(days=FURTHEST):
        raise RuleBroken(_("Choose a day from today on, within a year."), field="due")
    return due


def _refuse_ring(case: Case, to: Case) -> None:
    seen = {case.pk}
    at: Case | None = locked(to)
    while at is not None:
        if at.pk in seen:
            raise RuleBroken(
                _("These two would wait for each other. Join them the other way round, or in a theme."), field="to"
            )
        seen.add(at.pk)
        at = at.joined_case
