"""The shape of what people send: speaking up, coming back, handling, keeping channels."""

from goodcatch.reports.forms.attaching import BringingForm
from goodcatch.reports.forms.ceremony import TwoWordsForm
from goodcatch.reports.forms.channels import (
    AskForm,
    ChangeChannelForm,
    ChannelForm,
    CloseChannelForm,
    LanguageForm,
    OpenChannelForm,
    OpenSealedForm,
    PrepareForm,
    ProposeForm,
    RetaliationForm,
    SignReadersForm,
    TranslateQuestionForm,
    TurnForm,
)
from goodcatch.reports.forms.exporting import ExportForm
from goodcatch.reports.forms.handling import (
    AgreeMatterForm,
    AnswerForm,
    HoldForm,
    MessageForm,
    ThanksForm,
    WhatFollowedForm,
    question,
)
from goodcatch.reports.forms.outside import UNCHECKED, OutsideForm, Words
from goodcatch.reports.forms.proving import CheckForm
from goodcatch.reports.forms.receipts import (
    HeardForm,
    MatterForm,
    ReceiptForm,
    ReporterMessageForm,
    SignedHeardForm,
    SlipForm,
)
from goodcatch.reports.forms.sealed import DropForm, SealedTelling
from goodcatch.reports.forms.sealed_handling import (
    AskWhoForm,
    AssessForm,
    HandOverForm,
    LeaveOffForm,
    LetInForm,
    NoteForm,
    ReasonForm,
    SealedMessageForm,
    StepBackForm,
    WhereItWentForm,
)
from goodcatch.reports.forms.summaries import AgreeForm, CarryForm, SaidForm, SummaryForm
from goodcatch.reports.forms.telling import PublicTelling, SignedTelling
from goodcatch.reports.forms.writing_down import MinutesForm, PrintForm, WriteDownForm

__all__ = [
    "UNCHECKED",
    "AgreeForm",
    "AgreeMatterForm",
    "AnswerForm",
    "AskForm",
    "AskWhoForm",
    "AssessForm",
    "BringingForm",
    "CarryForm",
    "ChangeChannelForm",
    "ChannelForm",
    "CheckForm",
    "CloseChannelForm",
    "DropForm",
    "ExportForm",
    "HandOverForm",
    "HeardForm",
    "HoldForm",
    "LanguageForm",
    "LeaveOffForm",
    "LetInForm",
    "MatterForm",
    "MessageForm",
    "MinutesForm",
    "NoteForm",
    "OpenChannelForm",
    "OpenSealedForm",
    "OutsideForm",
    "PrepareForm",
    "PrintForm",
    "ProposeForm",
    "PublicTelling",
    "ReasonForm",
    "ReceiptForm",
    "ReporterMessageForm",
    "RetaliationForm",
    "SaidForm",
    "SealedMessageForm",
    "SealedTelling",
    "SignReadersForm",
    "SignedHeardForm",
    "SignedTelling",
    "SlipForm",
    "StepBackForm",
    "SummaryForm",
    "ThanksForm",
    "TranslateQuestionForm",
    "TurnForm",
    "TwoWordsForm",
    "WhatFollowedForm",
    "WhereItWentForm",
    "Words",
    "WriteDownForm",
    "question",
]
