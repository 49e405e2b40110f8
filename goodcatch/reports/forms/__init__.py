"""The shape of what people send: speaking up, coming back, handling, keeping channels."""

from goodcatch.reports.forms.ceremony import TwoWordsForm
from goodcatch.reports.forms.channels import ChangeChannelForm, ChannelForm, CloseChannelForm, OpenChannelForm
from goodcatch.reports.forms.handling import AnswerForm, MessageForm, ThanksForm
from goodcatch.reports.forms.outside import UNCHECKED, OutsideForm, Words
from goodcatch.reports.forms.proving import CheckForm
from goodcatch.reports.forms.receipts import HeardForm, ReceiptForm, ReporterMessageForm, SlipForm
from goodcatch.reports.forms.sealed import DropForm, SealedTelling
from goodcatch.reports.forms.telling import PublicTelling, SignedTelling

__all__ = [
    "UNCHECKED",
    "AnswerForm",
    "ChangeChannelForm",
    "ChannelForm",
    "CheckForm",
    "CloseChannelForm",
    "DropForm",
    "HeardForm",
    "MessageForm",
    "OpenChannelForm",
    "OutsideForm",
    "PublicTelling",
    "ReceiptForm",
    "ReporterMessageForm",
    "SealedTelling",
    "SignedTelling",
    "SlipForm",
    "ThanksForm",
    "TwoWordsForm",
    "Words",
]
