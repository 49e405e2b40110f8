"""What of cases waits for a person today; each row leads to the page where it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodcatch.cases.models import Case, CaseReport, Level, Participant, Question, Statement
from goodcatch.cases.queries.desk import untriaged
from goodcatch.cases.rules import visible_to
from goodcatch.cases.terms import Part
from goodcatch.kernel import clock
from goodcatch.people.models import Person, Unit
from goodcatch.people.queries import Viewer, audiences_held, standing, working_days
from goodcatch.people.terms import Role
from goodcatch.reports import queries as reports

FOR_A_LEADER = gettext_lazy("It waits for a leader who answers for it.")
EACH = 10
"""At most so many rows of each sort: the rest comes up as these are done."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for the reader: what it is about, why, where it is done, by when.

    `late` and `pressing` are for the reader's own eyes: no other page shows them (P-4). `case` is the matter that it is
    about, where it is about one; `whose` names who is away, where the reader stands in for them.
    """

    title: str
    why: str
    address: str
    due: date | None = None
    late: bool = False
    pressing: bool = False
    case: Case | None = None
    whose: str = ""


def waiting(viewer: Viewer) -> list[Waiting]:
    """Give what waits for this person: reports to look at, cases to own, to weigh, to answer, words promised."""
    if not isinstance(viewer, Person):
        return []
    mine = looked_after(viewer)
    return [
        *_reports(viewer),
        *to_make_safe(viewer, mine),
        *_questions(viewer),
        *_to_own(viewer),
        *promised(viewer, Statement.objects.filter(owner=viewer)),
        *unanswered(viewer, mine),
        *unready(viewer, mine),
    ]


def _reports(viewer: Person) -> Iterator[Waiting]:
    found = list(untriaged(viewer).order_by().values_list("danger", flat=True)[:100])
    if not found:
        return
    number = _("100 or more") if len(found) == 100 else str(len(found))
    title = _("Reports to look at: %(number)s") % {"number": number}
    why = _("Somebody says that there is danger.") if any(found) else _("Thank, sort, group, or close with an answer.")
    yield Waiting(title=title, why=why, address="/in/triage/", pressing=any(found))


def _questions(viewer: Person) -> Iterator[Waiting]:
    if not any(standing(viewer).holds_anywhere(role) for role in (Role.ADVISER, Role.TRIAGER)):
        return
    found = reports.reports_for(viewer).filter(asks=True, matter_agreed_on=None, channel__sealed=False)
    waits = found.filter(Q(closed_at=None) | Q(unread=True)).select_related("channel", "law")
    for report in waits[:EACH]:
        due = None if report.is_closed else reports.owed(viewer, report).answer_by
        yield Waiting(
            title=_("A question before acting"),
            why=_("Somebody waits with what they do until you answer."),
            address=f"/in/reports/{report.public_id}/",
            due=due,
            late=due is not None and due < clock.today(),
        )


def to_make_safe(viewer: Person, cases: QuerySet[Case]) -> Iterator[Waiting]:
    """Say in which of these cases, as far as the viewer sees them, nobody said yet that the danger is over."""
    danger = CaseReport.objects.filter(case=OuterRef("pk"), until=None, report__danger=True)
    found = cases.filter(visible_to(viewer), Exists(danger), safe_at=None).order_by("opened_at")
    for case in found[:EACH]:
        why = _("Somebody was in danger: is it safe now?")
        yield Waiting(title=case.title, why=why, address=f"{case.path}safe/", pressing=True, case=case)


def _to_own(viewer: Person) -> Iterator[Waiting]:
    led = [unit for role, unit in standing(viewer).grants if role == Role.LEADER]
    if not led:
        return
    for case in Case.objects.filter(pk__in=to_own(viewer, led)).order_by("opened_at"):
        yield Waiting(case.title, str(FOR_A_LEADER), f"{case.path}own/", case=case)


def to_own(viewer: Person, led: list[Unit | None]) -> QuerySet[Any, Any]:
    """Give the keys of the first cases in these units that ask for a leader's statement and have none, oldest first.

    By a walk through the open ones in the index that holds all it looks at; `F(…) + 0` keeps the database to it. Any
    other way gathers all the cases of an audience or a level first, to put them in order.
    """
    asking = Level.objects.filter(asks_statement=True).values("pk")
    walked = Case.objects.annotate(hit=F("impact_id") + 0, could=F("potential_id") + 0, read_by=F("audience_id") + 0)
    owned = Statement.objects.filter(case=OuterRef("pk"))
    found = walked.filter(
        Q(hit__in=asking) | Q(could__in=asking),
        ~Exists(owned),
        _below(led),
        read_by__in=audiences_held(viewer),
        moved_on_at=None,
    )
    return found.order_by("opened_at").values("pk")[:EACH]


def promised(viewer: Person, statements: QuerySet[Statement]) -> Iterator[Waiting]:
    """Say in which of these statements, as far as the viewer sees them, a word is due by their next working day."""
    soon = working_days(standing(viewer).home).after(clock.today())
    rows = statements.filter(next_word_on__lte=soon, case__moved_on_at=None)
    due = rows.filter(visible_to(viewer, "case__")).select_related("case")
    for row in due.order_by("next_word_on")[:EACH]:
        yield Waiting(
            title=row.case.title,
            why=_("You promised the next word."),
            address=f"{row.case.path}update/",
            due=row.next_word_on,
            late=row.next_word_on < clock.today(),
            case=row.case,
        )


def unanswered(viewer: Person, cases: QuerySet[Case]) -> Iterator[Waiting]:
    """Say in which of these cases, as far as the viewer sees them, somebody waits for an answer."""
    rows = Question.objects.filter(answered_at=None, case__in=cases.filter(visible_to(viewer))).select_related("case")
    for row in rows.order_by("asked_on")[:EACH]:
        address = f"{row.case.path}questions/{row.public_id}/"
        why = _("Somebody asked, and waits for an answer.")
        yield Waiting(title=row.case.title, why=why, address=address, case=row.case)


def unready(viewer: Person, cases: QuerySet[Case]) -> Iterator[Waiting]:
    """Say which of these cases, as far as the viewer sees them, are not weighed, or are not answered how to learn."""
    lacking = Q(impact=None, potential=None) | Q(response="")
    for case in cases.filter(visible_to(viewer), lacking).order_by("opened_at")[:EACH]:
        if case.impact_id is None and case.potential_id is None:
            why, page = _("It is not weighed yet."), "weigh/impact/"
        else:
            why, page = _("How do we learn from it?"), "respond/"
        yield Waiting(title=case.title, why=why, address=f"{case.path}{page}", case=case)


def looked_after(viewer: Person) -> QuerySet[Case]:
    """Give the open cases in which the viewer has a part that looks after them; some they may no longer see."""
    parts = Participant.objects.filter(person=viewer, until=None, part__in=[Part.OWNER, Part.HANDLER])
    return Case.objects.filter(moved_on_at=None, pk__in=parts.values("case_id"))


def _below(units: list[Unit | None]) -> Q:
    if any(unit is None for unit in units):
        return Q()
    found = Q(pk__in=[])
    for unit in units:
        if unit is not None:
            found |= Q(unit__path__startswith=unit.path)
    return found
