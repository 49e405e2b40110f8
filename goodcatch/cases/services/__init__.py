"""Verbs of cases."""

from goodcatch.cases.services.agreed import open_agreed
from goodcatch.cases.services.audiences import change_audience, leave_off, let_follow, unit_audience, usual_audience
from goodcatch.cases.services.importing import CaseDraft, bring_in, follow_source
from goodcatch.cases.services.keeping import let_go_of_report, lift_hold, place_hold
from goodcatch.cases.services.moving_on import move_on, note_improving, note_shared, say_supported, tick
from goodcatch.cases.services.opening import (
    Details,
    join_report,
    join_reports,
    open_case,
    open_theme,
    part_report,
    usual_kind,
)
from goodcatch.cases.services.owning import FullStatement, make_safe, own, own_in_full
from goodcatch.cases.services.parts import end_part, take_part
from goodcatch.cases.services.scales import LevelText, adopt_scales, ensure_scales
from goodcatch.cases.services.telling import tell_reporters
from goodcatch.cases.services.triage import close_with_answer, thank
from goodcatch.cases.services.weighing import choose_response, join_matter, weigh
from goodcatch.cases.services.words import answer_question, ask_question, correct, post_update

__all__ = [
    "CaseDraft",
    "Details",
    "FullStatement",
    "LevelText",
    "adopt_scales",
    "answer_question",
    "ask_question",
    "bring_in",
    "change_audience",
    "choose_response",
    "close_with_answer",
    "correct",
    "end_part",
    "ensure_scales",
    "follow_source",
    "join_matter",
    "join_report",
    "join_reports",
    "leave_off",
    "let_follow",
    "let_go_of_report",
    "lift_hold",
    "make_safe",
    "move_on",
    "note_improving",
    "note_shared",
    "open_agreed",
    "open_case",
    "open_theme",
    "own",
    "own_in_full",
    "part_report",
    "place_hold",
    "post_update",
    "say_supported",
    "take_part",
    "tell_reporters",
    "thank",
    "tick",
    "unit_audience",
    "usual_audience",
    "usual_kind",
    "weigh",
]
