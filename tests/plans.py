"""How a database would answer a question, were there many rows."""

from typing import Any

from django.db import connection
from django.db.models import QuerySet

AS_IF_MANY = ("enable_seqscan = off", "enable_bitmapscan = off", "enable_hashjoin = off", "enable_sort = off")
AS_EVERYWHERE = ("join_collapse_limit = 8", "from_collapse_limit = 8")
"""PostgreSQL's own bounds, which tests lower elsewhere (tests/postgres.py)."""


def plan_of(asked: QuerySet[Any, Any]) -> str:
    """Give the plan; PostgreSQL's as if there were many rows, for of few it reads all and sorts them."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for setting in AS_IF_MANY + AS_EVERYWHERE:
                cursor.execute(f"SET LOCAL {setting}")
    return asked.explain()
