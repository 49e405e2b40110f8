"""Verbs of set-up: founding a house, and examining it."""

from goodcatch.setup.services.doctoring import (
    ask_examination,
    keep_examination,
    note_backup,
    reopen_sealed,
)
from goodcatch.setup.services.founding import (
    HOLDS_HOURS,
    Founded,
    Founder,
    found_house,
    offer_first_run,
    token_holds,
)

__all__ = [
    "HOLDS_HOURS",
    "Founded",
    "Founder",
    "ask_examination",
    "found_house",
    "keep_examination",
    "note_backup",
    "offer_first_run",
    "reopen_sealed",
    "token_holds",
]
