"""A house built at once stands as one that was migrated, and whatever cuts it off leaves nothing or all of it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import connection
from django.db.migrations import Migration, RunSQL
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder

from goodcatch.kernel import tables
from goodcatch.kernel.tests import drawn
from tests import postgres

ROOT = Path(__file__).resolve().parents[3]


class Raised:
    """Empty databases by name, in each of which a house is raised by processes of its own."""

    def __init__(self, folder: Path, stack: contextlib.ExitStack) -> None:
        self._folder, self._stack = folder, stack
        self._environs: dict[str, dict[str, str]] = {}

    def begin(self, name: str, *how: object) -> subprocess.Popen[str]:
        """Begin to raise it there."""
        if name not in self._environs:
            cluster = os.environ.get(postgres.URL_VARIABLE)
            own = {postgres.URL_VARIABLE: self._stack.enter_context(postgres.database(cluster))} if cluster else {}
            self._environs[name] = {**os.environ, "GOODCATCH_DATA_DIR": str(self._folder / name), **own}
        command = [sys.executable, "-m", "goodcatch.kernel.tests.drawn", *map(str, how)]
        environ = self._environs[name]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, cwd=ROOT, env=environ, text=True, stdout=pipe, stderr=pipe)

    def stands(self, name: str, how: str) -> dict[str, Any]:
        """Give what stands there afterwards."""
        return what_stands(self.begin(name, how))

    def counted(self, name: str) -> int:
        """Give how many tables, indexes and the like stand there, without waking Django for it."""
        url = self._environs[name].get(postgres.URL_VARIABLE)
        if url:
            with psycopg.connect(url) as connected:
                return int(connected.execute(drawn.POSTGRESQL["relations"]).rowcount)
        with contextlib.closing(sqlite3.connect(self._folder / name / "goodcatch.sqlite3")) as opened:
            return len(opened.execute(drawn.SQLITE["relations"]).fetchall())


def what_stands(process: subprocess.Popen[str]) -> dict[str, Any]:
    said, complained = process.communicate()
    assert process.returncode == 0, complained
    found: dict[str, Any] = json.loads(said)
    return found


@pytest.fixture
def raised(tmp_path: Path) -> Iterator[Raised]:
    with contextlib.ExitStack() as stack:
        yield Raised(tmp_path, stack)


def columns_in_any_order(row: list[Any]) -> list[Any]:
    """Give SQLite's words for a table with its columns sorted: libraries' later migrations put theirs at the end."""
    if row[0] != "table" or not row[3]:
        return row
    head, _, body = row[3].partition("(")
    return [*row[:3], head, sorted(re.split(r",\s*(?![^()]*\))", body.removesuffix(")")))]


def test_it_stands_as_if_it_had_been_migrated(raised: Raised) -> None:
    built, migrated = raised.stands("built", "quickly"), raised.stands("migrated", "by-migrations")
    assert built.pop("statements") < migrated.pop("statements")
    assert built.keys() == migrated.keys()
    for part, rows in migrated.items():
        expected, found = ([columns_in_any_order(row) for row in each] for each in (rows, built[part]))
        assert found == expected, part
    assert ["people_person", 0] in migrated["rows"]
    assert ["people", "0001_initial"] in migrated["rows"]
    assert len(migrated["relations"]) > 300


def killed_at(raised: Raised, name: str, number: int) -> int:
    """Give how much stands after the process was killed at this statement."""
    process = raised.begin(name, "quickly", number)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    return raised.counted(name)


def test_a_kill_in_the_midst_leaves_nothing_or_all_and_the_next_start_makes_it_whole(raised: Raised) -> None:
    whole = raised.stands("whole", "quickly")
    last, everything = whole["statements"], raised.counted("whole")
    for number in (last // 3, last - 40, last - 1):
        assert killed_at(raised, "cut", number) == 0, number
    assert raised.stands("cut", "quickly") == whole
    assert killed_at(raised, "cut at the end", last) in {0, everything}
    again = raised.stands("cut at the end", "quickly")
    assert (again["relations"], again["rows"]) == (whole["relations"], whole["rows"])


@pytest.mark.only_on("postgresql")
def test_two_machines_that_begin_at_once_build_it_once(raised: Raised) -> None:
    both = [raised.begin("shared", "quickly") for _ in range(2)]
    first, second = (what_stands(process) for process in both)
    assert first["statements"] != second["statements"], "one of them built, the other found it built"
    assert first["relations"] == second["relations"] != []
    assert first["rows"] == second["rows"]


def with_operation(operation: Operation) -> MigrationLoader:
    """Give migrations of a house whose database is empty, one of its own doing this."""
    loader = MigrationLoader(None)
    loader.applied_migrations = {}
    kind = type("Added", (Migration,), {"operations": [operation]})
    loader.disk_migrations["people", "0002_more"] = kind("0002_more", "people")
    return loader


@pytest.mark.django_db
def test_what_no_model_tells_is_left_to_migrations() -> None:
    assert tables.told_by_models(with_operation(RunSQL("SELECT 1", elidable=True)))
    assert not tables.told_by_models(with_operation(RunSQL("SELECT 1")))
    assert not tables.build(connection, with_operation(RunSQL("SELECT 1")))


@pytest.mark.django_db
def test_a_house_that_stands_is_neither_built_nor_migrated_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(MigrationExecutor, "migrate", never)
    before = set(MigrationLoader(connection).applied_migrations)
    Permission.objects.all().delete()
    call_command("migrate", verbosity=0)
    assert set(MigrationLoader(connection).applied_migrations) == before
    assert Permission.objects.exists(), "what the libraries write of the models is there again"


@pytest.mark.django_db
def test_what_was_not_applied_yet_is_migrated(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(Migrate, "handle", lambda *_args, **options: asked.append(options))
    MigrationRecorder(connection).record_unapplied("people", "0001_initial")
    call_command("migrate", verbosity=0)
    call_command("migrate", "people", "zero", verbosity=0)
    assert [each["app_label"] for each in asked] == [None, "people"]
