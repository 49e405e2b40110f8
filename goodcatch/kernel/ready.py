"""Questions and inserts whose text is made once, for the few of every page or every report.

Django makes the SQL of a query anew each time, which takes several times as long as a small answer does. Here it is
made at the first call, with gaps for what differs, and later calls fill the gaps. No answer is kept: each call asks
the database.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, reduce
from operator import or_
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import AutoField, BigIntegerField, Expression, Field, Model, Q, QuerySet
from django.db.models.query import FlatValuesListIterable, ModelIterable, get_related_populators

Row = TypeVar("Row")


class Gap(Expression):
    """A place in a question for a value that comes with each call, by this name."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Give a placeholder, and this gap where its value is to stand."""
        return "%s", (self,)

    def filled(self, values: dict[str, object], connection: BaseDatabaseWrapper) -> object:
        """Give this call's value as the database takes it."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


def one_of(column: str, count: int) -> Q:
    """Give the condition that a column of keys holds one of so many, which `these` names in each call."""
    gaps = (Gap(f"{column}_{place}", BigIntegerField()) for place in range(count))
    return reduce(or_, (Q(**{column: gap}) for gap in gaps), Q(pk__in=[]))


def these(column: str, keys: Iterable[int]) -> dict[str, object]:
    """Give the values for the gaps of `one_of`."""
    return {f"{column}_{place}": key for place, key in enumerate(keys)}


class Ready(Generic[Row]):
    """A query set with gaps: of whole rows, `select_related` included, or of `values_list`, `flat` or not."""

    def __init__(self, make: Callable[[], QuerySet[Any, Row]]) -> None:
        self._make = make
        self._of_thread = threading.local()

    def ask(self, **values: object) -> list[Row]:
        """Ask the database, with these values in the gaps, and give every row that it answers."""
        return self._text().ask(values)

    def first(self, **values: object) -> Row | None:
        """Ask the database, and give its first row; None where there is none."""
        return next(iter(self.ask(**values)), None)

    def _text(self) -> _Text:
        """Give the text for this thread's connection, made anew where that is another one now."""
        known: _Text | None = getattr(self._of_thread, "text", None)
        if known is None or known.connection is not connections[known.alias]:
            known = self._of_thread.text = _Text(self._make())
        return known


class _Text:
    """The SQL of a question on one connection, and how its rows become what was asked for."""

    def __init__(self, asked: QuerySet[Any, Any]) -> None:
        self.alias = asked.db
        self.connection: BaseDatabaseWrapper = connections[asked.db]
        self._compiler: Any = asked.query.get_compiler(asked.db)
        self._sql, self._params = self._compiler.as_sql()
        select, info = self._compiler.select, self._compiler.klass_info
        self._converters = self._compiler.get_converters([each[0] for each in select])
        made_of: type = asked._iterable_class  # noqa: SLF001  # Django's own way to tell what rows become
        self._flat = made_of is FlatValuesListIterable
        self._model: Any = info["model"] if made_of is ModelIterable else None
        if self._model is not None:
            self._own = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
            self._names = [each[0].target.attname for each in select[self._own]]
            self._related = get_related_populators(info, select, asked.db)  # type: ignore[call-arg]  # of a later Django

    def ask(self, values: dict[str, object]) -> list[Any]:
        params: Any = [each.filled(values, self.connection) if isinstance(each, Gap) else each for each in self._params]
        with self.connection.cursor() as cursor:
            cursor.execute(self._sql, params)
            rows: Iterable[Any] = cursor.fetchall()
        if self._converters:
            rows = self._compiler.apply_converters(rows, self._converters)
        if self._model is not None:
            return [self._whole(row) for row in rows]
        return [row[0] if self._flat else tuple(row) for row in rows]

    def _whole(self, row: Any) -> Any:
        found = self._model.from_db(self.alias, self._names, row[self._own])
        for related in self._related:
            related.populate(row, found)
        return found


MOST_ROWS = 20
"""Rows that are put down with a text of their own; more are left to `bulk_create`, whose text is a small part then."""


def put(rows: Sequence[Model]) -> None:
    """Insert new rows of one table in one statement, as `bulk_create` does; each knows its key afterwards."""
    if not rows:
        return
    model, connection = type(rows[0]), connections[DEFAULT_DB_ALIAS]
    if len(rows) > MOST_ROWS:
        model._base_manager.bulk_create(rows)  # noqa: SLF001  # the manager that narrows nothing
        return
    sql, fields, numbered = _insertion(model, len(rows), connection.vendor)
    params: Any = [field.get_db_prep_save(field.pre_save(row, True), connection) for row in rows for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        keys = [key for (key,) in cursor.fetchall()] if numbered else [row.pk for row in rows]
    for row, key in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS  # noqa: SLF001


@lru_cache(maxsize=256)
def _insertion(model: type[Model], count: int, vendor: str) -> tuple[str, list[Any], bool]:  # noqa: ARG001  # quotes differ
    """Give the text, the fields whose values fill it, and whether the database numbers the rows."""
    about, quoted = model._meta, connections[DEFAULT_DB_ALIAS].ops.quote_name  # noqa: SLF001
    numbered = isinstance(about.pk, AutoField)
    fields = [field for field in about.concrete_fields if not (numbered and field.primary_key)]
    row = f"({', '.join(['%s'] * len(fields))})"
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    sql = f"INSERT INTO {quoted(about.db_table)} ({columns}) VALUES {', '.join([row] * count)}"  # noqa: S608  # names
    return (f"{sql} RETURNING {quoted(str(about.pk.column))}" if numbered else sql), fields, numbered
