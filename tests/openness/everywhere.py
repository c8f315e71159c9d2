"""Looking for words in every column of every table, past row-level security, as only the owner of the tables can."""

from django.contrib.sessions.models import Session
from django.db import connection

from tests.databases import as_owner

TABLES = """
    SELECT table_name, column_name FROM information_schema.columns
    JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1, 2
"""


def places_saying(words: str) -> set[str]:
    """ "table.column" for each that holds these words, in whatever case, anywhere in whatever type."""
    with as_owner(connection), connection.cursor() as cursor:
        cursor.execute(TABLES)
        found = set()
        for table, column in cursor.fetchall():
            cursor.execute(
                f'SELECT EXISTS (SELECT FROM public.{table} WHERE position(lower(%s) IN lower("{column}"::text)) > 0)',
                [words],
            )
            if cursor.fetchone()[0]:
                found.add(f"{table}.{column}")
        return found


def sessions_of(user_id: int) -> int:
    """How many sessions are of this account: what is in them is not to be read in the table."""
    return sum(
        session.get_decoded().get("_auth_user_id") == str(user_id) for session in Session.objects.all()
    )


def rows_of(organization_id: int) -> dict[str, int]:
    """How many rows each table with an organization has of it."""
    with as_owner(connection), connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = [table for table, column in cursor.fetchall() if column == "organization_id"]
        found = {}
        for table in tables:
            cursor.execute(
                f"SELECT count(*) FROM public.{table} WHERE organization_id = %s", [organization_id]
            )
            found[table] = cursor.fetchone()[0]
        return found


def rows_of_everything() -> dict[str, int]:
    """How many rows each table has."""
    with as_owner(connection), connection.cursor() as cursor:
        cursor.execute(TABLES)
        found = {}
        for table in sorted({table for table, _column in cursor.fetchall()}):
            cursor.execute(f"SELECT count(*) FROM public.{table}")
            found[table] = cursor.fetchone()[0]
        return found
