"""What is kept of whoever speaks up before and beside their report: on sealed channels, and of any at closing.

Personal data: none that the house can read. A draft is sealed to whoever writes it; of a receipt the house keeps
neither the look-up id nor the secret. A draft goes 30 days after it was last saved, with its receipt; a receipt
goes with its report. What somebody said at closing, signed or not, bears no trace of them or of the report, and is
kept for the trend.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goodcatch.kernel.fields import PublicIdField, RandomKeyField
from goodcatch.kernel.refs import Ref
from goodcatch.reports import terms
from goodcatch.reports.models.channels import Channel
from goodcatch.reports.models.reports import Report


class Draft(models.Model):
    """What somebody is still writing: one row, sealed to them alone, in no count, list or record."""

    id = RandomKeyField()
    public_id = PublicIdField()
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=16)
    saved_on = models.DateField(db_index=True)
    written = models.BooleanField(default=False, help_text="something was saved, and lies sealed")

    @property
    def ref(self) -> Ref:
        return Ref("draft", self.public_id)


class ReporterKey(models.Model):
    """The receipt of a draft, a sealed report, or an open one that a handler wrote down, as the house keeps it.

    `look_up` is a keyed hash of the look-up id. The secret, stretched with this row's own salt and keyed with the
    pepper, opens `sealed_private`: the private half of the pair to which all that the reporter may read is sealed. Of
    an open report nothing is sealed to it: that it opens is what is asked.
    """

    id = RandomKeyField()
    public_id = PublicIdField()
    draft = models.OneToOneField(Draft, null=True, on_delete=models.PROTECT, related_name="+")
    report = models.OneToOneField(Report, null=True, on_delete=models.PROTECT, related_name="+")
    look_up = models.BinaryField(max_length=32, unique=True)
    salt = models.BinaryField(max_length=16)
    memory_kib = models.PositiveIntegerField()
    passes = models.PositiveSmallIntegerField()
    public = models.BinaryField(max_length=32)
    sealed_private = models.BinaryField()
    must_change = models.BooleanField(default=False, help_text="somebody else has seen this receipt")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reports_key_of_one",
                condition=Q(draft__isnull=True, report__isnull=False) | Q(draft__isnull=False, report__isnull=True),
            )
        ]

    @property
    def ref(self) -> Ref:
        """The receipt itself: what its private half is bound to."""
        return Ref("receipt", self.public_id)


class SpentReceipt(models.Model):
    """A receipt that a handler had printed, once another one took its place: it opens nothing, and says on which day.

    Whoever was given it on paper and finds it dead learns so. Kept as a receipt is, without id or secret.
    """

    id = RandomKeyField()
    public_id = PublicIdField()
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    look_up = models.BinaryField(max_length=32, unique=True)
    salt = models.BinaryField(max_length=16)
    memory_kib = models.PositiveIntegerField()
    passes = models.PositiveSmallIntegerField()
    sealed_private = models.BinaryField()
    spent_on = models.DateField()

    @property
    def ref(self) -> Ref:
        """The receipt itself: what its private half is bound to."""
        return Ref("receipt", self.public_id)


class Voice(models.Model):
    """What one person said at closing, apart from the report: heard, told, protected. Read in quarters, from k."""

    id = RandomKeyField()
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    quarter = models.CharField(max_length=7)
    heard = models.CharField(max_length=6, choices=terms.Said.choices, blank=True)
    told = models.CharField(max_length=6, choices=terms.Said.choices, blank=True)
    protected = models.CharField(max_length=6, choices=terms.Said.choices, blank=True)

    class Meta:
        indexes = [models.Index(fields=["channel", "quarter"], name="reports_voice_quarter")]
