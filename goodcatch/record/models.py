"""The record: who did what to which thing, by public ids, chained and signed. It holds no text and no name.

Personal data: the public ids of those who acted and of hearers. Kept as long as the installation; a purge
destroys an entry's salt, which makes its commitment mute (P-11).
"""

from __future__ import annotations

from django.db import models

from goodcatch.record.terms import Urgency


class Entry(models.Model):
    """One deed. Its position is given later, by the numbering worker: gapless, so that no reader skips a late commit."""

    position = models.BigIntegerField(null=True, unique=True)
    verb = models.CharField(max_length=64)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.CharField(max_length=32, blank=True)
    thing_kind = models.CharField(max_length=24)
    thing_id = models.CharField(max_length=32, blank=True)
    within_kind = models.CharField(max_length=24, blank=True)
    within_id = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()
    salt = models.BinaryField(max_length=16, null=True)
    commitment = models.BinaryField(max_length=32)
    nonce = models.CharField(max_length=48, null=True, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["thing_kind", "thing_id"], name="record_entry_thing"),
            models.Index(fields=["within_kind", "within_id"], name="record_entry_within"),
            models.Index(
                fields=["id"],
                name="record_entry_unnumbered",
                condition=models.Q(position__isnull=True),
            ),
        ]


class EntryHearer(models.Model):
    """Who is to be told of an entry: decided by the room's rules in the deed's own transaction."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    person = models.CharField(max_length=32)
    reason = models.CharField(max_length=24)
    urgency = models.CharField(max_length=8, choices=Urgency.choices, default=Urgency.DIGEST)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "person"], name="record_hearer_once")]
