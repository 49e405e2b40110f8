"""Verbs of inquiries. Each takes its opened keys, adds one sealed leaf, and writes an entry without words."""

from goodcatch.inquiry.services.bridging import carry_over, look_over_bridge, write_bridge
from goodcatch.inquiry.services.closing import close_inquiry, reopen_inquiry
from goodcatch.inquiry.services.finding import add_evidence, find
from goodcatch.inquiry.services.hearing import (
    invite_to_interview,
    let_correct_transcript,
    note_rights_read,
    sign_transcript,
    write_notes,
    write_opinion,
)
from goodcatch.inquiry.services.inquiring import call_in, hand_on, recuse
from goodcatch.inquiry.services.keeping import lift_hold, place_hold, purge_due
from goodcatch.inquiry.services.opening import allege, name_concerned, open_inquiry, plan_step, settle_plan

__all__ = [
    "add_evidence",
    "allege",
    "call_in",
    "carry_over",
    "close_inquiry",
    "find",
    "hand_on",
    "invite_to_interview",
    "let_correct_transcript",
    "lift_hold",
    "look_over_bridge",
    "name_concerned",
    "note_rights_read",
    "open_inquiry",
    "place_hold",
    "plan_step",
    "purge_due",
    "recuse",
    "reopen_inquiry",
    "settle_plan",
    "sign_transcript",
    "write_bridge",
    "write_notes",
    "write_opinion",
]
