"""Counting tries in PostgreSQL: one statement a try, right under any number of processes, and never a lock that waits.

A limit holds for a window that starts with the first try. Losing Redis forgets nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import F
from django.utils.crypto import salted_hmac

from organizations.models import Tries

COUNT_ONE = """
INSERT INTO organizations_tries AS t (bucket, count, ends_at) VALUES (%(bucket)s, 1, %(ends)s)
ON CONFLICT (bucket) DO UPDATE SET
    count = CASE WHEN t.ends_at <= %(now)s THEN 1 ELSE t.count + 1 END,
    ends_at = CASE WHEN t.ends_at <= %(now)s THEN excluded.ends_at ELSE t.ends_at END
RETURNING count
"""


@dataclass(frozen=True)
class Limit:
    """At most so many tries in a window, for each of what it is counted for."""

    name: str
    most: int
    window: timedelta

    def take(self, key: str, now: datetime) -> bool:
        """Count one try; whether it is within the limit."""
        return self.count(key, now) <= self.most

    def count(self, key: str, now: datetime) -> int:
        """Count one try: which one of its window it is."""
        values: dict[str, Any] = {"bucket": self.bucket(key), "now": now, "ends": now + self.window}
        with connection.cursor() as cursor:
            cursor.execute(COUNT_ONE, values)
            (count,) = cursor.fetchone()
        return int(count)

    def is_reached(self, key: str, now: datetime) -> bool:
        return Tries.objects.filter(bucket=self.bucket(key), ends_at__gt=now, count__gte=self.most).exists()

    def give_back(self, key: str) -> None:
        """A try that turned out to be none."""
        Tries.objects.filter(bucket=self.bucket(key), count__gt=0).update(count=F("count") - 1)

    def forget(self, key: str) -> None:
        Tries.objects.filter(bucket=self.bucket(key)).delete()

    def bucket(self, key: str) -> str:
        return salted_hmac(f"tries of {self.name}", key, algorithm="sha256").hexdigest()


def forget_ended_tries(*, now: datetime) -> None:
    Tries.objects.filter(ends_at__lte=now).delete()
