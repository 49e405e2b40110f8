"""Channels, and what the house writes on them for reporters.

Personal data: none but the name under a statement, which its signer put there to be read.
"""

from __future__ import annotations

from django.db import models

from goodcatch.kernel.fields import PublicIdField, Versioned
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Unit
from goodcatch.reports import terms


class Channel(Versioned):
    """A way to speak up, kept by a unit.

    On an open channel words lie plain, and the unit's triagers handle what arrives. On a sealed one they lie in
    envelopes, and those on its signed list read them.
    """

    public_id = PublicIdField()
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    sealed = models.BooleanField(default=False)
    kinds = models.JSONField(default=list)
    emergency = models.CharField(max_length=120, blank=True)
    acknowledge_days = models.PositiveSmallIntegerField(default=terms.ACKNOWLEDGE_DAYS)
    answer_days = models.PositiveSmallIntegerField(default=terms.ANSWER_DAYS)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        return Ref("channel", self.public_id)

    @property
    def is_open(self) -> bool:
        """True while reports are taken."""
        return self.closed_at is None


class ChannelText(models.Model):
    """What the house writes on a channel for reporters, per language; a change adds a row, earlier ones stay."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=16)
    edition = models.PositiveIntegerField()
    statement = models.TextField(blank=True)
    signed_by = models.CharField(max_length=200, blank=True)
    guidance = models.TextField(blank=True)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "language", "edition"], name="reports_text_edition_once")
        ]
