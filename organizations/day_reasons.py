"""Why a day counts as much as it does: in words for a card, and in parts that add up for a page."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from organizations.periods import Period
from organizations.working_days import (
    FULL,
    NONE,
    Calendar,
    DayOff,
    day_off,
    day_weight,
    employed,
    holiday_share,
    less,
    scheduled_weight,
    standard_weight,
    time_off_share,
)

HALF = Fraction(1, 2)


class DayReason(NamedTuple):
    """One line of the explanation: the day, how much of it counts, and why."""

    day: date
    weight: Fraction
    reason: str


def explain(period: Period, calendar: Calendar) -> list[DayReason]:
    """Every day of the period with its weight and the reason, in a person's words."""
    return [DayReason(day, day_weight(day, calendar), _reason(day, calendar)) for day in period.days()]


@dataclass(frozen=True)
class DayParts:
    """What one day is made of. `standard` is the organization's day; the changes lead from there to `own`."""

    day: date
    standard: Fraction
    by_schedule: Fraction
    by_employment: Fraction
    by_day_off: Fraction
    by_leave: Fraction
    off: DayOff | None
    leave: Fraction
    started: bool

    @property
    def own(self) -> Fraction:
        """The day's weight: the standard day and every change added up."""
        return self.standard + self.by_schedule + self.by_employment + self.by_day_off + self.by_leave

    @property
    def scheduled(self) -> Fraction:
        return self.standard + self.by_schedule


def parts_of(day: date, calendar: Calendar) -> DayParts:
    """The day taken apart, in the order of the formula: schedule, employment, holiday, leave (COUNTING §1)."""
    standard, scheduled = standard_weight(day, calendar), scheduled_weight(day, calendar)
    here = scheduled if employed(day, calendar) else NONE
    off, leave = day_off(day, calendar), time_off_share(day, calendar)
    open_ = less(here, off.share) if off else here
    return DayParts(
        day, standard, scheduled - standard, here - scheduled, open_ - here, less(open_, leave) - open_,
        off, leave, not calendar.started_on or day >= calendar.started_on,
    )  # fmt: skip


def _reason(day: date, calendar: Calendar) -> str:
    whole = _employment_reason(day, calendar) or _schedule_reason(day, calendar)
    off = _holiday_reason(day, calendar)
    if whole or holiday_share(day, calendar) == FULL:
        return whole or off
    short = "half day" if scheduled_weight(day, calendar) == HALF else "part of a day"
    usual = "working day" if scheduled_weight(day, calendar) == FULL else short
    return ", ".join(words for words in (off, _absence_reason(day, calendar)) if words) or usual


def _employment_reason(day: date, calendar: Calendar) -> str:
    if calendar.started_on and day < calendar.started_on:
        return "not started yet"
    return "" if employed(day, calendar) else "has left"


def _schedule_reason(day: date, calendar: Calendar) -> str:
    return "" if scheduled_weight(day, calendar) else "not a working day"


def _holiday_reason(day: date, calendar: Calendar) -> str:
    found = day_off(day, calendar)
    if found is None or not found.share:
        return ""
    return f"{_kind(found)}: {found.name}" if found.name else _kind(found)


def _kind(off: DayOff) -> str:
    if not off.is_own:
        return "public holiday"
    if off.share == FULL:
        return "company day off"
    return "company half day" if off.share == HALF else "company day off in part"


def _absence_reason(day: date, calendar: Calendar) -> str:
    off = time_off_share(day, calendar)
    if off in (NONE, FULL):
        return "leave" if off else ""
    return "half day of leave" if off == HALF else "leave for part of the day"
