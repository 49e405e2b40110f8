"""SQLite as Django speaks to it, but the threads of one process wait in line to write.

SQLite has one writer at a time and no line: whoever waits looks again after a while, ever more seldom, and whoever
comes at the right moment goes first. Among the threads of a web server that is most of a write's time, and now and
then seconds. Between processes (the worker, a backup) SQLite's own way still holds.
"""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from config.sqlite.turns import Turns

_turns: defaultdict[str, Turns] = defaultdict(Turns)
_making = threading.Lock()


def _turns_of(name: str) -> Turns:
    """Give the line of this database file."""
    with _making:
        return _turns[name]


def _forget_all() -> None:
    """Begin anew in a forked process: whoever stood in line stands there in its parent."""
    global _making  # noqa: PLW0603  # may be held by a thread that is not here
    _making = threading.Lock()
    _turns.clear()


os.register_at_fork(after_in_child=_forget_all)

SHORT = 4_000
"""Characters of a text whose form for SQLite is kept; longer ones, of many rows at once, seldom come again."""


@lru_cache(maxsize=512)
def _converted(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class Cursor(base.SQLiteCursorWrapper):
    """Turns a text's placeholders into SQLite's own once: to do it with each asking took longer than to answer."""

    def convert_query(self, query: str, *, param_names: Iterable[str] | None = None) -> str:
        if param_names is None and len(query) < SHORT:
            return _converted(query)
        return super().convert_query(query, param_names=param_names)


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes its turn before a transaction begins, and gives it on when that one ends, however it ends."""

    _turn: Turns | None = None

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=Cursor)

    def _start_transaction_under_autocommit(self) -> None:
        longest = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        turns = _turns_of(str(self.settings_dict["NAME"]))
        if not turns.take(longest):
            raise OperationalError("database is locked")
        self._turn = turns
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # left out of the stubs
        except BaseException:
            self._give_on()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # left out of the stubs
        self._give_on()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # left out of the stubs
        finally:
            self._give_on()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # left out of the stubs
        finally:
            self._give_on()

    def _give_on(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.give_on()
