"""Coming back: what came due on days that somebody did not work is moved to the days that they do.

So nobody returns from leave to a pile: at most so many a day, what matters most first. Plain values; no queries and
no clock.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from organizations.working_days import Calendar, day_weight, own_day_after

# More than this nobody does beside the calls of the day.
MOST_A_DAY = 8


@dataclass(frozen=True)
class Due:
    """One follow-up: its id, the day it is due, how much it matters (more comes first)."""

    id: int
    on: date
    priority: int


def moved(due: Iterable[Due], there: Mapping[date, int], today: date, calendar: Calendar) -> dict[int, date]:
    """New days, by id, for what came due on a day off before today; nothing on a day off today.

    `there` says how many are due already on each day from today on. What came due on a day that was worked is
    overdue and stays where it is.
    """
    if not day_weight(today, calendar):
        return {}
    missed = [one for one in due if one.on < today and not day_weight(one.on, calendar)]
    missed.sort(key=lambda one: (-one.priority, one.on, one.id))
    return spread(missed, dict(there), today, calendar)


def spread(missed: Sequence[Due], load: dict[date, int], today: date, calendar: Calendar) -> dict[int, date]:
    found: dict[int, date] = {}
    day: date | None = today
    for one in missed:
        while day is not None and load.get(day, 0) >= MOST_A_DAY:
            day = own_day_after(day, 1, calendar)
        found[one.id] = day or today
        load[found[one.id]] = load.get(found[one.id], 0) + 1
    return found
