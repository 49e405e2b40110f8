"""How the house speaks to its two databases: whose turn it is to write, and whether a connection still lives."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, transaction

from config.sqlite.turns import Turns
from goodcatch.jobs.models import Job
from goodcatch.kernel import clock
from tests import postgres

ROOT = Path(__file__).resolve().parents[2]
LONG = 20.0


def wait_until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + LONG
    while not what():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_whoever_waits_longest_comes_next() -> None:
    turns, came = Turns(), list[int]()
    assert turns.take(LONG)

    def come(number: int) -> None:
        assert turns.take(LONG)
        came.append(number)
        turns.give_on()

    threads = [threading.Thread(target=come, args=(number,)) for number in range(6)]
    for number, thread in enumerate(threads):
        thread.start()
        wait_until(lambda: len(turns._waiting) == number + 1)  # noqa: B023  # asked at once; who stands in line
    turns.give_on()
    for thread in threads:
        thread.join()
    assert came == list(range(6))
    assert turns.take(0)


def test_whoever_waited_too_long_leaves_the_line() -> None:
    turns = Turns()
    assert turns.take(LONG)
    assert not turns.take(0.01)
    turns.give_on()
    assert turns.take(0)


def a_job(key: str) -> Job:
    return Job.objects.create(kind="jobs.tidy", key=key, due_at=clock.now())


class Undone(Exception):
    """Undoes a transaction."""


def write(name: str) -> None:
    """Write ten rows, each in a transaction, undo ten, and lose the connection in the midst of a last one."""
    try:
        for number in range(10):
            with transaction.atomic():
                a_job(f"{name}{number}")
            with contextlib.suppress(Undone), transaction.atomic():
                a_job(f"{name}{number} undone")
                raise Undone
        with contextlib.suppress(Undone), transaction.atomic():
            a_job(f"{name} cut off")
            connection.close()
            raise Undone
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_many_threads_write_and_each_transaction_gives_its_turn_on_however_it_ends() -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, [f"thread {number}, job " for number in range(4)]))
    assert Job.objects.count() == 4 * 10


def last_asked(pid: int) -> str:
    """Give the last statement that the server was sent on the connection with this process, seen from another."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", [pid])
            return str(cursor.fetchone()[0])
    finally:
        other.close()


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(transaction=True)
def test_a_connection_is_asked_once_in_a_while_whether_it_lives() -> None:
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    assert connection.is_usable()
    assert Job.objects.count() == 0
    assert connection.is_usable()
    assert "jobs_job" in last_asked(pid), "asked again a moment later"


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_cut_is_noticed_at_once() -> None:
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    assert connection.is_usable()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 10000)", [pid])
        assert cursor.fetchone()[0]
    other.close()
    assert not connection.is_usable()
    connection.close()
    assert Job.objects.count() == 0


_MAKE = """
from goodcatch.cli.awake import awake
awake()
from django.db import connection
from goodcatch.cli.moving_in import one_flush
def waits():
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        print(cursor.fetchone()[0])
for _ in range(2):
    with one_flush():
        waits()
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE IF NOT EXISTS django_migrations (applied timestamptz)")
    waits()
"""


@pytest.mark.only_on("postgresql")
def test_a_house_that_does_not_exist_yet_is_made_with_one_flush_and_every_other_waits_for_the_disk() -> None:
    with postgres.database(os.environ[postgres.URL_VARIABLE]) as own:
        environ = {**os.environ, postgres.URL_VARIABLE: own, "PGOPTIONS": "-c synchronous_commit=on"}
        ran = subprocess.run(
            [sys.executable, "-c", _MAKE], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
        )
    assert ran.stdout.split() == ["off", "on", "on", "on"]
