"""Backups: when the last one was made, where its keys lie, and whether it holds what it must not."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from goodcatch.kernel import clock
from goodcatch.kernel.refs import System
from goodcatch.setup.examining.lying import open_to_others
from goodcatch.setup.models import Backup
from goodcatch.setup.terms import Finding
from goodcatch.vault import queries as vault

DOCTOR = System("doctor")
WEEK = timedelta(days=7)
NEVER_IN_IT = "vault.shredkey.jsonl"


def backups() -> Iterator[Finding]:
    """Look at what is known of backups by `goodcatch backup`."""
    last = Backup.objects.order_by("-at").first()
    age = clock.now() - last.at if last else None
    settled = _is_settled()
    if age is None and settled:
        yield Finding("backup-never")
    elif age is not None and age > WEEK:
        yield Finding("backup-old", {"days": age.days})
    kept = Backup.objects.exclude(keys_path="").exists()
    if settled and not kept and vault.keys_made(viewer=DOCTOR):
        yield Finding("keys-unkept")
    if last is not None:
        yield from _file(Path(last.path), Path(last.keys_path) if last.keys_path else None)


def _is_settled() -> bool:
    """Tell whether this database is older than a week, whatever days its record tells of, and no demo."""
    made = MigrationRecorder(connection).migration_qs.order_by("applied").values_list("applied", flat=True).first()
    return made is not None and made < clock.now() - WEEK and not settings.ENV.demo


def _file(path: Path, keys: Path | None) -> Iterator[Finding]:
    """Look at the file itself, if it still lies where it was written."""
    data = Path(settings.DATA_DIR).resolve()
    there = [each for each in (path, keys) if each is not None and each.is_file()]
    if any(open_to_others(each) for each in there):
        yield Finding("backup-open")
    if keys in there and (keys.parent == path.parent or data in keys.parents):
        yield Finding("backup-beside")
    if path.is_file() and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if NEVER_IN_IT in archive.namelist():
                yield Finding("backup-holds")
