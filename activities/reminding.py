"""When somebody is to be reminded: on days and in hours that they work. Plain values; no queries and no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from organizations.periods import local_instant
from organizations.working_days import Calendar, day_weight, next_own_day

# A morning that was missed by more than this (the worker was down) is not made up for.
MORNING_LASTS = timedelta(hours=4)
# A time that passed longer ago is overdue, and the next morning says so.
TIME_LASTS = timedelta(hours=2)


@dataclass(frozen=True)
class Hours:
    """From when to when somebody wants to be reminded, on their own clock."""

    starts: time
    ends: time
    zone: str

    def within(self, at: time) -> time:
        """The time itself, or the edge of the hours that is next to it."""
        return min(max(at, self.starts), self.ends)


def reminder_at(due_on: date, due_time: time, calendar: Calendar, hours: Hours) -> datetime | None:
    """The instant of the reminder. A day off moves it to the first own day after it; None without one in two years."""
    day = next_own_day(due_on, calendar)
    if day is None:
        return None
    return local_instant(day, hours.within(due_time) if day == due_on else hours.starts, hours.zone)


def is_now(at: datetime | None, now: datetime) -> bool:
    return at is not None and at <= now < at + TIME_LASTS


def is_morning(today: date, calendar: Calendar, hours: Hours, now: datetime) -> bool:
    """The first hours of an own working day."""
    begins = local_instant(today, hours.starts, hours.zone)
    return bool(day_weight(today, calendar)) and begins <= now < begins + MORNING_LASTS


def key_of(follow_up_id: int, due_on: date, due_time: time) -> str:
    """A follow-up that is moved to another time is another cause."""
    return f"follow-up/{follow_up_id}/{due_on.isoformat()}T{due_time:%H:%M}"


def morning_key(day: date) -> str:
    return f"morning/{day.isoformat()}"


def split(due: Iterable[date], today: date) -> tuple[int, int]:
    """How many are due today, and how many are overdue."""
    days = list(due)
    return sum(1 for day in days if day == today), sum(1 for day in days if day < today)
