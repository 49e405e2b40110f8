"""Reads of cases: always for a viewer."""

from goodcatch.cases.queries.matters import (
    case_for,
    case_of_report,
    case_sight,
    cases_for,
    cases_in,
    joined_to,
    levels_in_force,
    question_for,
    statement_for,
    theme_for,
    theme_sight,
    themes_for,
)
from goodcatch.cases.queries.pages import Filter, Key, Page, page

__all__ = [
    "Filter",
    "Key",
    "Page",
    "case_for",
    "case_of_report",
    "case_sight",
    "cases_for",
    "cases_in",
    "joined_to",
    "levels_in_force",
    "page",
    "question_for",
    "statement_for",
    "theme_for",
    "theme_sight",
    "themes_for",
]
