"""Channels, reports, and the words and messages in them.

Personal data: what reporters wrote (`ReportWords`, and nowhere else), the account of those who signed, and of who
wrote down for somebody who gave a name. Kept
while the matter is of use to learn from. Of an anonymous reporter nothing is kept but words and days: tables
that a reporter writes have random keys and no time finer than the day, so that no row betrays a minute.
"""

from goodcatch.reports.models.asked import AskedBefore
from goodcatch.reports.models.channels import Channel, ChannelText, Office, Question
from goodcatch.reports.models.dialogue import Message, Milestone
from goodcatch.reports.models.handling import Clock, Hold
from goodcatch.reports.models.receipts import Slip
from goodcatch.reports.models.reports import Report, ReportWords
from goodcatch.reports.models.sealed import Draft, ReporterKey, SpentReceipt, Voice

__all__ = [
    "AskedBefore",
    "Channel",
    "ChannelText",
    "Clock",
    "Draft",
    "Hold",
    "Message",
    "Milestone",
    "Office",
    "Question",
    "Report",
    "ReportWords",
    "ReporterKey",
    "Slip",
    "SpentReceipt",
    "Voice",
]
