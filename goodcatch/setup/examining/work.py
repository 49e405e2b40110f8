"""Whether the work gets done, and the record is as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from goodcatch.jobs import queries as jobs
from goodcatch.kernel import clock
from goodcatch.record import queries as record
from goodcatch.setup.terms import Finding

LONG = timedelta(hours=1)


def work() -> Iterator[Finding]:
    """Look whether a worker is at it, what it gave up, and whether the record holds."""
    since = clock.now() - LONG
    waiting = jobs.overdue(since=since)
    if waiting:
        yield Finding("work-waits", {"count": waiting})
    given_up = len(jobs.given_up())
    if given_up:
        yield Finding("work-given-up", {"count": given_up})
    unnumbered = record.unnumbered(before=since)
    if unnumbered:
        yield Finding("record-waits", {"count": unnumbered})
    verdict = record.verify()
    if not verdict.intact:
        yield Finding("record-broken", {"count": len(verdict.findings)})
