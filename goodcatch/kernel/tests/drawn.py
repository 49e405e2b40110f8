"""Raise a house in this process's empty database, and say as JSON all that stands there then.

`drawn.py quickly`, or `by-migrations`. A number behind it kills the process, without a word, at the statement of this
number.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any

import django
from django.core.management import call_command
from django.core.management.commands.migrate import Command
from django.db import connection

Row = tuple[object, ...]

POSTGRESQL = {
    "columns": """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity::text,
               a.attgenerated::text, pg_get_expr(d.adbin, d.adrelid), l.collname, col_description(c.oid, a.attnum)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        LEFT JOIN pg_collation l ON l.oid = a.attcollation
        WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped""",
    "relations": """
        SELECT relname, relkind::text, relpersistence::text, relrowsecurity, reloptions::text, obj_description(oid)
        FROM pg_class WHERE relnamespace = 'public'::regnamespace""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, contype::text, condeferrable, condeferred, convalidated,
               pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "sequences": """
        SELECT s.seqrelid::regclass::text, format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmax,
               s.seqmin, s.seqcache, s.seqcycle, d.refobjid::regclass::text, a.attname, d.deptype::text
        FROM pg_sequence s LEFT JOIN pg_depend d ON d.objid = s.seqrelid AND d.refobjsubid > 0
        LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid""",
    "triggers": "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "views": "SELECT viewname, definition FROM pg_views WHERE schemaname = 'public'",
    "extensions": "SELECT extname FROM pg_extension",
}
SQLITE = {
    "relations": "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name != 'sqlite_stat1'",
    "pragmas": "SELECT 'user_version', user_version FROM pragma_user_version",
}
PERMISSIONS = """
    SELECT app_label, model, codename, name
    FROM auth_permission JOIN django_content_type ON django_content_type.id = content_type_id"""


def everything() -> dict[str, list[Any]]:
    """Give what the database's own catalogue says, and every row that stands in a table, without numbers given out."""
    found: dict[str, list[Any]] = {}
    for name, question in (SQLITE if connection.vendor == "sqlite" else POSTGRESQL).items():
        found[name] = _sorted(_ask(question))
    found["rows"] = _sorted(_rows())
    return found


def _ask(question: str) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return [tuple(row) for row in cursor.fetchall()]


def _rows() -> Iterator[Row]:
    """What was written beside the tables: how many rows each has, and what those of the libraries say."""
    tables = connection.introspection.table_names()
    if not tables:
        return
    for table in tables:
        yield table, _ask(f'SELECT count(*) FROM "{table}"')[0][0]
    yield from _ask(PERMISSIONS)
    yield from _ask("SELECT app, name FROM django_migrations")


def _sorted(rows: Iterator[Row] | list[Row]) -> list[Any]:
    return sorted((list(row) for row in rows), key=repr)


class Statements:
    """Counts what the database is asked, and kills this process at the last statement it is to be asked."""

    def __init__(self, last: int) -> None:
        self.asked = 0
        self._last = last

    def __call__(self, run: Callable[..., Any], *asked: Any) -> Any:
        self.asked += 1
        if self.asked == self._last:
            os.kill(os.getpid(), signal.SIGKILL)
        return run(*asked)


def main(how: str, last: int) -> None:
    """Raise the house one way or the other, and say what stands."""
    django.setup()
    statements = Statements(last)
    with connection.execute_wrapper(statements):
        call_command("migrate" if how == "quickly" else Command(), verbosity=0)
    json.dump({"statements": statements.asked, **everything()}, sys.stdout, default=str)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if sys.argv[2:] else 0)
