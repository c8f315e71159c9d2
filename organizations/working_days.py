"""Own working days: how much of each day a member works, and why (COUNTING §1).

One calendar drives targets, pace, streaks, cadences, alerts and due dates, so that leave, half days
and public holidays mean the same everywhere. All sums are exact fractions.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from organizations.periods import DAY, Period

Exact = int | Decimal | Fraction
NONE, FULL = Fraction(0), Fraction(1)
STANDARD: tuple[Exact, ...] = (1, 1, 1, 1, 1, 0, 0)
# A search for a day that is worked gives up here: whoever works no day in two years has none.
SEARCH_DAYS = 731


def as_fraction(value: Exact) -> Fraction:
    """The same number as a fraction. Refuses a float: what is counted is exact (COUNTING)."""
    if type(value) is Fraction:  # most are, and a thousand cards ask half a million times
        return value
    if isinstance(value, float):
        raise TypeError(f"{value!r} is a binary float; counts, money and targets are exact numbers.")
    return Fraction(value)


def exact_sum(values: Iterable[Fraction]) -> Fraction:
    """The sum. Whole numbers, which most are, are added as such: fractions take ten times as long."""
    found = list(values)
    if all(value.denominator == 1 for value in found):
        return Fraction(sum(value.numerator for value in found))
    return sum(found, NONE)


@dataclass(frozen=True)
class Schedule:
    """How much of each weekday is worked from a date on, Monday to Sunday, 0 to 1."""

    from_on: date
    weights: Sequence[Exact]

    def __post_init__(self) -> None:
        object.__setattr__(self, "weights", _seven(self.weights))


@dataclass(frozen=True)
class Absence:
    """Time off from a date until a date (excluded). `share` of each day is off: 1, or 0.5 for half days."""

    start: date
    end: date
    share: Exact = 1

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError(f"Time off cannot end on {self.end}, before it starts on {self.start}.")
        object.__setattr__(self, "share", _share(self.share))


class DayOff(NamedTuple):
    """A day that the country or the organization has off: its name, how much of it, and whose it is."""

    name: str = ""
    share: Fraction = FULL
    is_own: bool = False


@dataclass(frozen=True)
class Calendar:
    """Everything that decides one member's own working days.

    `standard` is the organization's full week, the base that targets are set for, until one of
    `standard_weeks` replaces it from a date on. It also holds for days before the first schedule.
    `started_on` is the first day that counts, `ended_on` the first that no longer does. `holidays` maps dates
    to names or to `DayOff`; a plain set of dates will do.
    """

    schedules: Sequence[Schedule] = ()
    holidays: Mapping[date, str] | Mapping[date, DayOff] | Iterable[date] = field(default_factory=dict)
    absences: Sequence[Absence] = ()
    started_on: date | None = None
    ended_on: date | None = None
    standard: Sequence[Exact] = STANDARD
    standard_weeks: Sequence[Schedule] = ()
    # A calendar never changes, and a card asks for the same days again for every metric.
    known: dict[date, Fraction] = field(default_factory=dict, init=False, repr=False, compare=False)
    sums: dict[tuple[str, Period], Fraction] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "schedules", _by_date(self.schedules))
        object.__setattr__(self, "standard_weeks", _by_date(self.standard_weeks))
        object.__setattr__(self, "standard", _seven(self.standard))
        named = self.holidays if isinstance(self.holidays, Mapping) else dict.fromkeys(self.holidays, "")
        object.__setattr__(self, "holidays", named)


def own_days(period: Period, calendar: Calendar) -> Fraction:
    """Σ schedule weight × (1 − public holiday) × (1 − time off) over the period (COUNTING §1)."""
    return remembered("own", period, calendar, day_weight)


def gross_days(period: Period, calendar: Calendar) -> Fraction:
    """Days of the standard week, holidays left in: the base of weekly activity targets (COUNTING §3)."""
    return remembered("gross", period, calendar, standard_weight)


def net_days(period: Period, calendar: Calendar) -> Fraction:
    """Days of the standard week less public holidays: the base of month and quarter results (COUNTING §3)."""
    return remembered("net", period, calendar, net_weight)


def net_weight(day: date, calendar: Calendar) -> Fraction:
    """The standard week's share of that day, less its public holiday."""
    return less(standard_weight(day, calendar), holiday_share(day, calendar))


def remembered(
    name: str, period: Period, calendar: Calendar, weight: Callable[[date, Calendar], Fraction]
) -> Fraction:
    """The sum of the days' weights. Remembered like the days: every metric of a card asks for the same weeks."""
    key = name, period
    if key not in calendar.sums:
        calendar.sums[key] = exact_sum(weight(day, calendar) for day in period.days())
    return calendar.sums[key]


def day_weight(day: date, calendar: Calendar) -> Fraction:
    """How much of that day is an own working day, 0 to 1."""
    if day not in calendar.known:
        calendar.known[day] = _day_weight(day, calendar)
    return calendar.known[day]


