"""What PostgreSQL tells us about tenancy, in our words. The only module that knows the driver.

Three guards stand behind each other: this module's look at each statement sent with no organization open,
the row-level security policy that raises when its setting is missing, and the role that can't get round it.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import psycopg2.errors
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.utils import DataError, ProgrammingError

from .scope import SETTING, OrganizationScopeMissing


def watch_connection(connection: Any, **kwargs: Any) -> None:
    """Put the guard on a new connection (connected to Django's `connection_created`)."""
    if guard not in connection.execute_wrappers:
        connection.execute_wrappers.append(guard)


def guard(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
    """Run a statement; a missing organization becomes OrganizationScopeMissing, before or after the database."""
    database = context["connection"]
    if getattr(database, "salesleader_organization", None) is None and touches_owned_table(sql):
        raise OrganizationScopeMissing
    try:
        return execute(sql, params, many, context)
    except (ProgrammingError, DataError) as error:
        if is_missing_scope(error):
            raise OrganizationScopeMissing from error
        raise


def touches_owned_table(sql: str) -> bool:
    if settings.DB_ROLE == "owner" or not isinstance(sql, str):
        return False
    return bool(owned_tables_pattern().search(sql))


@cache
def owned_tables_pattern() -> re.Pattern[str]:
    names = sorted(model._meta.db_table for model in owned_models())
    return re.compile(rf'(?:FROM|JOIN|INTO|UPDATE)\s+"(?:{"|".join(names)})"')


def owned_models() -> list[Any]:
    """Every model whose rows belong to an organization."""
    from organizations.models import Owned

    return [model for model in apps.get_models() if issubclass(model, Owned)]


def is_missing_scope(error: Exception) -> bool:
    """The policy could not read the setting: never set on this connection, or left empty by an earlier use."""
    cause = error.__cause__
    if isinstance(cause, psycopg2.errors.UndefinedObject):
        return SETTING in str(cause)
    return isinstance(cause, psycopg2.errors.InvalidTextRepresentation) and 'type bigint: ""' in str(cause)


def unsafe_role() -> str:
    """Why the role that we are connected as is not bound by row-level security; empty when it is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid"
            " AND relkind IN ('r', 'p')) FROM pg_roles WHERE rolname = current_user"
        )
        superuser, bypasses, owns = cursor.fetchone()
    if superuser:
        return "is a superuser"
    if bypasses:
        return "has BYPASSRLS"
    return "owns tables" if owns else ""


def refuse_unsafe_role() -> None:
    """Stop a process that connects as a role which row-level security does not bind."""
    if settings.DB_ROLE == "owner":
        raise ImproperlyConfigured("The owner role is for migrations only. Unset SALESLEADER_DB_ROLE.")
    if why := unsafe_role():
        raise ImproperlyConfigured(
            f"The database role of DATABASE_URL {why}, so one organization could see another's rows. "
            "Connect as a plain role with data grants only; docs/operating.md shows how to make one."
        )
