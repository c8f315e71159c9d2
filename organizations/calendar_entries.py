"""What an app may put into a member's own calendar: follow-ups, 1:1s, and whatever else has a time."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class CalendarEntry:
    """One thing with a day (`on`) or a time (`starts_at` with `minutes`). `key` never changes: it is its identity.

    Suppliers of "calendar entries" are asked with a membership and the first and last day, both included.
    """

    key: str
    title: str
    href: str
    changed_at: datetime
    on: date | None = None
    starts_at: datetime | None = None
    minutes: int = 30
    detail: str = ""
