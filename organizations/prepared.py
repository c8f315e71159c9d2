"""Queries whose SQL is put together once.

Django takes longer to build and compile a union of ten tables than PostgreSQL takes to answer it. What changes from
call to call has a name and is bound: days, and lists of ids. Row-level security holds as everywhere.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from organizations.models import Membership

# People as a query takes them: members, or what stands for their ids in one that is prepared.
Members = Sequence[Membership] | RawSQL
Value = date | list[int]


class DayMark(date):
    """Stands for a day while the SQL is put together."""

    name = ""


class IdsMark:
    """Stands for a list of ids."""

    def __init__(self, name: str) -> None:
        self.name = name


class Prepared:
    """A read with named values: `Prepared(build).rows(members=[7, 9], start=monday, end=sunday)`.

    `build` gets the values by name and gives the query; what it gets the first time only stands for days and ids, so
    it must not look at them. Days are in order: the first name is the earliest.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]]) -> None:
        self.build = build
        self.known: tuple[str, list[Any]] | None = None

    def rows(self, **values: Value) -> list[tuple[Any, ...]]:
        if self.known is None:
            self.known = self.put_together(values)
        sql, parameters = self.known
        bound = [values[one.name] if isinstance(one, DayMark | IdsMark) else one for one in parameters]
        with connection.cursor() as cursor:
            cursor.execute(sql, bound)
            return cursor.fetchall()

    def put_together(self, values: dict[str, Value]) -> tuple[str, list[Any]]:
        marks = {name: marked(name, value, at) for at, (name, value) in enumerate(values.items(), start=1)}
        sql, parameters = self.build(**marks).query.sql_with_params()
        return sql, list(parameters)


def marked(name: str, value: Value, at: int) -> Any:
    if isinstance(value, date):
        mark = DayMark(1, 1, at)
        mark.name = name
        return mark
    return RawSQL("SELECT unnest(%s::bigint[])", [IdsMark(name)])


def ids_of(members: Iterable[Membership]) -> list[int]:
    return [member.pk for member in members]
