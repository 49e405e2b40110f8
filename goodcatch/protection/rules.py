"""Who may: whoever is watched over answers and ends their own plan; those who keep it see that it runs."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, in_audience
from goodcatch.people.terms import Reporter
from goodcatch.protection.models import Plan
from goodcatch.protection.terms import Part, Watched
from goodcatch.reports import rules as reports
from goodcatch.reports.models import Report


def kept_by(viewer: Viewer) -> Q:
    """Give the filter on plans that this viewer keeps: outside the line of the report, and never their own."""
    return in_audience(viewer) & Q(begun_on__isnull=False)


def is_watched(by: Viewer | Actor | Watched, plan: Plan) -> bool:
    """Tell whether this is whom the plan watches over."""
    if isinstance(by, Person):
        return by.is_active and plan.person_id == by.pk
    if isinstance(by, Reporter):
        return plan.part == Part.REPORTER and plan.person_id is None and plan.report.public_id == by.report
    return isinstance(by, Watched) and by.plan == plan.public_id


def demand_watched(by: Viewer | Actor | Watched, plan: Plan) -> None:
    """Stop whom the plan does not watch over, and what is done after it has ended. Raises RuleBroken."""
    if not is_watched(by, plan):
        raise RuleBroken(_("Only whoever is watched over does that."))
    if not plan.runs:
        raise RuleBroken(_("This plan has ended. You can still write on the page of your report."))


def may_name(viewer: Viewer | Actor, report: Report) -> bool:
    """Tell whether the viewer may name a witness or helper of a report: who handles it, and who signed it."""
    return isinstance(viewer, Person) and (reports.may_handle(viewer, report) or reports.may_follow(viewer, report))