def _day_weight(day: date, calendar: Calendar) -> Fraction:
    if not employed(day, calendar):
        return NONE
    worked = less(scheduled_weight(day, calendar), holiday_share(day, calendar))
    return less(worked, time_off_share(day, calendar)) if worked else worked


def less(weight: Fraction, share: Fraction) -> Fraction:
    """What is left of it when that share is off. Most days nothing is, and fractions are slow."""
    return weight * (FULL - share) if share else weight


def scheduled_weight(day: date, calendar: Calendar) -> Fraction:
    """What the schedule in force says of that weekday, before holidays and time off."""
    weights = _in_force(calendar.schedules, day)
    return as_fraction(weights[day.weekday()]) if weights else standard_weight(day, calendar)


def own_days_elapsed(period: Period, calendar: Calendar, today: date) -> Fraction:
    """Own days of the period that are over before `today`; today itself is still running."""
    return own_days(Period(period.start, min(max(today, period.start), period.end)), calendar)


def own_days_left(period: Period, calendar: Calendar, today: date) -> Fraction:
    """Own days of the period from `today` on, today included."""
    return own_days(period, calendar) - own_days_elapsed(period, calendar, today)


def nth_own_day(period: Period, calendar: Calendar, number: int) -> date | None:
    """The first, second … day of the period on which any work is due; a half day is one. None if too few."""
    if number < 1:
        raise ValueError("Own working days are counted from 1.")
    worked = [day for day in period.days() if day_weight(day, calendar)]
    return worked[number - 1] if len(worked) >= number else None


def next_own_day(day: date, calendar: Calendar) -> date | None:
    """The day itself if any of it is worked, else the first one after it. None within two years."""
    return next(_worked(day, 1, calendar), None)


def own_day_after(day: date, number: int, calendar: Calendar) -> date | None:
    """The first, second, third … own working day after `day` ("in 3 working days")."""
    if number < 1:
        raise ValueError("Own working days are counted from 1.")
    ahead = _worked(day + DAY, 1, calendar)
    return _last_of(ahead, number)


def last_own_days(before: date, count: int, calendar: Calendar) -> list[date]:
    """The latest own working days before a date, oldest first; fewer when there are fewer in two years."""
    back = _worked(before - DAY, -1, calendar)
    return [day for _, day in zip(range(count), back, strict=False)][::-1]


def _worked(day: date, step: int, calendar: Calendar) -> Iterator[date]:
    days = (day + timedelta(days=step * n) for n in range(SEARCH_DAYS))
    return (found for found in days if day_weight(found, calendar))


def _last_of(days: Iterator[date], number: int) -> date | None:
    found = [day for _, day in zip(range(number), days, strict=False)]
    return found[-1] if len(found) == number else None


def employed(day: date, calendar: Calendar) -> bool:
    """Whether the member has started and not left."""
    started = calendar.started_on is None or day >= calendar.started_on
    return started and (calendar.ended_on is None or day < calendar.ended_on)


def time_off_share(day: date, calendar: Calendar) -> Fraction:
    """How much of the day is leave. Absences of one day add up, to the whole of it at most."""
    shares = [as_fraction(away.share) for away in calendar.absences if away.start <= day < away.end]
    return min(FULL, sum(shares, NONE)) if shares else NONE


def standard_weight(day: date, calendar: Calendar) -> Fraction:
    """How much of that weekday the organization works."""
    weights = _in_force(calendar.standard_weeks, day) or calendar.standard
    return as_fraction(weights[day.weekday()])


def _in_force(schedules: Sequence[Schedule], day: date) -> Sequence[Exact] | None:
    """The weights of the latest that has begun; None before the first."""
    return next((one.weights for one in reversed(schedules) if one.from_on <= day), None)


def _by_date(schedules: Sequence[Schedule]) -> tuple[Schedule, ...]:
    return tuple(sorted(schedules, key=lambda schedule: schedule.from_on))


def day_off(day: date, calendar: Calendar) -> DayOff | None:
    """The public holiday or the organization's own day off that falls on this day."""
    assert isinstance(calendar.holidays, Mapping)
    found = calendar.holidays.get(day)
    return DayOff(found) if isinstance(found, str) else found


def holiday_share(day: date, calendar: Calendar) -> Fraction:
    """How much of the day is off for everybody there."""
    found = day_off(day, calendar)
    return found.share if found else NONE


def _seven(weights: Sequence[Exact]) -> tuple[Fraction, ...]:
    if len(weights) != 7:
        raise ValueError(f"A week has seven days, Monday to Sunday; {len(weights)} were given.")
    return tuple(_share(weight) for weight in weights)


def _share(value: Exact) -> Fraction:
    share = as_fraction(value)
    if not NONE <= share <= FULL:
        raise ValueError("A share of a day is from 0, none of it, to 1, all of it.")
    return share
