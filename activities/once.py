"""Writing an entry once, however often it is sent: one statement that the database decides."""

from functools import cache
from typing import Any

from django.db import connection

from activities.models import Activity
from organizations.models import Placement

KEPT_OUT = {"id", "team_id"}


def insert_once(activity: Activity) -> bool:
    """Insert the entry, stamped with the member's team on its day, unless its client id is there already.

    Two senders at the same instant meet in the unique index: one inserts, the other waits and gets False.
    """
    fields = written_fields()
    values = [field.get_db_prep_save(getattr(activity, field.attname), connection) for field in fields]
    day = activity.occurred_on
    with connection.cursor() as cursor:
        cursor.execute(statement(), [*values, activity.member_id, day, day])
        row = cursor.fetchone()
    if row is None:
        return False
    activity.pk, activity.team_id = row
    activity._state.adding = False
    activity._state.db = connection.alias
    return True


@cache
def written_fields() -> list[Any]:
    return [field for field in Activity._meta.concrete_fields if field.column not in KEPT_OUT]


@cache
def statement() -> str:
    """Table and column names come from the models, values are bound."""
    quote = connection.ops.quote_name
    columns = [quote(str(field.column)) for field in written_fields()]
    team = (
        f"(SELECT team_id FROM {quote(Placement._meta.db_table)} WHERE membership_id = %s"  # noqa: S608
        " AND starts_on <= %s AND (ends_on IS NULL OR ends_on > %s) ORDER BY starts_on DESC LIMIT 1)"
    )
    return (
        f"INSERT INTO {quote(Activity._meta.db_table)} ({', '.join(columns)}, team_id)"  # noqa: S608
        f" VALUES ({', '.join(['%s'] * len(columns))}, {team})"
        " ON CONFLICT (organization_id, member_id, client_id) DO NOTHING RETURNING id, team_id"
    )
