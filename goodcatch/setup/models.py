"""The one-time token with which a house is founded. No personal data; the row stays, used or out of date."""

from __future__ import annotations

from django.db import models


class FirstRun(models.Model):
    """A token printed where the server was started, kept as its hash alone."""

    digest = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
