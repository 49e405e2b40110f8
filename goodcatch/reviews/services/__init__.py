"""Verbs of the learning review."""

from goodcatch.reviews.services.agreeing import (
    answer_as_peer,
    answer_objection,
    ask_peer,
    name_told,
    object_to,
    publish,
    see_draft,
    show_draft,
)
from goodcatch.reviews.services.opening import add_case, follow_case, grow, narrowest, open_review, take_facilitation
from goodcatch.reviews.services.writing import (
    EntryDraft,
    When,
    accept_factor,
    add_entry,
    add_factor,
    add_finding,
    change_entry,
    change_factor,
    change_finding,
    withdraw,
    write_brief,
)

__all__ = [
    "EntryDraft",
    "When",
    "accept_factor",
    "add_case",
    "add_entry",
    "add_factor",
    "add_finding",
    "answer_as_peer",
    "answer_objection",
    "ask_peer",
    "change_entry",
    "change_factor",
    "change_finding",
    "follow_case",
    "grow",
    "name_told",
    "narrowest",
    "object_to",
    "open_review",
    "publish",
    "see_draft",
    "show_draft",
    "take_facilitation",
    "withdraw",
    "write_brief",
]
