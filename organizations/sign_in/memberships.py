"""Where a user belongs: the one look across organizations."""

from typing import Any

from django.db import connection


def organizations_of(user_id: int) -> list[dict[str, Any]]:
    """The organizations a user belongs to, as {id, name, slug}.

    It goes through a function of the database owner, because the application sees one organization at a time.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, name, slug FROM organizations_of(%s)", [user_id])
        return [{"id": row[0], "name": row[1], "slug": row[2]} for row in cursor.fetchall()]
