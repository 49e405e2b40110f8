"""Verbs of the library."""

from goodcatch.lessons.services.keeping import (
    call_verified,
    follow_case,
    publish_to_everybody,
    retire_lesson,
    withdraw_publication,
)
from goodcatch.lessons.services.sharing import share_copy, take_off_copy
from goodcatch.lessons.services.writing import Draft, change_lesson, publish_lesson, stand_behind, write_lesson

__all__ = [
    "Draft",
    "call_verified",
    "change_lesson",
    "follow_case",
    "publish_lesson",
    "publish_to_everybody",
    "retire_lesson",
    "share_copy",
    "stand_behind",
    "take_off_copy",
    "withdraw_publication",
    "write_lesson",
]
