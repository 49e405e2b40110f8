"""The shape of what people send: speaking up, coming back, handling, keeping channels."""

from goodcatch.reports.forms.channels import ChangeChannelForm, ChannelForm, CloseChannelForm, OpenChannelForm
from goodcatch.reports.forms.handling import AnswerForm, MessageForm, ThanksForm
from goodcatch.reports.forms.outside import UNCHECKED, OutsideForm, Words
from goodcatch.reports.forms.receipts import ReceiptForm, ReporterMessageForm, SlipForm
from goodcatch.reports.forms.telling import PublicTelling, SignedTelling

__all__ = [
    "UNCHECKED",
    "AnswerForm",
    "ChangeChannelForm",
    "ChannelForm",
    "CloseChannelForm",
    "MessageForm",
    "OpenChannelForm",
    "OutsideForm",
    "PublicTelling",
    "ReceiptForm",
    "ReporterMessageForm",
    "SignedTelling",
    "SlipForm",
    "ThanksForm",
    "Words",
]
