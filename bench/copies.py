"""Many reports like one that was told by the real verbs: every row it left, written again in bulk under other keys.

Of each copy ids, days and what the caller sealed are its own. What else lies sealed is the pattern's, byte by byte: as
long as it would be, and opened by nobody.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from goodcatch.kernel import ids
from goodcatch.kernel.fields import PublicIdField
from goodcatch.reports.models import Report
from goodcatch.vault.models import Envelope, KeyBlob

ROOMS = ("reports", "vault")
Table = type[models.Model]
Sealed = Mapping[tuple[Table, str], bytes]
"""What is sealed anew, by table and by whom it is for, or what it is."""
Rows = dict[Table, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Row:
    """One row of the pattern: its values, and where a copy has others."""

    table: Table
    values: tuple[Any, ...]
    key: int
    own_id: int | None
    drawn: tuple[int, ...]
    """Where random bytes stand that are there once."""
    report: int | None
    thing: int | None
    sealed: int | None
    label: str

    def copied(self, report: Report, sealed: Sealed) -> tuple[Any, ...]:
        """Give the values of this row for another report."""
        values, itself = list(self.values), self.table is Report
        values[self.key] = report.pk if itself else ids.random_key()
        if self.own_id is not None:
            values[self.own_id] = report.public_id if itself else ids.new_id()
        for at in self.drawn:
            values[at] = secrets.token_bytes(len(values[at]))
        if self.report is not None:
            values[self.report] = report.pk
        if self.thing is not None:
            values[self.thing] = str(report.ref)
        if self.sealed is not None:
            values[self.sealed] = sealed.get((self.table, self.label), values[self.sealed])
        return tuple(values)


class Pattern:
    """All rows that a sealed report has left in the database."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._found = [(table, each) for table in _tables() for each in _of(table, report)]
        self._on = lru_cache(maxsize=4)(self._shifted)

    def copy(self, report: Report, sealed: Sealed, into: Rows) -> None:
        """Add the rows of another report, which bears its ids and its day."""
        for row in self._on((report.day - self.report.day).days):
            into.setdefault(row.table, []).append(row.copied(report, sealed))

    def _shifted(self, days: int) -> list[Row]:
        return [_row(table, each, timedelta(days=days)) for table, each in self._found]


def write(rows: Rows) -> None:
    """Write what was copied, all of it or nothing."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table, many in rows.items():
            columns = [field.column for field in _fields(table)]
            named = f'"{table._meta.db_table}" ({", ".join(columns)})'  # noqa: SLF001
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {named} FROM STDIN") as copy:
                    copy.write("".join("\t".join(map(_text, values)) + "\n" for values in many))
            else:
                marks = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {named} VALUES ({marks})", many)


def _tables() -> list[Table]:
    others = [table for room in ROOMS for table in apps.get_app_config(room).get_models() if table is not Report]
    return [Report, *others]  # first, for the others point to it


def _fields(table: Table) -> list[Any]:
    return list(table._meta.concrete_fields)  # noqa: SLF001


def _of(table: Table, report: Report) -> list[models.Model]:
    names = {field.name for field in _fields(table)}
    found: models.QuerySet[Any] = models.QuerySet(table)
    if table is Report:
        return list(found.filter(pk=report.pk))
    if "report" in names:
        return list(found.filter(report=report))
    return list(found.filter(thing=str(report.ref))) if "thing" in names else []


def _row(table: Table, row: models.Model, later: timedelta) -> Row:
    fields = _fields(table)
    places = {field.name: number for number, field in enumerate(fields)}
    public = [number for number, field in enumerate(fields) if isinstance(field, PublicIdField)]
    return Row(
        table=table,
        values=tuple(_value(field, getattr(row, field.attname), later) for field in fields),
        key=next(number for number, field in enumerate(fields) if field.primary_key),
        own_id=public[0] if public else None,
        drawn=tuple(n for n, field in enumerate(fields) if isinstance(field, models.BinaryField) and field.unique),
        report=places.get("report"),
        thing=places.get("thing"),
        sealed=places.get("sealed"),
        label=row.holder if isinstance(row, KeyBlob) else row.kind if isinstance(row, Envelope) else "",
    )


def _value(field: Any, value: Any, later: timedelta) -> Any:
    if isinstance(value, date):  # a moment too
        return field.get_db_prep_save(value + later, connection)
    return bytes(value) if isinstance(value, memoryview) else value


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n").replace("\r", r"\r")


_WRITTEN: dict[type, Callable[[Any], str]] = {
    type(None): lambda _value: r"\N",
    bytes: lambda value: r"\\x" + value.hex(),
    str: _escaped,
}


def _text(value: Any) -> str:
    """Give a value as PostgreSQL reads it in a COPY."""
    return _WRITTEN.get(type(value), str)(value)
