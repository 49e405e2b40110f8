"""Looking for words in every place where a house leaves anything: raw, and as bytes are often spelt."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
import zipfile
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import Client

from tests import postgres
from tests.machine import ROOT

Places = dict[str, bytes]
LARGEST = 64 << 20
"""Bytes of the largest file that is looked into; one segment of PostgreSQL's write-ahead log has 16 MiB."""


class Canaries:
    """Words of this run alone that share an ending, so that one look finds them all."""

    def __init__(self) -> None:
        self.ending = secrets.token_hex(6)
        self.sung: list[str] = []

    def __call__(self, bird: str) -> str:
        """Give the word of this bird."""
        self.sung.append(f"{bird}{self.ending}")
        return self.sung[-1]

    def spelt(self) -> set[bytes]:
        """Give what to look for."""
        return spelt(self.ending.encode())


def spelt(secret: bytes) -> set[bytes]:
    """Give every way in which these bytes could come to lie somewhere, as part of something longer too."""
    ways = {secret, secret.upper(), secret.hex().encode(), secret.hex().upper().encode(), secret[::-1]}
    for before in range(3):  # where in a group of three bytes it begins
        for encode in (b64encode, urlsafe_b64encode):
            whole = (before + len(secret)) // 3 * 3
            coded = encode((b"\0" * before + secret)[:whole])
            ways.add(coded[4 if before else 0 :])
    if secret.isascii():
        ways |= {secret.decode().encode("utf-16-le"), secret.decode().encode("utf-16-be")}
    return ways


def found(places: Places, looked_for: Iterable[bytes]) -> set[str]:
    """Give the places in which any of it lies."""
    needles = list(looked_for)
    return {name for name, held in places.items() if any(needle in held for needle in needles)}


def kinds(names: Iterable[str]) -> set[str]:
    """Give what kinds of places these are, whatever table or file it is there."""
    return {name.partition(":")[0] for name in names}


def rows() -> Places:
    """Give every row of every table there is, table by table: jobs, sessions and all that libraries keep too."""
    held: Places = {}
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            held[f"table: {table}"] = b"\n".join(_bytes(value) for row in cursor.fetchall() for value in row)
    return held


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def folder(name: str, path: Path, *, since: float = 0.0) -> Places:
    """Give the files below a folder that were written since then, one by one: raw, and what an archive holds."""
    held: Places = {}
    for each in path.rglob("*"):
        try:
            if not each.is_file() or each.stat().st_mtime < since or each.stat().st_size > LARGEST:
                continue
            held[f"{name}: {each.relative_to(path)}"] = each.read_bytes()
        except FileNotFoundError:
            continue  # removed meanwhile
        if zipfile.is_zipfile(each):
            with zipfile.ZipFile(each) as archive:
                held |= {f"{name}: {each.name}: {part}": archive.read(part) for part in archive.namelist()}
    return held


def database_files(since: float) -> Places:
    """Give the database as it lies on the disk, its write-ahead log included."""
    if connection.vendor == "sqlite":
        database = Path(str(connection.settings_dict["NAME"]))
        return {f"disk: {each.name}": each.read_bytes() for each in database.parent.glob(f"{database.name}*")}
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = current_database()"
        )
        data, number = cursor.fetchone()
    tables = folder("disk", Path(data) / "base" / str(number), since=since)
    return tables | folder("write-ahead log", Path(data) / "pg_wal", since=since)


class ServerLog:
    """What PostgreSQL writes to its own log from here on; nothing where the database is SQLite."""

    def __init__(self) -> None:
        named = os.environ.get(postgres.LOG_VARIABLE)
        self._log = Path(named) if named else None
        self._begun = self._log.stat().st_size if self._log else 0

    def __call__(self) -> bytes:
        return self._log.read_bytes()[self._begun :] if self._log else b""


CARELESS = {
    "log_statement": "all",
    "log_min_duration_statement": "0",
    "log_min_messages": "debug1",
    "log_min_error_statement": "debug5",
    "log_error_verbosity": "verbose",
    "log_parameter_max_length": "-1",
    "log_parameter_max_length_on_error": "-1",
}
"""How an administrator makes PostgreSQL log all that it is asked, values included."""


@contextmanager
def everything_logged() -> Iterator[None]:
    """Let PostgreSQL log as it is told by an administrator who wants to see all."""
    if connection.vendor != "postgresql":
        yield
        return
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        for setting, value in CARELESS.items():
            cursor.execute(f"ALTER DATABASE {name} SET {setting} = '{value}'")  # for processes begun from here
            cursor.execute(f"SET {setting} = '{value}'")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for setting in CARELESS:
                cursor.execute(f"ALTER DATABASE {name} RESET {setting}")
                cursor.execute(f"RESET {setting}")


def data_folder(since: float) -> Places:
    """Give what lies in the data folder: files, keys, mail; the database's own files are looked at apart."""
    kept = folder("data folder", Path(settings.DATA_DIR), since=since)
    return {name: held for name, held in kept.items() if ".sqlite3" not in name}


def asked_of_operators(curator: Client) -> Places:
    """Give what is answered to whoever runs the house, and what they may export."""
    client = Client()
    places = {f"answer: {path}": client.get(path).content for path in ("/metrics", "/readyz", "/healthz")}
    return places | {"answer: export": curator.get("/in/cases/export.csv").getvalue()}


class Leavings:
    """Everything that the house leaves from here on, wherever it does."""

    def __init__(self, root: Path, spoken: Callable[[], str], environ: dict[str, str]) -> None:
        self.begun = time.time() - 2  # file systems keep coarser times than clocks
        self.temporary, self.mail, self.backup = (root / name for name in ("temporary", "mail", "backup"))
        self.temporary.mkdir()
        self.backup.mkdir()
        self._said, self._log, self._environ = spoken, ServerLog(), environ

    def back_up(self) -> bytes:
        """Write a backup with its keys, as the command does; give what it said."""
        files = [str(self.backup / "all.zip"), "--keys", str(self.backup / "keys.zip")]
        command = [sys.executable, "-m", "goodcatch", "backup", *files]
        environ = {**self._environ, "TMPDIR": str(self.temporary)}
        ran = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, check=False)
        assert ran.returncode == 0, ran.stderr.decode()
        return ran.stdout + ran.stderr

    def places(self, output: str, curator: Client) -> Places:
        """Give every place in which a word could lie; a backup is made for it."""
        backing_up, letters = self.back_up(), folder("mail", self.mail)
        assert letters
        return {
            **rows(),
            **database_files(self.begun),
            **data_folder(self.begun),
            **folder("temporary", self.temporary),
            **folder("backup", self.backup),
            **letters,
            **asked_of_operators(curator),
            "PostgreSQL's log": self._log(),
            "output": self._said().encode() + output.encode() + backing_up,
        }
