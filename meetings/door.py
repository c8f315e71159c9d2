"""The door of calendar programs: a secret address, and no other sign-in."""

from django.db import connection

from organizations.models import Organization
from organizations.models.people import digest_of


def member_of_feed(secret: str) -> tuple[Organization, int] | None:
    """The organization and the id of the feed with this secret. None where there is none.

    No organization is open yet, so a function of the database owner looks, and tells ids alone.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT organization_id, feed_id FROM calendar_feed_at(%s)", [digest_of(secret)])
        line = cursor.fetchone()
    return (Organization.objects.get(pk=line[0]), line[1]) if line else None
