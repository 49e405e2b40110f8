"""Questions before acting that everybody reads, with their answers: copies, apart from the report they came from.

Personal data: none, as far as handler and asker saw to it: both texts were cleaned, and whoever asked agreed to them
word for word. No field leads to the report, to who asked or to who answered; no day stands here. The words go when they
are taken off, and else stay as long as the channel is open.
"""

from __future__ import annotations

from django.db import models

from goodcatch.kernel.fields import PublicIdField, RandomKeyField
from goodcatch.reports.models.channels import Channel


class AskedBefore(models.Model):
    """A question and its answer for the next person who wonders. The quarter alone says since when."""

    id = RandomKeyField()
    public_id = PublicIdField()
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    question = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    quarter = models.CharField(max_length=7)
    withdrawn = models.BooleanField(default=False, help_text="taken off, and its words are gone")

    class Meta:
        indexes = [models.Index(fields=["channel", "-quarter", "public_id"], name="reports_asked_before")]

    def __str__(self) -> str:
        return self.question
