"""Periods: runs of dates, the buckets an organization counts in, and where they meet the clock.

A period knows dates only. What instant a date begins at depends on a zone, and is asked for here too,
so that every page, mail and job gives skipped and repeated hours the same meaning (COUNTING §1).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Literal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from organizations.date_words import days_between, full_day, long_full_day, month_and_year

Cadence = Literal["day", "week", "month", "quarter", "year"]
CADENCES: tuple[Cadence, ...] = ("day", "week", "month", "quarter", "year")
MONDAY = 0
DAY, WEEK, SECOND = timedelta(days=1), timedelta(days=7), timedelta(seconds=1)
MIDNIGHT = time(0)
MONTHS_IN: dict[Cadence, int] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, order=True)
class Period:
    """A run of dates, `start` included, `end` excluded. Empty when both are the same day."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError(f"A period cannot end on {self.end}, before it starts on {self.start}.")

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    @property
    def length(self) -> int:
        """Calendar days."""
        return (self.end - self.start).days

    @property
    def last(self) -> date:
        """The last day that still belongs to the period."""
        return self.end - DAY

    def days(self) -> Iterator[date]:
        return (self.start + timedelta(days=n) for n in range(self.length))

    def overlap(self, other: "Period") -> "Period | None":
        """The days that both have, or None when they share none."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start < end else None

    def shift(self, days: int) -> "Period":
        """The same length, so many days later (earlier when negative)."""
        return Period(self.start + timedelta(days=days), self.end + timedelta(days=days))


def week_of(day: date, first_weekday: int = MONDAY) -> Period:
    """The week a day is in. `first_weekday` counts from Monday, 0, to Sunday, 6."""
    if not 0 <= first_weekday <= 6:
        raise ValueError("The first day of the week is a number from 0, Monday, to 6, Sunday.")
    start = day - timedelta(days=(day.weekday() - first_weekday) % 7)
    return Period(start, start + WEEK)


def month_of(day: date) -> Period:
    return _months_of(day, 1, 1)


def quarter_of(day: date, fiscal_month: int = 1) -> Period:
    """The quarter a day is in, where the fiscal year starts in `fiscal_month`."""
    return _months_of(day, 3, fiscal_month)


def year_of(day: date, fiscal_month: int = 1) -> Period:
    """The fiscal year a day is in."""
    return _months_of(day, 12, fiscal_month)


def period_of(cadence: Cadence, day: date, *, first_weekday: int = MONDAY, fiscal_month: int = 1) -> Period:
    """The one bucket of that cadence that a day is in (COUNTING §1)."""
    if cadence == "day":
        return Period(day, day + DAY)
    if cadence == "week":
        return week_of(day, first_weekday)
    if cadence not in MONTHS_IN:
        raise ValueError(f"There is no cadence “{cadence}”. Choose one of {', '.join(CADENCES)}.")
    return _months_of(day, MONTHS_IN[cadence], fiscal_month)


def periods_between(
    cadence: Cadence, period: Period, *, first_weekday: int = MONDAY, fiscal_month: int = 1
) -> list[Period]:
    """The whole buckets that overlap the period, in order; none for an empty period."""
    found: list[Period] = []
    day = period.start
    while day < period.end:
        found.append(period_of(cadence, day, first_weekday=first_weekday, fiscal_month=fiscal_month))
        day = found[-1].end
    return found


def next_period(cadence: Cadence, day: date, *, first_weekday: int = MONDAY, fiscal_month: int = 1) -> Period:
    """The bucket after the one that the day is in."""
    here = period_of(cadence, day, first_weekday=first_weekday, fiscal_month=fiscal_month)
    return period_of(cadence, here.end, first_weekday=first_weekday, fiscal_month=fiscal_month)


def previous_period(
    cadence: Cadence, day: date, *, first_weekday: int = MONDAY, fiscal_month: int = 1
) -> Period:
    """The bucket before the one that the day is in."""
    here = period_of(cadence, day, first_weekday=first_weekday, fiscal_month=fiscal_month)
    return period_of(cadence, here.start - DAY, first_weekday=first_weekday, fiscal_month=fiscal_month)


def last_weeks(count: int, day: date, first_weekday: int = MONDAY) -> list[Period]:
    """So many weeks in a row, oldest first, the last of them the week that `day` is in."""
    latest = week_of(day, first_weekday)
    return [latest.shift(-7 * back) for back in range(count - 1, -1, -1)]


def _months_of(day: date, months: int, fiscal_month: int) -> Period:
    if not 1 <= fiscal_month <= 12:
        raise ValueError("The fiscal year starts in a month from 1, January, to 12, December.")
    count = day.year * 12 + day.month - 1
    first = count - (count - (fiscal_month - 1)) % months
    return Period(_first_of(first), _first_of(first + months))


def _first_of(count: int) -> date:
    return date(count // 12, count % 12 + 1, 1)


def fiscal_year(day: date, fiscal_month: int = 1) -> int:
    """The number of the fiscal year: the calendar year in which it ends."""
    return year_of(day, fiscal_month).last.year


def fiscal_quarter(day: date, fiscal_month: int = 1) -> int:
    """1 to 4, counted from the first month of the fiscal year."""
    return (day.month - fiscal_month) % 12 // 3 + 1


def period_key(cadence: Cadence, period: Period, *, fiscal_month: int = 1) -> str:
    """A short name for addresses and files: 2026-W53, 2026-11, FY2027-Q1.

    A week that does not start on Monday has no ISO number and is named by its first day: W2026-11-08.
    """
    start = period.start
    if cadence == "day":
        return start.isoformat()
    if cadence == "week":
        return f"{start:%G-W%V}" if start.weekday() == MONDAY else f"W{start.isoformat()}"
    if cadence == "month":
        return f"{start:%Y-%m}"
    year = f"{'' if fiscal_month == 1 else 'FY'}{fiscal_year(start, fiscal_month)}"
    return year if cadence == "year" else f"{year}-Q{fiscal_quarter(start, fiscal_month)}"


def range_label(period: Period) -> str:
    """The days in words, first and last: "9 to 15 November 2026". Says month and year once where it can."""
    first, last = period.start, period.last
    return full_day(first) if first >= last else days_between(first, last)


def week_label(period: Period) -> str:
    """ "Week 46, 9 to 15 November 2026"; without a number where weeks do not start on Monday."""
    words = range_label(period)
    if period.start.weekday() != MONDAY:
        return words
    return gettext("Week %(number)s, %(days)s") % {"number": period.start.isocalendar().week, "days": words}


def period_label(cadence: Cadence, period: Period, *, fiscal_month: int = 1) -> str:
    """What a page calls the period."""
    start = period.start
    if cadence == "day":
        return long_full_day(start)
    if cadence == "week":
        return week_label(period)
    if cadence == "month":
        return month_and_year(start)
    year, quarter = fiscal_year(start, fiscal_month), fiscal_quarter(start, fiscal_month)
    if cadence == "year":
        return str(year) if fiscal_month == 1 else gettext("Fiscal %(year)s") % {"year": year}
    text = gettext("Quarter %(quarter)s of %(year)s")
    if fiscal_month != 1:
        text = gettext("Quarter %(quarter)s of fiscal %(year)s")
    return text % {"quarter": quarter, "year": year}


def local_day(instant: datetime, zone: ZoneInfo | str) -> date:
    """The date on the wall in that zone at that instant. Refuses an instant without a zone."""
    if instant.tzinfo is None:
        raise ValueError("An instant needs its zone; a bare date and time can mean any of 38 moments.")
    return instant.astimezone(_zone(zone)).date()


def local_instant(day: date, at: time, zone: ZoneInfo | str) -> datetime:
    """The instant, in UTC, at which clocks in that zone show that date and time.

    A time that occurs twice means the first. A time that never occurs, because clocks were put
    forward over it, means the first instant after the gap, so nothing is ever due before its hour.
    """
    there = _zone(zone)
    wall = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    instant = wall.replace(tzinfo=there).astimezone(UTC)
    if instant.astimezone(there).replace(tzinfo=None, fold=0) == wall:
        return instant
    before = wall.replace(tzinfo=there, fold=1).astimezone(UTC)
    return _change_between(before, instant, there)


def _change_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first whole second in (before, after] that has the offset of `after`, by halving."""
    low, high = before.replace(microsecond=0), after.replace(microsecond=0)
    offset = high.astimezone(zone).utcoffset()
    while high - low > SECOND:
        middle = low + (high - low) // SECOND // 2 * SECOND
        if middle.astimezone(zone).utcoffset() == offset:
            high = middle
        else:
            low = middle
    return high


def close_instant(week: Period, close_time: time, zone: ZoneInfo | str) -> datetime:
    """When a member's card of that week closes: their local close time on the first day after it."""
    return local_instant(week.end, close_time, zone)


def first_local_time_after(instant: datetime, at: time, zone: ZoneInfo | str) -> datetime:
    """The first moment strictly after an instant at which it is that time there (mail goes at 07:00)."""
    day = local_day(instant, zone)
    due = local_instant(day, at, zone)
    while due <= instant:
        day += DAY
        due = local_instant(day, at, zone)
    return due


def hours_in(period: Period, zone: ZoneInfo | str) -> Fraction:
    """Real hours from the first midnight to the last: 168 in a week, 167 or 169 where clocks change."""
    start = local_instant(period.start, MIDNIGHT, zone)
    end = local_instant(period.end, MIDNIGHT, zone)
    return Fraction((end - start) // SECOND, 3600)


def _zone(zone: ZoneInfo | str) -> ZoneInfo:
    return ZoneInfo(zone) if isinstance(zone, str) else zone
