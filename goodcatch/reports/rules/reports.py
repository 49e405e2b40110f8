"""Who may read and handle a report, follow one, and speak up.

Those in a report's audience handle it: on a channel the triagers of its unit, or those left on the list where
the reporter left somebody off.
"""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor, System
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, audiences_held
from goodcatch.reports.models import Report


def visible_to(viewer: Viewer) -> Q:
    """Give the filter on reports that this viewer may read and handle."""
    if isinstance(viewer, System):
        return Q()
    return Q(audience_id__in=audiences_held(viewer))


def may_handle(viewer: Viewer | Actor, report: Report) -> bool:
    """Tell whether the viewer may read, acknowledge, answer and close this report."""
    if isinstance(viewer, System):
        return True
    return isinstance(viewer, Person) and audiences_held(viewer).filter(audience_id=report.audience_id).exists()


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
