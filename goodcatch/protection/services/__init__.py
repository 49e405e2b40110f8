"""Verbs of protection plans."""

from goodcatch.protection.services import keeping
from goodcatch.protection.services.answering import answer, answered_by_report, end_plan, tell_handlers
from goodcatch.protection.services.beginning import (
    answer_offer,
    begin_plan,
    begin_with_receipt,
    name_witness,
    open_slip,
)
from goodcatch.protection.services.tending import let_go, tend

__all__ = [
    "answer",
    "answer_offer",
    "answered_by_report",
    "begin_plan",
    "begin_with_receipt",
    "end_plan",
    "keeping",
    "let_go",
    "name_witness",
    "open_slip",
    "tell_handlers",
    "tend",
]
