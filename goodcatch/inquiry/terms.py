"""Words of an inquiry: its leaves, the standard of proof, findings, where evidence comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a leaf of the sealed file is. Leaves are added and never changed."""

    OPENING = "opening", _("opening")
    PERSON = "person", _("person concerned")
    ALLEGATION = "allegation", _("allegation")
    PLAN = "plan", _("plan")
    STEP = "step", _("step of the plan")
    INTERVIEW = "interview", _("interview")
    RIGHTS = "rights", _("rights read")
    NOTES = "notes", _("notes")
    OPINION = "opinion", _("opinion")
    TRANSCRIPT = "transcript", _("transcript")
    SIGNATURE = "signature", _("signature")
    EVIDENCE = "evidence", _("evidence")
    FINDING = "finding", _("finding")
    MEMO = "memo", _("closing memo")
    REOPENING = "reopening", _("reopening")
    INQUIRERS = "inquirers", _("who inquires")
    BRIDGE = "bridge", _("de-identified text")
    LOOK = "look", _("second look")
    CARRIED = "carried", _("carried over")
    HOLD = "hold", _("hold")


class Standard(models.TextChoices):
    """How sure somebody must be to find that something happened; one for all findings of an inquiry."""

    BALANCE = "balance", _("more likely than not (balance of probabilities)")
    CLEAR = "clear", _("clear and convincing")
    DOUBT = "doubt", _("beyond reasonable doubt")


class Verdict(models.TextChoices):
    """What is found of one allegation about one person."""

    SUBSTANTIATED = "substantiated", _("substantiated")
    PARTLY = "partly", _("partly substantiated")
    NOT = "not", _("not substantiated")
    INCONCLUSIVE = "inconclusive", _("inconclusive")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Source(models.TextChoices):
    """Where evidence comes from. What was told for learning is no source (P-2)."""

    DOCUMENT = "document", _("a document")
    SYSTEM = "system", _("a record of a system")
    INTERVIEW = "interview", _("what somebody said in an interview of this inquiry")
    SEEN = "seen", _("seen on the spot")
    EXPERT = "expert", _("an expert’s opinion")
    OTHER = "other", _("something else")


TOLD_FOR_LEARNING = ("/in/reviews/", "/in/lessons/", "/in/actions/", "/in/cases/", "/in/reports/", "/in/speak-up/")
"""Addresses of what is kept apart from judging: reviews, briefs, perspectives, lessons, matters, reports."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One leaf of an inquiry's file, opened."""

    number: int
    kind: Kind
    on: date
    by: str
    """Public id of who wrote it."""
    said: Mapping[str, Any] = field(repr=False)

    @property
    def due(self) -> date | None:
        """By when a step of the plan is due."""
        return date.fromisoformat(self.said["due"]) if self.said.get("due") else None
