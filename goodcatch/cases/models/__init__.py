"""The matter itself: what happened, how it is weighed, who owns it, where it stands.

Personal data: who opened, owns, handles, asks and answers; texts may name people. Kept while the matter is of
use to learn from; read by its audience alone. What a reporter wrote stays in `reports`; a case only points there.
A question asked without a name keeps no trace of who asked: no person, the day only, a key without order.
"""

from goodcatch.cases.models.keeping import Hold
from goodcatch.cases.models.matter import Case, CaseReport, CaseText, Participant, Theme
from goodcatch.cases.models.owning import Statement, StatementText
from goodcatch.cases.models.scales import Level, Scale
from goodcatch.cases.models.weighing import ScaleChange
from goodcatch.cases.models.words import ConditionTick, Question, Update

__all__ = [
    "Case",
    "CaseReport",
    "CaseText",
    "ConditionTick",
    "Hold",
    "Level",
    "Participant",
    "Question",
    "Scale",
    "ScaleChange",
    "Statement",
    "StatementText",
    "Theme",
    "Update",
]
