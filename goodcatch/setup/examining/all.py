"""Everything that is looked at, in its order. Without a database that answers, the rest is still looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from goodcatch.setup.examining import backups, channels, database, doors, lying, machine, sealing, work
from goodcatch.setup.findings import in_order
from goodcatch.setup.terms import Finding

Look = Callable[[], Iterable[Finding]]

OUTSIDE: tuple[Look, ...] = (
    lying.folders,
    lying.keys,
    lying.secrets,
    doors.doors,
    doors.logs,
    doors.mail,
    machine.room,
    machine.walls,
    machine.dumps,
)
INSIDE: tuple[Look, ...] = (
    lying.pepper,
    database.database,
    work.work,
    channels.channels,
    sealing.sealing,
    machine.memory,
    backups.backups,
)
"""What needs the tables of the house."""


def findings() -> list[Finding]:
    """Look at everything, and give what was found, the worst first."""
    return in_order(_found())


def _found() -> Iterator[Finding]:
    for look in OUTSIDE:
        yield from look()
    if not _up_to_date():
        yield Finding("not-up-to-date")
        return
    for look in INSIDE:
        yield from look()


def _up_to_date() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False  # an answer, not a bug: it is what the finding says
