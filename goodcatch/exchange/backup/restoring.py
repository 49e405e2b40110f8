"""Restore a backup: looked through first, then all of it in one transaction; later migrations follow after."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from goodcatch.exchange.backup import values
from goodcatch.exchange.backup.manifest import NAME, NO_BACKUP, Manifest, Table, read_manifest
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person, Unit
from goodcatch.record.models import Entry
from goodcatch.reports import queries as reports

_AT_ONCE = 500
Key = tuple[str, str]


def restore(path: Path, *, replace: bool = False, heard: Callable[[str], None] = lambda _table: None) -> Manifest:
    """Fill this house from a backup. Raises RuleBroken where it is damaged or newer, or somebody lives here."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = looked_through(archive)
            if not replace and not is_empty():
                raise RuleBroken(
                    "Somebody lives here already. Restore into an empty house, or say --replace to give up "
                    "everything that is here now."
                )
            _fill(archive, manifest, heard)
    except OSError as problem:
        raise RuleBroken(f"{path} cannot be read ({problem.strerror}).") from None
    except zipfile.BadZipFile:
        raise RuleBroken(NO_BACKUP) from None
    call_command("migrate", verbosity=0, interactive=False)
    return manifest


def to_be_deleted_again() -> int:
    """Count the reports that came back although their time of keeping has ended: the next night deletes them."""
    return len(reports.due_to_go(System("exchange")))


def looked_through(archive: zipfile.ZipFile) -> Manifest:
    """Give the manifest of a backup that is whole and not newer than this version. Raises RuleBroken."""
    try:
        manifest = read_manifest(archive.read(NAME))
    except KeyError:
        raise RuleBroken(NO_BACKUP) from None
    known = MigrationExecutor(connection).loader.disk_migrations
    unknown = [f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known]
    if unknown or _number(manifest.version) > _number(version("goodcatch")):
        raise RuleBroken(
            f"This backup was made by Goodcatch {manifest.version}, which is newer than this one "
            f"({version('goodcatch')}). Bring this installation up to date first."
        )
    for label, table in manifest.tables.items():
        if _hash_of(archive, label) != table.sha256:
            raise RuleBroken(f"The table {label} in this backup is damaged. Use another backup.")
    return manifest


def is_empty() -> bool:
    """Tell whether nobody lives here: no table yet, or nobody in it and nothing done."""
    if "people_person" not in connection.introspection.table_names():
        return True
    return not (Person.objects.exists() or Unit.objects.exists() or Entry.objects.exists())


def _number(text: str) -> list[int]:
    return [int(part) if part.isdecimal() else 0 for part in text.split(".")]


def _hash_of(archive: zipfile.ZipFile, label: str) -> str:
    hashed = hashlib.sha256()
    try:
        with archive.open(f"{label}.jsonl") as lines:
            while piece := lines.read(1 << 20):
                hashed.update(piece)
    except KeyError:
        return ""
    return hashed.hexdigest()


def _fill(archive: zipfile.ZipFile, manifest: Manifest, heard: Callable[[str], None]) -> None:
    """Put every table as it was, in the state of migrations in which it was."""
    wanted = {(app, name) for app, name in manifest.migrations}
    if set(MigrationExecutor(connection).loader.applied_migrations) != wanted:
        _empty()
        _go_to(wanted)
    executor = MigrationExecutor(connection)
    then = executor.loader.project_state(_last_of(executor, wanted)).apps
    with transaction.atomic():
        _empty()
        for label, table in manifest.tables.items():
            _load(archive, then.get_model(label), label, table)
            heard(label)
        _set_counters([then.get_model(label) for label in manifest.tables])


def _go_to(wanted: set[Key]) -> None:
    """Bring the tables to the state of the backup: back from what came later, then on to what is missing."""
    executor = MigrationExecutor(connection)
    later = set(executor.loader.applied_migrations) - wanted
    if later:
        apps = {app for app, _name in later}
        targets: list[Any] = [key for key in _last_of(executor, wanted) if key[0] in apps]
        targets += [(app, None) for app in apps - {app for app, _name in wanted}]
        executor.migrate(targets)
    executor = MigrationExecutor(connection)
    executor.migrate(_last_of(executor, wanted))


def _last_of(executor: MigrationExecutor, wanted: set[Key]) -> list[Key]:
    """The newest migration of each app among those wanted."""
    parents = {
        parent for key in wanted for parent in executor.loader.disk_migrations[key].dependencies if parent[0] == key[0]
    }
    return sorted(wanted - parents)


def _empty() -> None:
    """Take every row out of every table but the list of migrations."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table != "django_migrations":
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608  # the table's own name


def _load(archive: zipfile.ZipFile, model: type[Model], label: str, table: Table) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001
    columns = [(name, fields[name]) for name in table.columns]
    with archive.open(f"{label}.jsonl") as lines:
        rows = (
            model(**{name: values.read(field, value) for (name, field), value in zip(columns, row, strict=True)})
            for row in _rows(lines)
        )
        while chunk := list(islice(rows, _AT_ONCE)):
            model._base_manager.bulk_create(chunk)  # noqa: SLF001


def _rows(lines: Any) -> Iterator[list[Any]]:
    for line in lines:
        yield json.loads(line)


def _set_counters(models: list[type[Model]]) -> None:
    """Let the database count on from the rows that are there (PostgreSQL; SQLite does so by itself)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
