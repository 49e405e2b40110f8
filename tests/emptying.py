"""How the database is emptied after a test that committed what it wrote.

Django empties every table, on PostgreSQL by making each anew, and writes afterwards what the migrations filled two of
them with. Here the rows go from the tables that have any, and those two are left as they are.
"""

from django.db import connection, transaction
from django.test import TransactionTestCase

from tests.laid import tables


def empty() -> None:
    """Remove every row but those that the migrations put there."""
    with transaction.atomic(), connection.cursor() as cursor:  # references are looked at when it ends
        asked = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in tables())
        cursor.execute(asked)
        for (table,) in cursor.fetchall():
            cursor.execute(f'DELETE FROM "{table}"')


def _emptied(self: TransactionTestCase) -> None:
    empty()


TransactionTestCase._fixture_teardown = _emptied  # type: ignore[attr-defined]  # left out of the stubs
