"""Queries whose SQL is written once a process and asked again with other values (docs/decisions/0010).

Django writes the same SELECT anew each time it is asked, which costs more than the database takes to answer it. What
every page asks is declared here with its values left open; reading the rows stays Django's own.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

Row = TypeVar("Row")


class Slot(Expression):
    """A value that is not known yet; `field` says how it is told to the database."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        """A place for it, and itself as the value that is told there."""
        return "%s", (self,)


@dataclass(frozen=True, slots=True)
class _Written:
    """What is kept; nothing of it belongs to a connection. `converted` has None for columns that come as they are."""

    sql: str
    params: tuple[Any, ...]
    compiler: SQLCompiler
    converted: list[Any]
    rows: type
    locks: bool


class Prepared(Generic[Row]):
    """A query for rows of a model: `Prepared(lambda person: Enrolment.objects.filter(person=person), person=…)`.

    `ask` is called once, with a slot for each named field, and gives a queryset without prefetches: of models, or
    of columns (`values_list`, unnamed). Values are never None: SQL compares with NULL in another way, and what is
    written once compares in one way.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any, Row]], **fields: "Field[Any, Any]") -> None:
        self._ask, self._fields = ask, fields
        self._written: _Written | None = None

    def __call__(self, **values: Any) -> list[Row]:
        """The rows, read now."""
        connection = connections[DEFAULT_DB_ALIAS]
        written = self._written or self._write(connection)
        if written.locks and connection.get_autocommit() and connection.features.has_select_for_update:
            raise TransactionManagementError("Rows are locked for a transaction, and there is none.")
        told = {name: field.get_db_prep_value(values[name], connection) for name, field in self._fields.items()}
        params = tuple(told[one.name] if isinstance(one, Slot) else one for one in written.params)
        # A compiler belongs to one connection, and so to one thread.
        compiler: Any = copy(written.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda: (written.sql, params)
        compiler.get_converters = lambda _columns: SQLCompiler.get_converters(compiler, written.converted)
        query = SimpleNamespace(get_compiler=lambda using: compiler)
        return list(written.rows(SimpleNamespace(query=query, db=DEFAULT_DB_ALIAS, _known_related_objects={})))

    def first(self, **values: Any) -> Row | None:
        """The first row, None without one. For queries that ask for one row, or few."""
        return next(iter(self(**values)), None)

    def _write(self, connection: Any) -> _Written:
        asked = self._ask(**{name: Slot(name, field) for name, field in self._fields.items()})
        compiler = asked.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        columns = [one[0] for one in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(columns)
        converted = [column if place in converters else None for place, column in enumerate(columns)]
        # The connection of the thread that asks first must not outlive it.
        compiler.connection = None
        self._written = _Written(
            sql, tuple(params), compiler, converted, asked._iterable_class, asked.query.select_for_update
        )
        return self._written
