"""What there is to read about one case: the rows around it, for a viewer who was given the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.db.models import Exists, OuterRef, Q

from goodcatch.cases import rules
from goodcatch.cases.models import (
    Case,
    CaseReport,
    ConditionTick,
    Hold,
    Participant,
    Question,
    Statement,
    Theme,
    Update,
)
from goodcatch.cases.queries.keeping import hold_on
from goodcatch.cases.queries.matters import joined_to
from goodcatch.cases.terms import Condition, Part
from goodcatch.kernel.refs import Ref
from goodcatch.people.queries import Viewer
from goodcatch.reports import queries as reports
from goodcatch.reports.models import Report
from goodcatch.reports.queries import InboxRow, KeptFile


@dataclass(frozen=True, slots=True)
class Around:
    """The rows around a case. `reports` are those that the viewer handles; the case may hold others.

    `deleted` are the days on which reports in it were deleted, for those who look after it.
    """

    parts: frozenset[Part]
    handles: bool
    participants: tuple[Participant, ...]
    statement: Statement | None
    updates: tuple[Update, ...]
    questions: tuple[Question, ...]
    joined: tuple[Case, ...]
    joined_to: Case | Theme | None
    reports: tuple[InboxRow, ...]
    files: dict[Ref, tuple[KeptFile, ...]]
    has_reports: bool
    deleted: tuple[date, ...]
    hold: Hold | None
    ticks: tuple[ConditionTick, ...]

    @property
    def mine(self) -> bool:
        """True where the matter is the viewer's, to look after or to take part in."""
        return self.handles or bool(self.parts)

    @property
    def told(self) -> list[tuple[InboxRow, tuple[KeptFile, ...]]]:
        """The reports, each with the files that came with what was told in it."""
        return [(row, self.files.get(row.report.ref, ())) for row in self.reports]

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """The questions that wait for an answer."""
        return tuple(question for question in self.questions if question.answered_at is None)

    def unmet(self, case: Case) -> list[Condition]:
        """Give the conditions for moving on that are neither met nor waived."""
        met = {tick.condition for tick in self.ticks}
        wanted = rules.conditions_of(case, has_reports=self.has_reports)
        return [condition for condition in wanted if condition not in met]


def around(*, viewer: Viewer, case: Case) -> Around:
    """Give what there is to read about a case that the viewer was given; eleven queries at most, however much there is.

    The conditions for moving on are given to those who look after it. The few rows of one case are put in order here:
    that takes less than writing an ORDER BY into each query.
    """
    rows = Participant.objects.filter(case=case, until=None).select_related("person")
    participants = tuple(sorted(rows, key=attrgetter("since", "pk")))
    parts = frozenset(Part(row.part) for row in participants if row.person == viewer)
    handles = rules.handles(viewer, case, parts)
    bound, deleted = _bound(viewer, case)
    mine = handles or bool(parts)  # who else reads it is shown no name of those who wrote
    updates = Update.objects.filter(case=case).select_related(*(["by"] if mine else []))
    questions = Question.objects.filter(case=case).select_related("asked_by", *(["answered_by"] if mine else []))
    told = [report for report, mine in bound if mine] if handles else []
    return Around(
        parts=parts,
        handles=handles,
        participants=participants,
        statement=next(iter(Statement.objects.filter(case=case).select_related("owner")), None),
        updates=tuple(sorted(updates, key=attrgetter("at", "pk"))),
        questions=tuple(sorted(questions, key=attrgetter("asked_on", "pk"))),
        joined=tuple(joined_to(viewer, case)),
        joined_to=_joined(viewer, case),
        reports=reports.rows_of(viewer, told) if told else (),
        files=reports.files_of(viewer, told) if told else {},
        has_reports=bool(bound),
        deleted=deleted if handles else (),
        hold=hold_on(viewer, case),
        ticks=tuple(ConditionTick.objects.filter(case=case)) if handles and case.response else (),
    )


def _joined(viewer: Viewer, case: Case) -> Case | Theme | None:
    """Give what the case was joined to, where the viewer may see that."""
    to = case.joined_case or case.joined_theme
    return to if to is not None and rules.may_see(viewer, to) else None


def _bound(viewer: Viewer, case: Case) -> tuple[list[tuple[Report, bool]], tuple[date, ...]]:
    """The reports that belong to the case now, whether the viewer handles each, and when others were deleted."""
    handled = reports.reports_for(viewer).filter(pk=OuterRef("report_id")).order_by()
    now_or_gone = Q(until=None) | Q(deleted_on__isnull=False)
    rows = CaseReport.objects.filter(now_or_gone, case=case).annotate(handled=Exists(handled))
    beside = ("report__channel", "report__place", "report__person")
    found = sorted(rows.select_related(*beside), key=attrgetter("since", "pk"))
    deleted = sorted(row.deleted_on for row in found if row.deleted_on)
    return [(row.report, row.handled) for row in found if row.report is not None], tuple(deleted)
