"""What many tests begin with: told once in a process through the real verbs, and laid into the database for each.

The first test that asks for a beginning tells it. The rows it left are kept as the database stores them, and what was
given is kept pickled; each later test has the rows laid in, in one step, and is given a copy of its own. Where
anything stands in the database already nothing is laid: there the beginning is told again.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, transaction
from django.db.models import AutoField, Model

FILLED = {"django_content_type", "auth_permission"}
"""Tables that the migrations fill, and no verb."""

Given = TypeVar("Given")
Statement = tuple[str, list[tuple[Any, ...]]]
"""What puts the rows of a table back. On PostgreSQL the rows stand in it."""


@dataclass(frozen=True)
class Beginning:
    """What telling it left in the database, and what it gave."""

    statements: list[Statement]
    given: bytes

    def lay(self) -> Any:
        """Lay its rows into the empty database, and give a copy of what it gave."""
        if connection.vendor == "sqlite":
            for statement, rows in self.statements:
                connection.connection.executemany(statement, rows)
        else:
            whole = "; ".join(statement for statement, _ in self.statements)
            connection.connection.execute(whole, prepare=False)
        return pickle.loads(self.given)


_kept: dict[str, Beginning] = {}


def begin(name: str, tell: Callable[[], Given]) -> Given:
    """Give a test what `tell` gives, and the rows that it leaves; by this name, the same for every test."""
    with transaction.atomic():  # references are looked at when it ends
        if anything_stands():
            return tell()
        if name not in _kept:
            given = tell()
            _kept[name] = Beginning(_statements(), pickle.dumps(given))
            return given
        laid: Given = _kept[name].lay()
        return laid


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
