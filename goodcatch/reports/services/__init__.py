"""Verbs of speaking up."""

from goodcatch.reports.services.announcing import announce, announce_danger
from goodcatch.reports.services.channels import change_channel, close_channel, open_channel
from goodcatch.reports.services.dialogue import note_opened, note_read, reporter_writes, write_to_reporter
from goodcatch.reports.services.handling import acknowledge, close_with_answer, leave_to, tell_reporter
from goodcatch.reports.services.slips import look_up, take_slip
from goodcatch.reports.services.speaking import submit_report

__all__ = [
    "acknowledge",
    "announce",
    "announce_danger",
    "change_channel",
    "close_channel",
    "close_with_answer",
    "leave_to",
    "look_up",
    "note_opened",
    "note_read",
    "open_channel",
    "reporter_writes",
    "submit_report",
    "take_slip",
    "tell_reporter",
    "write_to_reporter",
]
