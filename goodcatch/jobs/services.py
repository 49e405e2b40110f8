"""Put work down for later, in the transaction of the deed that asks for it; take it up; do it once.

`later` is for verbs. The others are the worker's.
"""

from __future__ import annotations

import secrets
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from goodcatch.jobs.models import Job
from goodcatch.jobs.terms import ATTEMPTS, KEPT, LEASE, Claim, Handler, pause_after
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken


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


def claim(*, lease: timedelta = LEASE) -> Claim | None:
    """Take the piece of work that has been due longest and that nobody holds; None where there is none.

    Two workers never get the same: PostgreSQL skips rows that another is taking, and on both databases a row
    changes hands only if it still bears the lease that was seen.
    """
    while True:
        with _one_query_on_sqlite():
            free = _free()
            if connection.features.has_select_for_update_skip_locked:
                free = free.select_for_update(skip_locked=True)
            job = free.first()
            if job is None:
                return None
            taken = _take(job, lease)
        if taken is not None:
            return taken


def _free() -> QuerySet[Job]:
    now = clock.now()
    unheld = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    return Job.objects.filter(unheld, done_at=None, given_up_at=None, due_at__lte=now).order_by("due_at", "pk")


def _one_query_on_sqlite() -> AbstractContextManager[object]:
    """Lock rows where the database can; elsewhere look without a lock, so that an idle worker never stops a writer."""
    if connection.features.has_select_for_update_skip_locked:
        return transaction.atomic()
    return nullcontext()


def _take(job: Job, lease: timedelta) -> Claim | None:
    """Swap the lease seen for our own; None where another was quicker, or where the work is given up instead."""
    seen = Job.objects.filter(pk=job.pk, lease=job.lease, done_at=None, given_up_at=None)
    now = clock.now()
    if job.attempts >= ATTEMPTS:
        seen.update(given_up_at=now, problem=job.problem or "the worker was stopped each time")
        return None
    ours = secrets.token_hex(16)
    if not seen.update(lease=ours, lease_until=now + lease, attempts=job.attempts + 1):
        return None
    return Claim(job.pk, job.kind, job.payload, job.attempts + 1, ours)


def perform(held: Claim, handler: Handler) -> bool:
    """Do the work that is held, and mark it done, in one transaction; tell whether it was still ours to do.

    What `handler` returns, if anything, is called as part of that transaction. Whatever it raises undoes all.
    """
    with transaction.atomic():
        if not _still_ours(held):
            return False
        effect = handler(held.payload)
        if effect is not None:
            effect()
    return True


def perform_outside(held: Claim, handler: Handler) -> bool:
    """Do work that reaches beyond the database: `handler` runs without a transaction, so that nobody waits for it.

    Its effect in the database is what it returns, called together with marking the work done. Killed between the
    two, the work is done again, and what went out goes out twice.
    """
    effect = handler(held.payload)
    with transaction.atomic():
        if not _still_ours(held):
            return False
        if effect is not None:
            effect()
    return True


def _still_ours(held: Claim) -> bool:
    """Mark the work done if its lease is still ours; the row stays locked until the transaction ends."""
    ours = Job.objects.filter(pk=held.key, lease=held.lease, done_at=None, given_up_at=None)
    return bool(ours.update(done_at=clock.now(), lease_until=None, problem=""))


def put_back(held: Claim, *, problem: str) -> None:
    """Put failed work back for a later attempt, or give it up after the last one; `problem` is a type and a place."""
    now, problem = clock.now(), problem[:200]
    ours = Job.objects.filter(pk=held.key, lease=held.lease, done_at=None)
    if held.attempts >= ATTEMPTS:
        ours.update(given_up_at=now, lease_until=None, problem=problem)
    else:
        ours.update(due_at=now + pause_after(held.attempts), lease_until=None, lease="", problem=problem)


@transaction.atomic
def try_again(*, key: int) -> None:
    """Put work that was given up back at the start. Raises RuleBroken where no such work was given up."""
    found = Job.objects.filter(pk=key, given_up_at__isnull=False)
    if not found.update(given_up_at=None, attempts=0, due_at=clock.now(), lease="", lease_until=None):
        raise RuleBroken(_("No work with this number was given up; `goodcatch jobs` lists what was."))


def tidy() -> None:
    """Forget what was done more than 30 days ago. Keys of daily work are a day old by then, and never come again."""
    Job.objects.filter(done_at__lt=clock.now() - KEPT).delete()
