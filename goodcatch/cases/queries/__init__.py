"""Reads of cases: always for a viewer."""

from goodcatch.cases.queries.instead import waiting_instead
from goodcatch.cases.queries.keeping import held_of, hold_on, kept_reports
from goodcatch.cases.queries.matters import (
    belongs,
    case_for,
    case_of_report,
    case_sight,
    cases_for,
    cases_in,
    joined_to,
    last_day,
    levels_in_force,
    next_word,
    question_for,
    statement_for,
    theme_for,
    theme_sight,
    themes_for,
    weighings,
)
from goodcatch.cases.queries.pages import Filter, Key, Page, page
from goodcatch.cases.queries.readers import could_be_named, near_report, participant, readers_of
from goodcatch.cases.queries.story import Around, around
from goodcatch.cases.queries.waiting import waiting

__all__ = [
    "Around",
    "Filter",
    "Key",
    "Page",
    "around",
    "belongs",
    "case_for",
    "case_of_report",
    "case_sight",
    "cases_for",
    "cases_in",
    "could_be_named",
    "held_of",
    "hold_on",
    "joined_to",
    "kept_reports",
    "last_day",
    "levels_in_force",
    "near_report",
    "next_word",
    "page",
    "participant",
    "question_for",
    "readers_of",
    "statement_for",
    "theme_for",
    "theme_sight",
    "themes_for",
    "waiting",
    "waiting_instead",
    "weighings",
]
