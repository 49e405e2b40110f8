"""The one-time token with which a house is founded, examinations of its set-up, and when it was last backed up.

No personal data: hashes, codes of findings with numbers and names of files of this installation. The token's row
stays, used or out of date; examinations and notes of backups are kept for 90 days, the newest of each for good.
"""

from __future__ import annotations

from django.db import models

from goodcatch.kernel.fields import PublicIdField
from goodcatch.kernel.refs import Ref


class FirstRun(models.Model):
    """A token printed where the server was started, kept as its hash alone."""

    digest = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Examination(models.Model):
    """What an examination of the set-up found: codes, with the numbers and names in their sentences."""

    public_id = PublicIdField()
    at = models.DateTimeField()
    version = models.CharField(max_length=40)
    findings = models.JSONField(default=list)

    @property
    def ref(self) -> Ref:
        return Ref("examination", self.public_id)


class Backup(models.Model):
    """That `goodcatch backup` wrote a file, where, and where it wrote the keys, if it did."""

    at = models.DateTimeField()
    path = models.TextField()
    keys_path = models.TextField(blank=True)
