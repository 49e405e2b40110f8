"""The database: what it keeps of what is deleted, what it may lose, and what its server writes down."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import connection

from goodcatch.kernel import clock
from goodcatch.setup.examining.doors import is_loopback
from goodcatch.setup.terms import Finding

OLDEST_POSTGRES = 140000
APART_SECONDS = 5
WATCHED = (
    "log_statement",
    "log_min_duration_statement",
    "log_min_duration_sample",
    "log_statement_sample_rate",
    "log_transaction_sample_rate",
    "log_parameter_max_length",
    "log_parameter_max_length_on_error",
    "log_min_messages",
    "log_min_error_statement",
    "auto_explain.log_min_duration",
    "auto_explain.log_parameter_max_length",
    "server_version",
    "server_version_num",
)
_LOUD = {"fatal", "panic", "log"}
"""Levels at which the failure of a statement is not written down (log stands above error for the server)."""


def database() -> Iterator[Finding]:
    """Look at the database of this house."""
    yield from _sqlite() if connection.vendor == "sqlite" else _postgres()


def _sqlite() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        secure = cursor.fetchone()[0]
        cursor.execute("PRAGMA journal_mode")
        journal = str(cursor.fetchone()[0]).lower()
        cursor.execute("PRAGMA synchronous")
        synchronous = int(cursor.fetchone()[0])
    if secure != 1:
        yield Finding("sqlite-keeps")
    if journal != "wal" or synchronous < 2:  # 2 is FULL
        yield Finding("sqlite-durable", {"journal": journal, "synchronous": synchronous})


def _postgres() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(WATCHED)])
        found: dict[str, str] = dict(cursor.fetchall())
        cursor.execute("SELECT clock_timestamp()")
        apart = abs((cursor.fetchone()[0] - clock.now()).total_seconds())
    if apart > APART_SECONDS:
        yield Finding("clock-apart", {"seconds": round(apart)})
    if int(found["server_version_num"]) < OLDEST_POSTGRES:
        yield Finding("postgres-old", {"value": found["server_version"]})
    options = settings.DATABASES["default"].get("OPTIONS", {})
    if not options.get("server_side_binding"):
        yield Finding("postgres-binding")
    host = settings.DATABASES["default"]["HOST"]
    hidden = {"require", "verify-ca", "verify-full"}
    if host and not host.startswith("/") and not is_loopback(host) and options.get("sslmode") not in hidden:
        yield Finding("postgres-plain")
    yield from written_down(found)


def written_down(found: dict[str, str]) -> Iterator[Finding]:
    """Give what a server with these settings writes to its log."""
    if found.get("log_statement", "none") in {"mod", "all"}:
        yield Finding("postgres-statements", {"value": found["log_statement"]})
    sampled = found.get("log_min_duration_sample", "-1") != "-1" and found.get("log_statement_sample_rate") != "0"
    timed = found.get("log_min_duration_statement", "-1") != "-1" or sampled
    timed = timed or float(found.get("log_transaction_sample_rate", "0")) > 0
    if timed and found.get("log_parameter_max_length", "-1") != "0":
        yield Finding("postgres-values", {"name": "log_min_duration_statement"})
    if found.get("log_parameter_max_length_on_error", "0") != "0":
        yield Finding("postgres-values", {"name": "log_parameter_max_length_on_error"})
    explained = found.get("auto_explain.log_min_duration", "-1") != "-1"
    if explained and found.get("auto_explain.log_parameter_max_length", "-1") != "0":
        yield Finding("postgres-values", {"name": "auto_explain"})
    if found.get("log_min_messages", "warning") not in _LOUD:
        yield Finding("postgres-errors", {"name": "log_min_messages", "value": found["log_min_messages"]})
