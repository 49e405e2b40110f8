"""Write a backup while the house runs: every table as it was at one moment, in one file for its owner alone."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import zipfile
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from goodcatch.exchange.backup import values
from goodcatch.exchange.backup.manifest import APART, LEFT_OUT, NAME, Manifest, Table
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.record import queries as record

_AT_ONCE = 500


def write_backup(
    path: Path, *, heard: Callable[[str], None] = lambda _table: None, beside: Callable[[], object] = lambda: None
) -> Manifest:
    """Write a backup to this path, which must be free, readable by its owner alone. Raises RuleBroken.

    `beside` is done at the same moment of the database: the file of the keys is written then.
    """
    if path.exists():
        raise RuleBroken(f"{path} exists already. Choose another name: a backup never writes over one.")
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    except OSError as problem:
        raise RuleBroken(f"{path} cannot be written ({problem.strerror}). Choose a folder that can be.") from None
    try:
        with os.fdopen(handle, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, one_moment():
                manifest = _write(archive, heard)
                beside()
            file.flush()
            os.fsync(file.fileno())
        os.link(partial, path)  # never over a file that came into being meanwhile
    finally:
        partial.unlink(missing_ok=True)
    return manifest


@contextlib.contextmanager
def one_moment() -> Iterator[None]:
    """See the whole database as it is at one moment, while others go on writing."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with transaction.atomic():
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                yield
            return
        cursor.execute("BEGIN DEFERRED")  # Django's own would be IMMEDIATE, and stop everybody's writing
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def tables_of_the_house() -> list[type[models.Model]]:
    """Give every model with a table, by label, also those that libraries bring."""
    found = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]  # noqa: SLF001
    return sorted(found, key=lambda model: model._meta.label_lower)  # noqa: SLF001


def _write(archive: zipfile.ZipFile, heard: Callable[[str], None]) -> Manifest:
    applied = sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())
    tables = {}
    for model in tables_of_the_house():
        label = model._meta.label_lower  # noqa: SLF001
        if label not in LEFT_OUT | APART:
            tables[label] = _table(archive, label, model)
            heard(label)
    manifest = Manifest(
        version=version("goodcatch"),
        at=clock.now().isoformat(timespec="seconds"),
        database=connection.vendor,
        record_key=record.key_fingerprint(),
        migrations=applied,
        tables=tables,
    )
    archive.writestr(NAME, manifest.written())
    return manifest


def _table(archive: zipfile.ZipFile, label: str, model: type[models.Model]) -> Table:
    columns = [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001
    rows = model._base_manager.order_by("pk").values_list(*columns)  # noqa: SLF001
    hashed, count = hashlib.sha256(), 0
    with archive.open(f"{label}.jsonl", "w", force_zip64=True) as out:
        for row in rows.iterator(_AT_ONCE):
            plain = [values.written(value) for value in row]
            line = json.dumps(plain, sort_keys=True, ensure_ascii=False).encode() + b"\n"
            hashed.update(line)
            out.write(line)
            count += 1
    return Table(columns, count, hashed.hexdigest())
