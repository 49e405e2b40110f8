"""What tests of cases begin with: a channel, reports on it, a matter, through the real verbs."""

from __future__ import annotations

from goodcatch.cases import services as cases
from goodcatch.cases.models import Case, Level
from goodcatch.cases.terms import Kind, ScaleKind
from goodcatch.people.models import Audience, Person
from goodcatch.people.services import everyone_inside
from goodcatch.reports import services as reports
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.terms import Kind as ReportKind
from tests.cast import SETUP, Cast


def a_channel(cast: Cast) -> Channel:
    """Open the channel of Operations."""
    return reports.open_channel(by=SETUP, name="Operations", unit=cast.units.operations, slug="operations")


def a_report(cast: Cast, channel: Channel, *, by: Person | None = None, kind: ReportKind = ReportKind.HAZARD) -> Report:
    """Let the reporter, or somebody else, tell of a loose handrail, signed."""
    return reports.submit_report(
        by=by or cast.reporter,
        channel=channel,
        kind=kind,
        happened="The handrail is loose.",
        where="Pump 12",
    )


def a_case(cast: Cast, *, by: Person | None = None, audience: Audience | None = None, title: str = "Two pumps") -> Case:
    """Let the handler open a matter of Operations, open to everyone inside unless said otherwise."""
    return cases.open_case(
        by=by or cast.handler,
        title=title,
        kind=Kind.NEAR_MISS,
        unit=cast.units.operations,
        summary="Pump 12 was opened in place of pump 21.",
        audience=audience or everyone_inside(),
    )


def level(kind: ScaleKind, rank: int) -> Level:
    """Give a level of the usual scales, which are adopted if need be."""
    cases.ensure_scales(by=SETUP)
    return Level.objects.select_related("scale").get(scale__kind=kind, scale__retired_at=None, rank=rank)
