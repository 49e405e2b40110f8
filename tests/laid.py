"""What many tests begin with: told once in a process through the real verbs, and laid into the database for each.

The first test that asks for a beginning tells it. The rows it left are kept as the database stores them, and what was
given is kept pickled; each later test has the rows laid in, in one step, and is given a copy of its own. Where
anything stands in the database already nothing is laid: there the beginning is told again. With the rows go what the
telling left outside the database (the files of `goodcatch.vault.outside`), and what it left waiting for the commit.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import AutoField, Model

from goodcatch.kernel import clock
from goodcatch.vault import outside

FILLED = {"django_content_type", "auth_permission"}
"""Tables that the migrations fill, and no verb."""

Given = TypeVar("Given")
Statement = tuple[str, list[tuple[Any, ...]]]
"""What puts the rows of a table back. On PostgreSQL the rows stand in it."""


@dataclass(frozen=True)
class Beginning:
    """What telling it left in the database and beside it, what waits for the commit, what it gave, and when."""

    statements: list[Statement]
    files: dict[str, bytes]
    waiting: list[tuple[Callable[[], object], bool]]
    given: bytes
    told_at: datetime

    def lay(self) -> Any:
        """Lay its rows into the empty database and its files beside it, and give a copy of what it gave."""
        if connection.vendor == "sqlite":
            for statement, rows in self.statements:
                connection.connection.executemany(statement, rows)
        else:
            whole = "; ".join(statement for statement, _ in self.statements)
            connection.connection.execute(whole, prepare=False)
        for name, text in self.files.items():
            _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
            (_folder() / name).write_bytes(text)
        for what, robust in self.waiting:
            transaction.on_commit(what, robust=robust)
        return pickle.loads(self.given)


_kept: dict[str, Beginning] = {}


def begin(name: str, tell: Callable[[], Given], *, lasts: timedelta = timedelta.max) -> Given:
    """Give a test what `tell` gives, and the rows that it leaves; by this name, the same for every test.

    What was told longer ago than it `lasts`, by the clock of the house, is told again.
    """
    untouched = _untouched()
    with transaction.atomic():  # references are looked at when it ends
        if not untouched and anything_stands():
            return tell()
        kept = _kept.get(name)
        if kept is None or abs(clock.now() - kept.told_at) > lasts:
            return _told(name, tell)
        laid: Given = kept.lay()
        return laid


def _told(name: str, tell: Callable[[], Given]) -> Given:
    told_at, before = clock.now(), len(connection.run_on_commit)
    given = tell()
    queued: list[Any] = connection.run_on_commit[before:]
    waiting = [(what, robust) for _, what, robust in queued]
    files = {path.name: path.read_bytes() for path in _folder().glob("*")}
    _kept[name] = Beginning(_statements(), files, waiting, pickle.dumps(given), told_at)
    return given


def _folder() -> Path:
    return Path(settings.DATA_DIR) / outside.FOLDER


@cache
def tables() -> dict[str, type[Model]]:
    """Give the tables that verbs write to."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model for model in models if model._meta.db_table not in FILLED}


def anything_stands() -> bool:
    """Tell whether any table holds a row that no migration put there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + " OR ".join(f'EXISTS (SELECT 1 FROM "{table}")' for table in tables()))
        return bool(cursor.fetchone()[0])


def _untouched() -> bool:
    """Tell whether this is a test's own transaction on PostgreSQL, before its first write: no row can stand there.

    What a test commits is removed after it. To look into every table takes longer there than to lay in a beginning.
    """
    if connection.vendor == "sqlite" or not connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id_if_assigned() IS NULL")
        return bool(cursor.fetchone()[0])


def _statements() -> list[Statement]:
    read = _of_sqlite if connection.vendor == "sqlite" else _of_postgresql
    return [statement for table, model in tables().items() for statement in read(table, model)]


def _columns(model: type[Model]) -> list[str]:
    return [f'"{field.column}"' for field in model._meta.local_concrete_fields]


def _of_sqlite(table: str, model: type[Model]) -> list[Statement]:
    columns = _columns(model)
    with connection.cursor() as cursor:
        # An expression has no declared type, so that what is stored is read as it is stored.
        cursor.execute(f'SELECT {", ".join(f"+{column}" for column in columns)} FROM "{table}"')
        rows = cursor.fetchall()
    places = ", ".join("?" * len(columns))
    return [(f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({places})', rows)] if rows else []


def _of_postgresql(table: str, model: type[Model]) -> list[Statement]:
    columns = _columns(model)
    as_text = ", ".join(f"coalesce(quote_nullable({column}::text), 'NULL')" for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT concat_ws(', ', {as_text}) FROM \"{table}\"")
        rows = ", ".join(f"({row})" for (row,) in cursor.fetchall())
    if not rows:
        return []
    laid: list[Statement] = [(f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES {rows}', [])]
    key = model._meta.pk
    if isinstance(key, AutoField):
        # A counter never goes back, so it is past these keys already, unless a test began to count anew.
        counter = f"pg_get_serial_sequence('\"{table}\"', '{key.column}')"
        highest = f'SELECT max("{key.column}") FROM "{table}"'
        laid.append((f"SELECT setval({counter}, greatest(nextval({counter}), ({highest})))", []))
    return laid
