"""One matter or theme, for whoever may see it; nothing for anybody else."""

from __future__ import annotations

from datetime import date
from operator import itemgetter

from django.db.models import QuerySet

from goodcatch.cases.models import Case, CaseReport, Level, Question, ScaleChange, Statement, Theme
from goodcatch.cases.rules import handles, held_so_far, may_see, visible_to
from goodcatch.cases.terms import NEXT_WORD, USUAL_TERMS, Response, ScaleKind, Term
from goodcatch.kernel import clock
from goodcatch.kernel.refs import Actor, Sight
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, working_days
from goodcatch.reports.models import Report
from goodcatch.reports.rules import may_handle

_BESIDE = ("unit", "place", "audience", "impact__scale", "potential__scale")


def cases_for(*, viewer: Viewer) -> QuerySet[Case]:
    """Give the cases that the viewer may see, to be narrowed further; in no order."""
    return Case.objects.filter(visible_to(viewer))


def case_for(viewer: Viewer, public_id: str) -> Case | None:
    """Give the case with this id to those who may see it; None to everybody else."""
    found = list(cases_for(viewer=viewer).filter(public_id=public_id).select_related(*_BESIDE))
    case = found[0] if found else None
    if case and isinstance(viewer, Person):
        held_so_far(viewer)[case.audience_id] = True
    return case


def theme_for(viewer: Viewer, public_id: str) -> Theme | None:
    """Give the theme with this id to those who may see it; None to everybody else."""
    return Theme.objects.filter(visible_to(viewer), public_id=public_id).select_related("unit", "audience").first()


def themes_for(viewer: Viewer) -> QuerySet[Theme]:
    """Give the open themes that the viewer may see, newest first."""
    return Theme.objects.filter(visible_to(viewer), closed_at=None).order_by("-opened_at", "-pk")


def cases_in(viewer: Viewer, theme: Theme) -> list[Case]:
    """Give those cases of a theme that the viewer may see, newest first, a hundred at most."""
    found = Case.objects.filter(visible_to(viewer), joined_theme=theme).select_related("unit", "impact", "potential")
    return sorted(found[:100], key=lambda case: case.opened_at, reverse=True)


def joined_to(viewer: Viewer, case: Case) -> list[Case]:
    """Give the cases that were joined to this one, as far as the viewer may see them."""
    found = list(Case.objects.filter(visible_to(viewer), joined_case=case)[:100])
    return sorted(found, key=lambda other: other.opened_at, reverse=True)


def case_of_report(viewer: Viewer, report: Report) -> Case | None:
    """Give the case that a report belongs to, where the viewer may see that case."""
    bound = CaseReport.objects.filter(report=report, until=None).values("case_id")
    return cases_for(viewer=viewer).filter(pk__in=bound).first()


def belongs(viewer: Viewer, report: Report) -> bool:
    """Tell those who handle a report whether it belongs to any matter, be it one that they may not read."""
    return may_handle(viewer, report) and CaseReport.objects.filter(report=report, until=None).exists()


def statement_for(viewer: Viewer, case: Case) -> Statement | None:
    """Give the statement of a case that the viewer was given."""
    if not may_see(viewer, case):
        return None
    return Statement.objects.filter(case=case).select_related("owner", "case__unit").first()


def question_for(viewer: Viewer, public_id: str) -> Question | None:
    """Give a question of a case that the viewer may see."""
    rows = Question.objects.filter(public_id=public_id).select_related("case__unit", "case__audience", "asked_by")
    question = rows.first()
    return question if question and may_see(viewer, question.case) else None


def last_day(viewer: Viewer | Actor, case: Case, response: Response) -> tuple[Term, date]:  # noqa: ARG001  # of a case given
    """Give within which term this response is asked for, and until when, were it chosen today.

    Of two that the scales say, the one that ends first where the case belongs counts.
    """
    days, today = working_days(case.unit), clock.today()
    said = case.asked.within or (USUAL_TERMS[response],)
    return min(((term, term.last_day(today, days)) for term in said), key=itemgetter(1))


def next_word(viewer: Viewer, case: Case) -> date:  # noqa: ARG001  # of a case given
    """Give the day that the house proposes for the next word on a case."""
    return NEXT_WORD.last_day(clock.today(), working_days(case.unit))


def weighings(viewer: Viewer, case: Case, kind: ScaleKind) -> list[ScaleChange]:
    """Give how a case was weighed, earliest first, to those who look after it."""
    if not handles(viewer, case):
        return []
    found = ScaleChange.objects.filter(case=case, kind=kind).select_related("level", "by")
    return list(found.order_by("at", "pk"))


def levels_in_force(viewer: Viewer, kind: ScaleKind) -> list[Level]:  # noqa: ARG001  # everyone may read the scales
    """Give the levels of the scale in force, lightest first."""
    found = Level.objects.filter(scale__kind=kind, scale__retired_at=None).select_related("scale")
    return list(found.order_by("rank"))


def case_sight(viewer: Viewer, public_id: str) -> Sight | None:
    """Give title and address of a case to those who may see it."""
    case = cases_for(viewer=viewer).filter(public_id=public_id).only("public_id", "title").first()
    return Sight(case.title, case.path) if case else None


def theme_sight(viewer: Viewer, public_id: str) -> Sight | None:
    """Give title and address of a theme to those who may see it."""
    theme = theme_for(viewer, public_id)
    return Sight(theme.title, theme.path) if theme else None
