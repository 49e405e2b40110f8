"""The record: who did what to which thing, by public ids, chained and signed. It holds no text and no name.

Personal data: the public ids of those who acted and of hearers. Kept as long as the installation; a purge
destroys an entry's salt, which makes its commitment mute (P-11). The pool holds reporter-side entries until their
day has ended.
"""

from __future__ import annotations

from django.db import models

from goodcatch.kernel.fields import RandomKeyField
from goodcatch.record.terms import Urgency


class Entry(models.Model):
    """One deed. Its position is given later, by the numbering worker: gapless, so that no reader skips a late commit.

    A pool entry bears the same verb and kinds as every other, and what it says is sealed with a key outside the
    database, so that nobody who reads the table tells a blank one from a full one.
    """

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
    sealed = models.BinaryField(null=True)

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


class PoolEntry(models.Model):
    """A reporter-side entry that waits for its day to end: no order, no time of day."""

    id = RandomKeyField()
    verb = models.CharField(max_length=64)
    thing_kind = models.CharField(max_length=24)
    thing_id = models.CharField(max_length=32)
    within_kind = models.CharField(max_length=24, blank=True)
    within_id = models.CharField(max_length=32, blank=True)
    commitment = models.BinaryField(max_length=32)
    day = models.DateField()


class Head(models.Model):
    """One batch of entries, hashed onto the batch before, and signed."""

    number = models.BigIntegerField(unique=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    day = models.DateField()
    previous = models.BinaryField(max_length=32)
    digests = models.BinaryField()
    hash = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64)


class Ledger(models.Model):
    """The one row that whoever numbers holds: how far the record is numbered, chained, and its days are closed."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    position = models.BigIntegerField(default=0)
    head = models.BigIntegerField(default=0)
    head_hash = models.BinaryField(max_length=32, default=bytes(32))
    closed_through = models.DateField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="record_ledger_one")]


class FeedCursor(models.Model):
    """How far a reader of the feed has read; moved in the transaction of what the reader did."""

    reader = models.CharField(max_length=64, primary_key=True)
    position = models.BigIntegerField(default=0)
