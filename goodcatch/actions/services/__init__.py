"""Verbs of the improvement plan."""

from goodcatch.actions.services.doing import change_due, note_progress, put_in_place, start_action
from goodcatch.actions.services.importing import ActionDraft, bring_in, follow_source
from goodcatch.actions.services.lines import propose_line
from goodcatch.actions.services.proposing import (
    Proposal,
    act_on,
    agree_action,
    answer_back,
    decline_action,
    describe_action,
    hand_over,
    propose_action,
)
from goodcatch.actions.services.telling import follow_case
from goodcatch.actions.services.verifying import verify_effect

__all__ = [
    "ActionDraft",
    "Proposal",
    "act_on",
    "agree_action",
    "answer_back",
    "bring_in",
    "change_due",
    "decline_action",
    "describe_action",
    "follow_case",
    "follow_source",
    "hand_over",
    "note_progress",
    "propose_action",
    "propose_line",
    "put_in_place",
    "start_action",
    "verify_effect",
]
