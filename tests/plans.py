"""How a database would answer a question, were there many rows."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

AS_IF_MANY = ("enable_seqscan = off", "enable_bitmapscan = off", "enable_hashjoin = off", "enable_sort = off")
AS_EVERYWHERE = ("join_collapse_limit = 8", "from_collapse_limit = 8")
"""PostgreSQL's own bounds, which tests lower elsewhere (tests/postgres.py)."""


def plan_of(asked: QuerySet[Any, Any]) -> str:
    """Give the plan; PostgreSQL's as if there were many rows, for of few it reads all and sorts them."""
    _as_if_many()
    return asked.explain()


def plan_of_deed(deed: Callable[[], object]) -> str:
    """Give the plans of all that a deed says to the database, as if there were many rows."""
    _as_if_many()
    with CaptureQueriesContext(connection) as said:
        deed()
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        plans = [cursor.execute(f"{explain} {each['sql']}").fetchall() for each in said.captured_queries]
    return "\n".join(str(row) for plan in plans for row in plan)


def weigh_as_everywhere() -> None:
    """Let PostgreSQL weigh how to join rows as it does outside of tests, until the test's transaction ends."""
    _set(*AS_EVERYWHERE)


def _as_if_many() -> None:
    _set(*AS_IF_MANY, *AS_EVERYWHERE)


def _set(*settings: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for setting in settings:
                cursor.execute(f"SET LOCAL {setting}")
