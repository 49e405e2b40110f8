"""Handlers for tests of the worker: what they do to the database is one entry of the record for each run."""

from __future__ import annotations

from goodcatch.jobs.services import later
from goodcatch.jobs.terms import Effect, Payload
from goodcatch.kernel.refs import Ref, System
from goodcatch.record import services as record

JOBS = {
    "tests.mark": f"{__name__}.mark",
    "tests.mark_and_follow": f"{__name__}.mark_and_follow",
    "tests.mark_and_fail": f"{__name__}.mark_and_fail",
}
ERRANDS = {"tests.errand": f"{__name__}.errand", "tests.errand_fails": f"{__name__}.errand_fails"}
went_out: list[str] = []


def mark(payload: Payload) -> None:
    """Leave one entry."""
    record.write(by=System("worker"), verb="tests.mark", thing=Ref("thing", str(payload["thing"])))


def mark_and_follow(payload: Payload) -> None:
    """Leave one entry, and put down further work."""
    mark(payload)
    later("tests.mark", thing="F" + str(payload["thing"])[1:])


def mark_and_fail(payload: Payload) -> None:
    """Leave one entry, and fail with somebody's words in the message."""
    mark(payload)
    raise ValueError("canary words")


def errand(payload: Payload) -> Effect:
    """Reach beyond the database, and give what is to be written."""
    went_out.append(str(payload["thing"]))
    return lambda: mark(payload)


def errand_fails(payload: Payload) -> Effect:
    """Fail before anything went out."""
    raise OSError("canary host")
