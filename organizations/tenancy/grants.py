"""What the application role may do, given by the owner after each migration. Derived from the models."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection

from .database import owned_models


def grant_to_application(**kwargs: Any) -> None:
    """Data grants on every table, none beyond; on append-only tables only reading and adding."""
    role = connection.ops.quote_name(settings.APPLICATION_ROLE)
    with connection.cursor() as cursor:
        if not can_grant(cursor):
            return
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}")
        for table in append_only_tables():
            cursor.execute(f"REVOKE UPDATE, DELETE ON {connection.ops.quote_name(table)} FROM {role}")


def can_grant(cursor: Any) -> bool:
    """True for the owner on a server that has the application role; a plain application migrates nothing."""
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.APPLICATION_ROLE])
    there = cursor.fetchone() is not None
    cursor.execute(
        "SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE relname = 'django_migrations'"
    )
    owner = cursor.fetchone()
    return there and bool(owner and owner[0])


def append_only_tables() -> list[str]:
    there = set(connection.introspection.table_names())
    return sorted({m._meta.db_table for m in owned_models() if m.append_only} & there)


def models_outside() -> list[Any]:
    """Models that are neither an organization's nor on the short list of global ones."""
    from organizations.apps import GLOBAL_MODELS

    owned = set(owned_models())
    return [m for m in apps.get_models() if m not in owned and m._meta.label not in GLOBAL_MODELS]
