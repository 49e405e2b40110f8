"""Turns: who waits longest comes next, and whoever waits sleeps."""

from __future__ import annotations

import threading
from collections import deque


class Turns:
    """A lock whose waiters are served in the order in which they came; Python's own says nothing of an order."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    def take(self, longest: float) -> bool:
        """Wait for one's turn, at most `longest` seconds; tell whether it came."""
        with self._lock:
            if not self._taken:
                self._taken = True
                return True
            bell = threading.Lock()
            bell.acquire()
            self._waiting.append(bell)
        if bell.acquire(timeout=longest):
            return True
        with self._lock:
            if bell in self._waiting:
                self._waiting.remove(bell)
                return False
        return True  # it came at the last moment

    def give_on(self) -> None:
        """End one's turn: the next one's begins."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
