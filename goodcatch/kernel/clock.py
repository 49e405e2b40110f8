"""The one clock of the house. Verbs take now from here; tests and the demo move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, tzinfo
from functools import cache
from zoneinfo import available_timezones

_moved: ContextVar[datetime | None] = ContextVar("moved", default=None)


def now() -> datetime:
    """Give the present instant, in UTC."""
    return _moved.get() or datetime.now(UTC)


def today(zone: tzinfo = UTC) -> date:
    """Give the present day as it is called in `zone`."""
    return now().astimezone(zone).date()


@contextmanager
def moved_to(instant: datetime) -> Iterator[None]:
    """Let the clock stand at `instant` (with a zone) inside the block, for this thread and task alone."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    token = _moved.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _moved.reset(token)


@cache
def zones() -> frozenset[str]:
    """Give the names of all time zones. Asked of the system once: it walks its whole database of zones for that."""
    return frozenset(available_timezones())
