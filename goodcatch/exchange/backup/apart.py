"""What is kept apart from the backup, beside the keys: shred keys, without which nothing sealed opens.

A purge destroys a thing's shred key. If the backups held it, whoever kept one could open what was purged; so they lie
in the file of the keys, which is kept for 35 days and no longer (docs/running/backup.md).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model

from goodcatch.exchange.backup import values
from goodcatch.exchange.backup.manifest import APART
from goodcatch.exchange.backup.writing import tables_of_the_house

_AT_ONCE = 500
FOUNDED = "readers"
"""The folder of the data folder in which the hashes of first lists of readers lie."""


def rows_apart() -> dict[str, dict[str, Any]]:
    """Give the tables that are kept apart, as they are at this moment."""
    found = {}
    for label, model in _models().items():
        columns = [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001
        rows = model._base_manager.order_by("pk").values_list(*columns)  # noqa: SLF001
        found[label] = {
            "columns": columns,
            "rows": [[values.written(v) for v in row] for row in rows.iterator(_AT_ONCE)],
        }
    return found


@transaction.atomic
def put_apart(tables: dict[str, dict[str, Any]]) -> int:
    """Put the rows that were kept apart in place of what is there; give how many."""
    count = 0
    for label, model in _models().items():
        table = tables.get(label, {"columns": [], "rows": []})
        fields = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001
        model._base_manager.all().delete()  # noqa: SLF001
        rows = [
            model(**{name: values.read(fields[name], v) for name, v in zip(table["columns"], row, strict=True)})
            for row in table["rows"]
        ]
        model._base_manager.bulk_create(rows, batch_size=_AT_ONCE)  # noqa: SLF001
        count += len(rows)
    return count


def founded() -> dict[str, bytes]:
    """Give what this machine keeps of first lists of readers, by the file's path in the data folder."""
    folder = Path(settings.DATA_DIR) / FOUNDED
    return {f"{FOUNDED}/{path.name}": path.read_bytes() for path in sorted(folder.glob("*.first"))}


def forget_seen() -> None:
    """Forget which newer lists of readers this machine has seen: an earlier state was put back on purpose."""
    for path in (Path(settings.DATA_DIR) / FOUNDED).glob("*.seen"):
        path.unlink()


def _models() -> dict[str, type[Model]]:
    by_label = {model._meta.label_lower: model for model in tables_of_the_house()}  # noqa: SLF001
    return {label: by_label[label] for label in sorted(APART)}
