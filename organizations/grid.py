"""How an organization cuts time into days, weeks, months, quarters and years, while its rules change on dates.

Each rule holds from a date until the next one, and a bucket never reaches over such a date. So every day is in
exactly one bucket whatever was changed when, and a new first weekday makes one week of fewer than seven days.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from organizations.periods import DAY, MONDAY, WEEK, Cadence, Period, period_key, period_of

Steps = tuple[tuple[date, int], ...]
JANUARY = 1


@dataclass(frozen=True)
class Grid:
    """The first weekday and the first month of the fiscal year; then later values, each from a date on."""

    first_weekday: int = MONDAY
    fiscal_month: int = JANUARY
    weekdays: Steps = ()
    fiscal_months: Steps = ()

    def fiscal_month_on(self, day: date) -> int:
        return _in_force(self.fiscal_month, self.fiscal_months, day)[0]

    def week_of(self, day: date) -> Period:
        return self.period_of("week", day)

    def period_of(self, cadence: Cadence, day: date) -> Period:
        """The one bucket of that cadence that a day is in."""
        return _bucket(self, cadence, day)

    def periods_between(self, cadence: Cadence, period: Period) -> list[Period]:
        """The whole buckets that overlap the period, in order; none for an empty period."""
        found: list[Period] = []
        day = period.start
        while day < period.end:
            found.append(self.period_of(cadence, day))
            day = found[-1].end
        return found

    def after(self, cadence: Cadence, period: Period) -> Period:
        """The bucket after this one."""
        return self.period_of(cadence, period.end)

    def before(self, cadence: Cadence, period: Period) -> Period:
        """The bucket before this one."""
        return self.period_of(cadence, period.start - DAY)

    def last(self, cadence: Cadence, count: int, day: date) -> list[Period]:
        """So many buckets in a row, oldest first, the last of them the one that `day` is in."""
        found = [self.period_of(cadence, day)]
        while len(found) < count:
            found.append(self.before(cadence, found[-1]))
        return found[::-1]

    def key(self, cadence: Cadence, period: Period) -> str:
        """A short name for addresses and files. In a fiscal year that was cut short, quarters and the year are
        named by their days: their numbers occur twice.
        """
        if cadence in ("quarter", "year") and self.is_cut(self.period_of("year", period.start)):
            return f"{period.start}..{period.last}"
        return period_key(cadence, period, fiscal_month=self.fiscal_month_on(period.start))

    def is_cut(self, year: Period) -> bool:
        """Whether a fiscal year is shorter than twelve months, because it was changed when years begin."""
        return year != period_of("year", year.start, fiscal_month=self.fiscal_month_on(year.start))

    def weeks_before(self, week: Period, count: int) -> list[Period]:
        """So many weeks up to this one, which is left out, oldest first."""
        return self.last("week", count, week.start - DAY)


STEADY = Grid()


@lru_cache(maxsize=4096)  # plain values in and out, and a thousand cards ask for the same weeks and quarters
def _bucket(grid: Grid, cadence: Cadence, day: date) -> Period:
    weekday, month, from_on, until = grid.first_weekday, grid.fiscal_month, date.min, date.max
    if cadence == "week":
        weekday, from_on, until = _in_force(weekday, grid.weekdays, day)
    elif cadence in ("quarter", "year"):
        month, from_on, until = _in_force(month, grid.fiscal_months, day)
    whole = period_of(cadence, day, first_weekday=weekday, fiscal_month=month)
    return Period(max(whole.start, from_on), min(whole.end, until))


def is_short(week: Period) -> bool:
    """The days between two first weekdays: a week of its own."""
    return week.length < WEEK.days


def full_week(week: Period) -> Period:
    """The seven days that a short week is part of, for what is set by the week, such as a target."""
    return Period(week.start, week.start + WEEK) if is_short(week) else week


def _in_force(first: int, steps: Steps, day: date) -> tuple[int, date, date]:
    """The value on a day, since when and until when (excluded)."""
    value, from_on = first, date.min
    for start, later in steps:
        if start > day:
            return value, from_on, start
        value, from_on = later, start
    return value, from_on, date.max
