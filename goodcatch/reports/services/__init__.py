"""Verbs of speaking up."""

from goodcatch.reports.services import keeping
from goodcatch.reports.services.announcing import announce, announce_danger, call_again
from goodcatch.reports.services.asking import agree_to_matter
from goodcatch.reports.services.ceremony import Opened, begin_draft, new_key, open_receipt
from goodcatch.reports.services.channels import change_channel, close_channel, open_channel, translate_channel
from goodcatch.reports.services.clocks import tend_clocks
from goodcatch.reports.services.closing import say_at_closing
from goodcatch.reports.services.dialogue import note_opened, note_read, reporter_writes, write_to_reporter
from goodcatch.reports.services.drafts import drop_draft, forget_drafts, save_draft
from goodcatch.reports.services.exporting import export_report
from goodcatch.reports.services.handling import acknowledge, close_with_answer, leave_to, tell_reporter
from goodcatch.reports.services.minutes import correct_minutes, sign_minutes
from goodcatch.reports.services.narrowing import hand_over, leave_off, let_in, step_back
from goodcatch.reports.services.next_up import call_next
from goodcatch.reports.services.offices import end_office, follow_list, propose_office, sign_readers
from goodcatch.reports.services.pausing import pause_channel, resume_channel
from goodcatch.reports.services.purging import decide_to_delete, lift_hold, place_hold, purge, purge_due
from goodcatch.reports.services.questions import ask_question, translate_question, withdraw_question
from goodcatch.reports.services.renewing import change_receipt, print_again
from goodcatch.reports.services.retaliation import settle_retaliation
from goodcatch.reports.services.sealed_channels import open_sealed_channel, prepare_sealed_channel
from goodcatch.reports.services.sending import seal_report, send_draft
from goodcatch.reports.services.setting_aside import drop_aside, forget_asides, set_aside
from goodcatch.reports.services.sharing import share_summary, withdraw_shared
from goodcatch.reports.services.sheets import add_note, assess
from goodcatch.reports.services.slips import look_up, take_slip
from goodcatch.reports.services.speaking import submit_report
from goodcatch.reports.services.summaries import agree_summary, carry_summary, propose_summary, say_of_summary
from goodcatch.reports.services.turns import change_turn
from goodcatch.reports.services.where_it_went import tell_where_it_went
from goodcatch.reports.services.writing_down import write_down

__all__ = [
    "Opened",
    "acknowledge",
    "add_note",
    "agree_summary",
    "agree_to_matter",
    "announce",
    "announce_danger",
    "ask_question",
    "assess",
    "begin_draft",
    "call_again",
    "call_next",
    "carry_summary",
    "change_channel",
    "change_receipt",
    "change_turn",
    "close_channel",
    "close_with_answer",
    "correct_minutes",
    "decide_to_delete",
    "drop_aside",
    "drop_draft",
    "end_office",
    "export_report",
    "follow_list",
    "forget_asides",
    "forget_drafts",
    "hand_over",
    "keeping",
    "leave_off",
    "leave_to",
    "let_in",
    "lift_hold",
    "look_up",
    "new_key",
    "note_opened",
    "note_read",
    "open_channel",
    "open_receipt",
    "open_sealed_channel",
    "pause_channel",
    "place_hold",
    "prepare_sealed_channel",
    "print_again",
    "propose_office",
    "propose_summary",
    "purge",
    "purge_due",
    "reporter_writes",
    "resume_channel",
    "save_draft",
    "say_at_closing",
    "say_of_summary",
    "seal_report",
    "send_draft",
    "set_aside",
    "settle_retaliation",
    "share_summary",
    "sign_minutes",
    "sign_readers",
    "step_back",
    "submit_report",
    "take_slip",
    "tell_reporter",
    "tell_where_it_went",
    "tend_clocks",
    "translate_channel",
    "translate_question",
    "withdraw_question",
    "withdraw_shared",
    "write_down",
    "write_to_reporter",
]
