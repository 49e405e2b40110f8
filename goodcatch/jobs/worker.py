"""The worker's loop: the clock, the rounds, the work that is due. Several may run at once, on any number of machines.

A *round* is something short that every worker does at most a second after it is wanted (numbering the record,
telling the readers of its feed); it finds out by itself, cheaply, whether there is anything to do. *Work* are the
rows of this room. The *clock* puts down a row for what is to happen at an hour of each day.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from django.conf import settings
from django.db import Error, close_old_connections, connection, transaction
from django.utils.module_loading import import_string

from config.logs import places
from goodcatch.jobs import services
from goodcatch.jobs.terms import LEASE, Claim, Handler
from goodcatch.kernel import clock

log = structlog.get_logger("goodcatch.worker")

POLL = 0.5
"""Seconds between two looks when there is nothing to do."""
ROUND = 0.5
"""Seconds between two rounds when there is much to do."""
LONGEST_PAUSE = 60.0
"""Seconds after which a round that keeps failing is tried again at the latest."""


class Round:
    """One round, with growing pauses while it fails."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._run: Callable[[], object] = import_string(name)
        self._failures = 0
        self._not_before = 0.0

    def go(self) -> None:
        """Go this round, unless it failed just now."""
        if time.monotonic() < self._not_before:
            return
        try:
            self._run()
        except Exception as error:
            self._failures += 1
            self._not_before = time.monotonic() + min(LONGEST_PAUSE, 2.0**self._failures)
            log.exception("a round failed", round=self.name, exc_info=error)
            _recover(error)
        else:
            self._failures = 0


class Worker:
    """Does what is due, one piece at a time, until told to stop."""

    def __init__(self, *, lease: timedelta = LEASE) -> None:
        self._lease = lease
        self._inside: dict[str, str] = import_string("config.house.JOBS")
        self._outside: dict[str, str] = import_string("config.house.ERRANDS")
        self._daily: dict[str, list[str]] = dict(import_string("config.house.DAILY"))
        self._rounds = [Round(name) for name in import_string("config.house.ROUNDS")]
        self._put_down: dict[str, str] = {}
        self._next_round = 0.0

    def run(self, *, until: Callable[[], bool], wait: Callable[[float], object]) -> None:
        """Work until `until` says so, finishing what is in hand; `wait` sleeps, and wakes when told to stop."""
        while not until():
            try:
                worked = self.step()
            except Exception as error:
                log.exception("the worker stumbled", exc_info=error)
                _recover(error)
                worked = False
            if not worked:
                wait(POLL)

    def step(self) -> bool:
        """Go the rounds if it is time, and do one piece of work; tell whether there was any."""
        if time.monotonic() >= self._next_round:
            self._next_round = time.monotonic() + ROUND
            if not connection.in_atomic_block:
                close_old_connections()
            self._put_down_daily()
            for one in self._rounds:
                one.go()
        held = services.claim(lease=self._lease)
        if held is None:
            return False
        self._do(held)
        return True

    def _do(self, held: Claim) -> None:
        try:
            if held.kind in self._outside:
                services.perform_outside(held, _handler(self._outside, held.kind))
            else:
                services.perform(held, _handler(self._inside, held.kind))
        except Exception as error:
            log.exception("work failed", kind=held.kind, attempt=held.attempts, exc_info=error)
            _recover(error)
            services.put_back(held, problem=_problem(error))

    def _put_down_daily(self) -> None:
        """Put down what its hour has come for; a worker that was away catches up with the newest hour only."""
        now = clock.now().astimezone(ZoneInfo(settings.TIME_ZONE))
        for kind, hours in self._daily.items():
            slot = _latest_hour(now, hours)
            key = f"{kind}@{slot:%Y-%m-%dT%H:%M}"
            if self._put_down.get(kind) == key:
                continue
            with transaction.atomic():
                services.later(kind, key=key)
            self._put_down[kind] = key


def _latest_hour(now: datetime, hours: list[str]) -> datetime:
    """Give the newest of these hours ('07:00') that has come, yesterday's last where none has today."""
    today = [now.replace(hour=int(h[:2]), minute=int(h[3:]), second=0, microsecond=0) for h in sorted(hours)]
    past = [slot for slot in today if slot <= now]
    return past[-1] if past else today[-1] - timedelta(days=1)


def _handler(table: dict[str, str], kind: str) -> Handler:
    handler: Handler = import_string(table[kind])
    return handler


def _problem(error: Exception) -> str:
    lines = places(error)
    return f"{lines[0]} at {next((line for line in reversed(lines) if line.startswith('goodcatch/')), lines[-1])}"


def _recover(error: Exception) -> None:
    """Give up a connection that broke, so that the next query opens another."""
    if isinstance(error, Error) and not connection.in_atomic_block:
        connection.close()
