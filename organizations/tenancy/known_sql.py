"""Pieces of SQL that is put together once, for reads so frequent that building the query took longer than running it.

Names of tables and columns come from the models, values are bound, and row-level security holds as everywhere.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection


def one_line(sql: str, parameters: Sequence[Any]) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()


def table(model: Any) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def columns(model: Any, alias: str) -> str:
    return ", ".join(f'{alias}."{field.column}"' for field in model._meta.concrete_fields)


def made(model: Any, values: Sequence[Any]) -> Any:
    """A record from its columns, as the ORM would make it."""
    found = list(values)
    for place, convert in converters(model):
        found[place] = convert(found[place], None, connection)
    return model.from_db(connection.alias, [field.attname for field in model._meta.concrete_fields], found)


@cache
def converters(model: Any) -> list[tuple[int, Any]]:
    """Which columns are more than the driver makes of them, such as JSON, and how they are read."""
    found = enumerate(model._meta.concrete_fields)
    return [(place, field.from_db_value) for place, field in found if hasattr(field, "from_db_value")]


def insert(record: Any) -> None:
    """Write a new record, as `save` would; it has its key afterwards."""
    model: Any = type(record)
    fields = fields_to_write(model)
    values = [field.get_db_prep_save(getattr(record, field.attname), connection) for field in fields]
    (record.pk,) = one_line(insert_sql(model), values) or (None,)
    record._state.adding, record._state.db = False, connection.alias


@cache
def insert_sql(model: Any) -> str:
    names = [connection.ops.quote_name(field.column) for field in fields_to_write(model)]
    places = ", ".join(["%s"] * len(names))
    return f"INSERT INTO {table(model)} ({', '.join(names)}) VALUES ({places}) RETURNING id"  # noqa: S608


@cache
def fields_to_write(model: Any) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not field.primary_key and not field.generated]
