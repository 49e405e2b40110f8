"""Words of channels: what the house writes on one, the clocks it begins with, offices, self-test."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Wording:
    """What the house writes for reporters on a channel, in one language.

    `by_voice` says how to tell it in person or by phone: where, which number, at what hours.
    """

    statement: str = ""
    signed_by: str = ""
    guidance: str = ""
    by_voice: str = ""


@dataclass(frozen=True, slots=True)
class ByVoice:
    """How something is told on a channel in person or by phone, and what the law says of a meeting.

    `working_days`: within so many a meeting takes place, once asked for; None where the law says 'a reasonable time'.
    """

    text: str
    working_days: int | None
    law: str


ACKNOWLEDGE_DAYS, ANSWER_DAYS = 7, 90
"""The clocks that a channel begins with: EU directive 2019/1937, articles 9(1)(b) and 9(1)(f)."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """A channel's own times: how soon it thanks and answers, and how long after closing it keeps a report.

    Each is stricter than the law, never looser; `keep_months` None keeps as long as the law says.
    """

    acknowledge_days: int = ACKNOWLEDGE_DAYS
    answer_days: int = ANSWER_DAYS
    keep_months: int | None = None


LONGEST_KEPT = 36
"""Months for which a channel keeps a closed report at most where no law is adopted."""
LONGEST_BY_VOICE = 1_000
"""Characters of what a channel says of telling in person or by phone."""
FEW_HANDLERS = 12
"""Up to so many handlers, the form lists who could read, so that a reporter can leave somebody off."""


class Duty(models.TextChoices):
    """An office on a sealed channel, in the order of turn. The first three read; the values stand in signed lists."""

    HANDLER = "handler", _("handler")
    DEPUTY = "deputy", _("deputy")
    LAST_READER = "last reader", _("last reader")
    SUPERVISOR = "supervisor", _("supervisor")


READING = (Duty.HANDLER, Duty.DEPUTY, Duty.LAST_READER)
"""Offices that read, in the order of turn."""

DUTY_MEANS = {
    Duty.HANDLER: _("reads what arrives, thanks, answers, and decides what follows"),
    Duty.DEPUTY: _("takes over when no handler has thanked by the seventh day, or when the handlers are left off"),
    Duty.LAST_READER: _("reads when nobody else can, and decides before anything unread would be deleted"),
    Duty.SUPERVISOR: _("is told on the eighth day that something is late; reads nothing"),
}
"""What each office does, in a sentence."""

FEWEST_PEOPLE = 6
"""Three who read and three custodians, who are never the same: the least with which a sealed channel can be kept."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a self-test: what was looked at, and how it stands, in a sentence that says what would be right.

    `missing` keeps the channel from opening; what is merely `advised` does not.
    """

    name: str
    said: str
    missing: bool = False
    advised: bool = False

    @property
    def good(self) -> bool:
        """True where nothing is to be done."""
        return not (self.missing or self.advised)
