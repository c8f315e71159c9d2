"""The migration operation that puts a table under its organization."""

import hashlib
from typing import Any

from django.db.migrations.operations.base import Operation

POLICY = "organization_id = current_setting('salesleader.organization')::bigint"


class Protect(Operation):
    """Row-level security, the (organization, id) key and the composite foreign keys, for the named models.

    Safe to run again for a model that got a new link: what is there already is left alone.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, *names: str) -> None:
        self.names = names

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models stay as they are."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        run_deferred(schema_editor)
        models = [to_state.apps.get_model(app_label, name) for name in self.names]
        for model in models:
            for sql in isolate(model._meta.db_table):
                schema_editor.execute(sql)
        for model in models:
            for sql in tie(model):
                schema_editor.execute(sql)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """The tables go with their CreateModel; nothing of ours outlives them."""

    def describe(self) -> str:
        return f"Keep {', '.join(self.names)} inside their organization"


def run_deferred(schema_editor: Any) -> None:
    """Run what this migration has put off, so that tables are whole before they are tied together."""
    statements, schema_editor.deferred_sql = schema_editor.deferred_sql, []
    for statement in statements:
        schema_editor.execute(statement, None)


def isolate(table: str) -> list[str]:
    key = short(f"{table}_in_organization")
    return [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'DROP POLICY IF EXISTS organization ON "{table}"',
        f'CREATE POLICY organization ON "{table}" USING ({POLICY}) WITH CHECK ({POLICY})',
        unless_there(key, f'ALTER TABLE "{table}" ADD CONSTRAINT "{key}" UNIQUE (organization_id, id)'),
    ]


def tie(model: Any) -> list[str]:
    return [composite_key(model._meta.db_table, field) for field in links(model)]


def links(model: Any) -> list[Any]:
    """The fields of a model that point at rows of the same organization."""
    from organizations.models import Link

    return [field for field in model._meta.concrete_fields if isinstance(field, Link)]


def composite_key(table: str, field: Any) -> str:
    name = short(f"{table}_{field.column}_same_organization")
    target = field.related_model._meta.db_table
    return unless_there(
        name,
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" FOREIGN KEY (organization_id, "{field.column}") '
        f'REFERENCES "{target}" (organization_id, id) DEFERRABLE INITIALLY DEFERRED',
    )


def unless_there(constraint: str, sql: str) -> str:
    quoted = sql.replace("'", "''")
    return (
        f"DO $do$ BEGIN IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = '{constraint}') "
        f"THEN EXECUTE '{quoted}'; END IF; END $do$"
    )


def short(name: str) -> str:
    """A name that PostgreSQL keeps whole (63 bytes)."""
    if len(name) <= 60:
        return name
    return f"{name[:50]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"
