"""Who may read and handle a report, follow one, and speak up.

Those in a report's audience handle it: on a channel the triagers of its unit, or those left on the list where
the reporter left somebody off.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor, System
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, audiences_held, in_audience
from goodcatch.people.terms import Reporter
from goodcatch.reports.models import Report, ReporterKey


def visible_to(viewer: Viewer, among: Collection[int] = ()) -> Q:
    """Give the filter on reports that this viewer may read and handle; none that is held back until its hour.

    `among` are the audiences that the viewer is in, where they were read before.
    """
    if isinstance(viewer, System):
        return Q()
    return (Q(audience_id__in=among) if among else in_audience(viewer)) & Q(held=False)


def may_handle(viewer: Viewer | Actor, report: Report) -> bool:
    """Tell whether the viewer may read, acknowledge, answer and close this report."""
    if isinstance(viewer, System):
        return True
    if not isinstance(viewer, Person) or report.held:
        return False
    return audiences_held(viewer).filter(audience_id=report.audience_id).exists()


may_see_report = may_acknowledge = may_write_to_reporter = may_close = may_handle


def may_follow(viewer: Viewer | Actor, report: Report) -> bool:
    """Tell whether the viewer is the person who signed this report."""
    return isinstance(viewer, Person) and viewer.is_active and report.person_id == viewer.pk


def may_speak_up(viewer: Viewer | Actor) -> bool:
    """Tell whether the viewer may sign a report: everyone with a living account, guests too."""
    return isinstance(viewer, Person) and viewer.is_active


def demand_handler(by: Viewer | Actor, report: Report) -> None:
    """Stop whoever may not handle this report. Raises RuleBroken."""
    if not may_handle(by, report):
        raise RuleBroken(_("Only those who handle this report can do that."))


def demand_author(by: Viewer | Actor, report: Report) -> None:
    """Stop whoever did not send this report. Raises RuleBroken."""
    holds_receipt = isinstance(by, Reporter) and by.report == report.public_id and report.anonymous
    if not holds_receipt and not may_follow(by, report):
        raise RuleBroken(_("Only whoever sent this report writes here."))
    if holds_receipt and ReporterKey.objects.filter(report=report, must_change=True).exists():
        raise RuleBroken(_("This receipt was printed by somebody else. Make it yours first: take another one."))
