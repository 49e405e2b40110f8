"""What is kept of a receipt."""

from __future__ import annotations

from django.db import models

from goodcatch.kernel.fields import RandomKeyField
from goodcatch.kernel.refs import Ref
from goodcatch.reports.models.reports import Report


class Slip(models.Model):
    """The receipt of an anonymous report, as the house keeps it: neither the look-up id nor the secret.

    `look_up` is a keyed hash of the look-up id; `proof` a keyed hash over Argon2id of the secret with this
    row's own salt. The key (pepper) lies in a file outside the database. The cost is kept beside the proof,
    so that it can be raised for new slips.
    """

    id = RandomKeyField()
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="+")
    look_up = models.BinaryField(max_length=32, unique=True)
    salt = models.BinaryField(max_length=16)
    proof = models.BinaryField(max_length=32)
    memory_kib = models.PositiveIntegerField()
    passes = models.PositiveSmallIntegerField()

    @property
    def ref(self) -> Ref:
        return Ref("report", self.report.public_id)
