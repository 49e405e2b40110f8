"""Put work down for later, in the transaction of the deed that asks for it."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from goodcatch.jobs.models import Job
from goodcatch.kernel import clock


def later(
    kind: str,
    *,
    due: datetime | None = None,
    key: str | None = None,
    **payload: str | int,
) -> None:
    """Put down one piece of work of this kind, due now or at `due`; a `key` is put down at most once, ever.

    `payload` holds public ids and numbers only. Must be called inside the deed's transaction, so that
    nothing is done for what did not happen.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a job belongs to its deed's transaction")
    job = Job(kind=kind, payload=payload, key=key, due_at=due or clock.now())
    if key is None:
        job.save(force_insert=True)
    else:
        Job.objects.bulk_create([job], ignore_conflicts=True)
