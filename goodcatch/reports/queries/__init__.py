"""Reads: channels, the inbox, one report with its words and dialogue. Always for a viewer."""

from goodcatch.reports.queries.channels import (
    channel_at,
    channel_kept,
    channels_kept,
    could_read,
    languages_of,
    open_channels,
    place_at,
    places_of,
    units_to_choose,
    wording,
)
from goodcatch.reports.queries.inbox import PAGE, InboxPage, InboxRow, inbox, own_reports, reports_for, rows_of
from goodcatch.reports.queries.receipts import data_keys, has_slip, key_with, unsent, words_as_told
from goodcatch.reports.queries.telling import Said, Telling, door_to, own_report, report_for, telling

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
    "data_keys",
    "door_to",
    "has_slip",
    "inbox",
    "key_with",
    "languages_of",
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
    "unsent",
    "wording",
    "words_as_told",
]
