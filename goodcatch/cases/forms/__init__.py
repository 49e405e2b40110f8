"""The shape of what people write about cases: at the desk, on their pages, of their weight and readers."""

from goodcatch.cases.forms.desk import (
    CaseFilterForm,
    ClosingForm,
    DeskFilterForm,
    FindMatterForm,
    GroupForm,
    OpenForm,
    ThemeForm,
)
from goodcatch.cases.forms.matter import (
    AnswerForm,
    AskForm,
    CorrectForm,
    HoldForm,
    MoveOnForm,
    OwnForm,
    SafeForm,
    StatementForm,
    SupportedForm,
    UpdateForm,
)
from goodcatch.cases.forms.readers import INSIDE, NAMED, UNIT, EndPartForm, LeaveOffForm, PartForm, ReadersForm
from goodcatch.cases.forms.weighing import SCALE_WORDS, JoinForm, RespondForm, ScaleForm, WeighForm

__all__ = [
    "INSIDE",
    "NAMED",
    "SCALE_WORDS",
    "UNIT",
    "AnswerForm",
    "AskForm",
    "CaseFilterForm",
    "ClosingForm",
    "CorrectForm",
    "DeskFilterForm",
    "EndPartForm",
    "FindMatterForm",
    "GroupForm",
    "HoldForm",
    "JoinForm",
    "LeaveOffForm",
    "MoveOnForm",
    "OpenForm",
    "OwnForm",
    "PartForm",
    "ReadersForm",
    "RespondForm",
    "SafeForm",
    "ScaleForm",
    "StatementForm",
    "SupportedForm",
    "ThemeForm",
    "UpdateForm",
    "WeighForm",
]
