"""Words of work to do later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

Payload = Mapping[str, str | int]
Effect = Callable[[], None]
Handler = Callable[[Payload], Effect | None]

LEASE = timedelta(seconds=60)
"""How long a worker may hold a piece of work before another takes it."""
ATTEMPTS = 8
"""How often a piece of work is tried, killed workers counted, before it is given up."""
KEPT = timedelta(days=30)
"""How long done work is remembered."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A piece of work that this worker holds until its lease ends."""

    key: int
    kind: str
    payload: Payload
    attempts: int
    lease: str


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A piece of work that nobody tries any more, and where its last attempt failed."""

    key: int
    kind: str
    problem: str
    at: datetime


def pause_after(attempts: int) -> timedelta:
    """Give the pause after this many failed attempts: 10 seconds, three times as long each time, at most six hours."""
    return min(timedelta(seconds=10 * int(3 ** (attempts - 1))), timedelta(hours=6))
