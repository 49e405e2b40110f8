"""The shape of what people send: speaking up, coming back, handling, keeping channels."""

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
    SignReadersForm,
    TranslateQuestionForm,
)
from goodcatch.reports.forms.handling import AnswerForm, MessageForm, ThanksForm
from goodcatch.reports.forms.outside import UNCHECKED, OutsideForm, Words
from goodcatch.reports.forms.proving import CheckForm
from goodcatch.reports.forms.receipts import HeardForm, ReceiptForm, ReporterMessageForm, SlipForm
from goodcatch.reports.forms.sealed import DropForm, SealedTelling
from goodcatch.reports.forms.telling import PublicTelling, SignedTelling

__all__ = [
    "UNCHECKED",
    "AnswerForm",
    "AskForm",
    "ChangeChannelForm",
    "ChannelForm",
    "CheckForm",
    "CloseChannelForm",
    "DropForm",
    "HeardForm",
    "LanguageForm",
    "MessageForm",
    "OpenChannelForm",
    "OpenSealedForm",
    "OutsideForm",
    "PrepareForm",
    "ProposeForm",
    "PublicTelling",
    "ReceiptForm",
    "ReporterMessageForm",
    "SealedTelling",
    "SignReadersForm",
    "SignedTelling",
    "SlipForm",
    "ThanksForm",
    "TranslateQuestionForm",
    "TwoWordsForm",
    "Words",
]
