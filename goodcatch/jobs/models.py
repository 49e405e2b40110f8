"""Work to do later: rows with a lease. Payloads hold public ids only, so this table holds no personal words.

Done rows are kept for 30 days and then removed by the worker; what was given up stays until somebody tries it again.
"""

from django.db import models


class Job(models.Model):
    """One piece of work, safe to run twice; its effects in the database happen once."""

    kind = models.CharField(max_length=64)
    payload = models.JSONField(default=dict)
    key = models.CharField(max_length=128, null=True, unique=True)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    lease = models.CharField(max_length=32, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                name="jobs_job_waiting",
                condition=models.Q(done_at__isnull=True, given_up_at__isnull=True),
            ),
        ]
