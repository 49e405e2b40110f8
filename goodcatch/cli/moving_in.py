"""What is done before the doors open: the database brought up to date, the demo moved in. Runs in a child process."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from goodcatch.cli.awake import awake
from goodcatch.cli.saying import CannotStart


def migrate_database() -> None:
    """Build the tables, or apply the migrations that wait. Raises CannotStart where the database cannot be reached."""
    awake()
    from django.core.management import call_command
    from django.db import OperationalError

    try:
        call_command("migrate", verbosity=0, interactive=False)
    except OperationalError:
        # The driver's message may hold the password; what it would help with stands in the settings.
        raise CannotStart(
            "The database cannot be reached. Look at GOODCATCH_DATABASE_URL and at whether the database server runs; "
            "for the embedded database, at whether the data folder can be written and its disk has room."
        ) from None


@contextmanager
def one_flush() -> Iterator[None]:
    """Write what is inside to the disk once, at the end, where a house is made that does not exist yet.

    A house that is cut off before its first answer is made anew, so nothing is lost by it; and hundreds of flushes
    would be most of a first start. Every house that exists waits for the disk all along.
    """
    from django.db import connection

    inside = _one_flush_of_sqlite if connection.vendor == "sqlite" else _one_flush_of_postgresql
    with inside():
        yield


@contextmanager
def _one_flush_of_sqlite() -> Iterator[None]:
    from django.db import connection

    if Path(connection.settings_dict["NAME"]).exists():
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    _flush(Path(connection.settings_dict["NAME"]))


@contextmanager
def _one_flush_of_postgresql() -> Iterator[None]:
    from django.db import OperationalError, connection

    try:
        fresh = not connection.introspection.table_names()
    except OperationalError:
        fresh = False  # it cannot be reached; what comes next says so
    if not fresh:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET synchronous_commit")
        # Whoever waits for the disk waits for all that was written before: this writes a little, and waits.
        cursor.execute("UPDATE django_migrations SET applied = applied")


def _flush(path: Path) -> None:
    for each in (path, path.parent):
        handle = os.open(each, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def move_in() -> None:
    """Migrate, and let the demo organisation move in where it was asked for and nobody lives here yet."""
    awake()
    with one_flush():
        _move_in()


def _move_in() -> None:
    migrate_database()
    _tell_of_lost_keys()
    from config.env import env

    if env().demo:
        from django.contrib.auth import get_user_model

        if not get_user_model().objects.exists():
            print("Moving the demo organisation in …", flush=True)
            _load_demo()
    _tell_founder(env().address)


def _tell_of_lost_keys() -> None:
    """Say which key is missing. The doors open all the same, so that whoever runs the house reads more inside."""
    from config.house import PEPPERED
    from config.peppers import is_lost, sentence

    for name in filter(is_lost, PEPPERED):
        print(sentence(name), file=sys.stderr, flush=True)


def _tell_founder(address: str) -> None:
    """Say where the house is founded, while nobody lives here."""
    from django.contrib.auth import get_user_model

    if get_user_model().objects.exists():
        return  # as for every later start, which does not wait for the verbs of founding to be loaded
    from goodcatch.setup.services import offer_first_run

    path = offer_first_run()
    if path:
        print(f"Nobody lives here yet. Found your house, within a day, at {address}{path}", flush=True)


def _load_demo() -> None:
    if importlib.util.find_spec("demo") is None:
        raise CannotStart("This installation comes without the demo; leave --demo out.")
    importlib.import_module("demo").load()


if __name__ == "__main__":
    from goodcatch.cli.saying import sentence_of

    try:
        move_in()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is said without values
        words, code = sentence_of(error)
        print(words, file=sys.stderr, flush=True)
        sys.exit(code)
