"""Verbs of speaking up."""

from goodcatch.reports.services.announcing import announce, announce_danger
from goodcatch.reports.services.channels import change_channel, close_channel, open_channel, translate_channel
from goodcatch.reports.services.dialogue import note_opened, note_read, reporter_writes, write_to_reporter
from goodcatch.reports.services.handling import acknowledge, close_with_answer, leave_to, tell_reporter
from goodcatch.reports.services.offices import end_office, propose_office, sign_readers
from goodcatch.reports.services.questions import ask_question, translate_question, withdraw_question
from goodcatch.reports.services.sealed_channels import open_sealed_channel, prepare_sealed_channel
from goodcatch.reports.services.slips import look_up, take_slip
from goodcatch.reports.services.speaking import submit_report

__all__ = [
    "acknowledge",
    "announce",
    "announce_danger",
    "ask_question",
    "change_channel",
    "close_channel",
    "close_with_answer",
    "end_office",
    "leave_to",
    "look_up",
    "note_opened",
    "note_read",
    "open_channel",
    "open_sealed_channel",
    "prepare_sealed_channel",
    "propose_office",
    "reporter_writes",
    "sign_readers",
    "submit_report",
    "take_slip",
    "tell_reporter",
    "translate_channel",
    "translate_question",
    "withdraw_question",
    "write_to_reporter",
]
