"""What the last examination found, for those who run the house."""

from __future__ import annotations

from goodcatch.kernel.refs import System
from goodcatch.people.queries import Viewer
from goodcatch.people.rules import may_run_house
from goodcatch.reports import queries as reports
from goodcatch.reports.models import Channel
from goodcatch.setup.findings import KNOWN
from goodcatch.setup.models import Examination
from goodcatch.setup.terms import Finding


def newest(viewer: Viewer) -> Examination | None:
    """Give the newest examination, to those who run the house."""
    return Examination.objects.order_by("-at", "-pk").first() if may_run_house(viewer) else None


def findings_of(viewer: Viewer, examination: Examination) -> list[Finding]:
    """Give what an examination found, to those who run the house; what this version no longer knows is left out."""
    if not may_run_house(viewer):
        return []
    return [Finding(each["code"], each["values"]) for each in examination.findings if each["code"] in KNOWN]


def paused(viewer: Viewer) -> list[Channel]:
    """Give the sealed channels that take nothing new, to those who run the house."""
    if not may_run_house(viewer):
        return []
    return [channel for channel in reports.sealed_channels(System("doctor")) if channel.paused_at is not None]
