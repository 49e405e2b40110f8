"""Words of protection plans: when is asked, what can be said, how a question stands. Art. 19's forms: reports.terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodcatch.kernel.refs import Ref

DAYS = (30, 90, 180, 365)
"""Calendar days after its beginning on which a plan asks."""
WINDOW = timedelta(days=14)
"""For how long a question is fresh; then the person was not heard from. It can be answered late."""
LASTS = timedelta(days=DAYS[-1]) + WINDOW
"""How long a plan runs, unless it is ended before."""
KEPT_AFTER = timedelta(days=365)
"""For how long an ended plan is kept; it goes with its report if that goes first."""
ASKED_FOR = timedelta(days=60)
"""For how long an account is asked whether it wants to be watched over."""
MOST_WITNESSES = 20
"""Witnesses and helpers watched over because of one report, at most."""
DAILY = Ref("watch", "day")
"""What the one entry of each day names: nothing."""


class Part(models.TextChoices):
    """Why somebody is watched over."""

    REPORTER = "reporter", _("spoke up")
    WITNESS = "witness", _("saw it or helped")


class Said(models.TextChoices):
    """An answer to the question of a check-in: whether anything has happened to somebody because of it."""

    NO = "no", _("No")
    YES = "yes", _("Yes")
    RATHER_NOT = "rather_not", _("I'd rather not say")


class State(models.TextChoices):
    """How a check-in stands. Nothing is ever overdue: nobody owes an answer."""

    COMES = "comes", _("comes")
    ASKED = "asked", _("asked")
    NOT_HEARD_FROM = "not_heard_from", _("not heard from")
    ANSWERED = "answered", _("answered")


@dataclass(frozen=True, slots=True)
class Watched:
    """Whoever holds the receipt of one plan; nothing else is known of them."""

    plan: str

    @property
    def ref(self) -> Ref:
        """Who acts, as the record may know it."""
        return Ref("watched", "")


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said at a check-in, as it lies sealed for those who keep the plan."""

    said: Said
    words: str
