"""Write the first migration of every room anew: one for each room, its constraints and indexes inside their tables.

Django's own `makemigrations` puts each constraint into an operation of its own, for which the state of all models is
drawn again; whoever runs them then waits seconds longer. Until the first release nobody's data is at stake:

    python tools/first_migrations.py

After the first release this file goes.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Remove the rooms' migrations and write them anew, from the ground up."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import_module("django").setup()
    rooms = [name.rpartition(".")[2] for name in import_module("config.house").ROOMS]
    written: list[str] = []
    for room in rooms:
        if _models(room):
            _write(room, written)
            written.append(room)


def _models(room: str) -> list[Any]:
    config = import_module("django.apps").apps.get_app_config(room)
    return list(config.get_models(include_auto_created=False))


def _write(room: str, below: list[str]) -> None:
    migrations = import_module("django.db.migrations")
    writer = import_module("django.db.migrations.writer").MigrationWriter
    folder = ROOT / "goodcatch" / room / "migrations"
    for old in folder.glob("0*.py"):
        old.unlink()
    kind = type("Migration", (migrations.Migration,), {"initial": True})
    migration = kind("0001_initial", room)
    migration.dependencies = [(each, "0001_initial") for each in _needed(room, below)]
    migration.operations = [_creation(model) for model in _in_order(_models(room))]
    text = writer(migration, include_header=False).as_string()
    (folder / "0001_initial.py").write_text(text, encoding="utf-8")


def _creation(model: Any) -> Any:
    operations = import_module("django.db.migrations.operations")
    state = import_module("django.db.migrations.state").ModelState.from_model(model)
    return operations.CreateModel(
        name=state.name,
        fields=list(state.fields.items()),
        options=state.options,
        bases=state.bases,
        managers=state.managers,
    )


def _targets(model: Any) -> list[Any]:
    return [field.related_model for field in model._meta.local_fields if field.is_relation]  # noqa: SLF001


def _in_order(models: list[Any]) -> list[Any]:
    """Give the models of a room so that each comes after those it points to."""
    done: list[Any] = []
    waiting = list(models)
    while waiting:
        ready = [m for m in waiting if all(t in done or t is m or t not in models for t in _targets(m))]
        if not ready:
            raise RuntimeError(f"a ring of foreign keys: {waiting}")
        done += ready
        waiting = [m for m in waiting if m not in done]
    return done


def _needed(room: str, below: list[str]) -> list[str]:
    labels = {target._meta.app_label for model in _models(room) for target in _targets(model)}  # noqa: SLF001
    return [each for each in below if each in labels]


if __name__ == "__main__":
    main()
