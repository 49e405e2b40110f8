"""What waits, and what was given up. Holds no words, so whoever runs the house may read it."""

from __future__ import annotations

from datetime import datetime

from goodcatch.jobs.models import Job
from goodcatch.jobs.terms import GivenUp


def waiting() -> int:
    """Count the work that is not done and not given up."""
    return Job.objects.filter(done_at=None, given_up_at=None).count()


def given_up() -> list[GivenUp]:
    """List what was given up, newest first, at most 100."""
    rows = Job.objects.filter(given_up_at__isnull=False).order_by("-given_up_at")[:100]
    return [GivenUp(job.pk, job.kind, job.problem, job.given_up_at) for job in rows if job.given_up_at]


def overdue(*, since: datetime) -> int:
    """Count the work that was due before `since` and still waits: more than none means that no worker is at it."""
    return Job.objects.filter(done_at=None, given_up_at=None, due_at__lt=since).count()
