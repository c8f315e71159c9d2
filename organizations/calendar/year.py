"""The organization's year: its days off by region, its own days, and how many working days are left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations.calendars import DaysOff, in_weights
from organizations.holidays_of import RegionStep
from organizations.models import OwnDay
from organizations.periods import Period, month_of, year_of
from organizations.working_days import Calendar, DayOff, gross_days, net_days, standard_weight

from .month import in_figures


@dataclass(frozen=True)
class YearDay:
    """A day off, or a public holiday that is worked. `rule` is the own day behind it; `fixed`: it can't change."""

    day: date
    off: DayOff
    rule: OwnDay | None
    weekday_worked: bool
    fixed: bool


@dataclass(frozen=True)
class YearView:
    number: int
    months: Sequence[tuple[str, Sequence[YearDay]]]
    working: Fraction
    weekdays: Fraction
    by_month: Sequence[tuple[str, Fraction]]
    lede: str


def year_view(
    number: int, off: DaysOff, places: tuple[RegionStep, ...], rules: Sequence[OwnDay], rules_from: date
) -> YearView:
    """What a full-time member who works in these places has in the year."""
    year = year_of(date(number, 6, 1))
    calendar = Calendar(holidays=off.at(places), standard_weeks=in_weights(off.standard_weeks))
    there = [day for day in sorted(off.at(places)) if day in year]
    found = [day_of(day, calendar, rules, rules_from) for day in there]
    months = [
        (date_format(first, "F"), list(days))
        for first, days in groupby(found, key=lambda one: one.day.replace(day=1))
    ]
    firsts = [date(number, month, 1) for month in range(1, 13)]
    return YearView(
        number, months, net_days(year, calendar), gross_days(year, calendar),
        [(date_format(first, "M"), net_days(month_of(first), calendar)) for first in firsts],
        lede_of(year, calendar, found),
    )  # fmt: skip


def day_of(day: date, calendar: Calendar, rules: Sequence[OwnDay], rules_from: date) -> YearDay:
    off = calendar.holidays[day]  # type: ignore[index]
    rule = next((one for one in rules if off.is_own and one.on == day and one.name == off.name), None)
    return YearDay(day, off, rule, bool(standard_weight(day, calendar)), day < rules_from)


def lede_of(year: Period, calendar: Calendar, found: Sequence[YearDay]) -> str:
    """ "261 days of the standard week, less 8 days off that fall on them"."""
    gross, net = gross_days(year, calendar), net_days(year, calendar)
    if gross == net:
        return _("%(n)s days of the standard week; no day off falls on one.") % {"n": in_figures(gross)}
    words = ngettext(
        "%(all)s days of the standard week, less %(n)s day off that falls on one.",
        "%(all)s days of the standard week, less %(n)s days off that fall on one.",
        1 if gross - net == 1 else 2,
    )
    return words % {"all": in_figures(gross), "n": in_figures(gross - net)}
