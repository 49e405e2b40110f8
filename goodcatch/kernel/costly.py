"""The bounded pool for costly hashing: first in, first out, a short queue, a known ceiling of memory.

Everything that runs Argon2id (sign-in, receipts) waits here, so that a crowd or a flood costs
slots x 64 MiB of memory and no more, and nobody overtakes. A plain semaphore lets late comers
overtake, which made the slowest wait five times as long (design/protection.md, 'Cost').
"""

import threading
from collections import deque
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


class TooBusy(Exception):
    """The queue is full: 'try again' is the honest answer, with the words kept."""


class CostlyPool:
    """Runs work in the caller's thread, at most `slots` at a time, `waiting` in line, in order of arrival."""

    def __init__(self, *, slots: int = 1, waiting: int = 16) -> None:
        self._free = slots
        self._waiting = waiting
        self._line: deque[threading.Event] = deque()
        self._lock = threading.Lock()

    def fit(self, *, threads: int) -> None:
        """Let so many wait that some threads of the server stay free for pages, however many want a costly hash."""
        self._waiting = max(1, threads - KEPT_FREE - self._free)

    def run(self, work: Callable[[], Result]) -> Result:
        """Wait for a turn, then do `work` and give its result. Raises TooBusy at once when the line is full."""
        turn: threading.Event | None = None
        with self._lock:
            if self._free:
                self._free -= 1
            elif len(self._line) >= self._waiting:
                raise TooBusy
            else:
                turn = threading.Event()
                self._line.append(turn)
        if turn is not None:
            turn.wait()
        try:
            return work()
        finally:
            self._leave()

    def _leave(self) -> None:
        with self._lock:
            if self._line:
                self._line.popleft().set()
            else:
                self._free += 1


KEPT_FREE = 4
"""Threads of the web process that never wait in line for a hash: a flood of receipts leaves them to everybody else."""
POOL = CostlyPool()
