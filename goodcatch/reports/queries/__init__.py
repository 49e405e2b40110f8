"""Reads: channels, the inbox, one report with its words and dialogue. Always for a viewer."""

from goodcatch.reports.queries.channels import (
    channel_at,
    channel_kept,
    channels_kept,
    could_read,
    open_channels,
    place_at,
    places_of,
    units_to_choose,
    wording,
)
from goodcatch.reports.queries.inbox import PAGE, InboxPage, InboxRow, inbox, own_reports, reports_for, rows_of
from goodcatch.reports.queries.telling import Said, Telling, door_to, has_slip, own_report, report_for, telling

__all__ = [
    "PAGE",
    "InboxPage",
    "InboxRow",
    "Said",
    "Telling",
    "channel_at",
    "channel_kept",
    "channels_kept",
    "could_read",
    "door_to",
    "has_slip",
    "inbox",
    "open_channels",
    "own_report",
    "own_reports",
    "place_at",
    "places_of",
    "report_for",
    "reports_for",
    "rows_of",
    "telling",
    "units_to_choose",
    "wording",
]
