"""What the worker does for the record, a round at a time; each finds out cheaply whether there is anything to do."""

from __future__ import annotations

from datetime import date

import structlog
from django.utils.module_loading import import_string

from goodcatch.kernel import clock
from goodcatch.record import queries, services

log = structlog.get_logger("goodcatch.record")


class DayKeeper:
    """Closes the days, and asks the database only when a day has ended since this process last did."""

    def __init__(self) -> None:
        self._seen: date | None = None

    def go(self) -> None:
        """Close what has ended."""
        today = clock.today()
        if self._seen != today:
            services.close_days()
            self._seen = today


_days = DayKeeper()


def number_record() -> None:
    """Close the days that have ended, then number what was written."""
    _days.go()
    services.number()


def tell_readers() -> None:
    """Let each reader of the feed read on, as far as the record is numbered; one that fails does not stop others."""
    readers: dict[str, str] = import_string("config.house.READERS")
    if not readers:
        return
    newest, cursors = queries.numbered_through(), queries.cursors()
    failed: Exception | None = None
    for name, path in readers.items():
        position = cursors.get(name, 0)
        try:
            while position < newest:
                position = services.read_on(name, import_string(path))
        except Exception as error:
            log.exception("a reader failed", reader=name, after=position, exc_info=error)
            failed = error
    if failed is not None:
        raise failed
