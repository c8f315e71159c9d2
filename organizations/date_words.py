"""How days are written, in the language of the page or mail. The patterns are Django's date letters."""

from datetime import date, datetime

from django.utils.dateformat import format as written
from django.utils.translation import gettext, pgettext

Day = date | datetime


def short_day(day: Day) -> str:
    """Mon 16 Nov."""
    return written(day, pgettext("pattern of a date: Mon 16 Nov", "D j M"))


def long_day(day: Day) -> str:
    """Monday 16 November."""
    return written(day, pgettext("pattern of a date: Monday 16 November", "l j F"))


def full_day(day: Day) -> str:
    """16 November 2026."""
    return written(day, pgettext("pattern of a date: 16 November 2026", "j F Y"))


def long_full_day(day: Day) -> str:
    """Monday 16 November 2026."""
    return written(day, pgettext("pattern of a date: Monday 16 November 2026", "l j F Y"))


def day_of_month(day: Day) -> str:
    """Mon 16."""
    return written(day, pgettext("pattern of a date: Mon 16", "D j"))


def day_and_month(day: Day) -> str:
    """16 November."""
    return written(day, pgettext("pattern of a date: 16 November", "j F"))


def month_and_year(day: Day) -> str:
    """November 2026."""
    return written(day, pgettext("pattern of a date: November 2026", "F Y"))


def time_of_day(moment: datetime) -> str:
    """16:00."""
    return written(moment, pgettext("pattern of a time: 16:00", "H:i"))


def short_moment(moment: datetime) -> str:
    """Mon 16 Nov, 16:00."""
    return gettext("%(day)s, %(time)s") % {"day": short_day(moment), "time": time_of_day(moment)}


def days_between(first: date, last: date, *, year: bool = True) -> str:
    """9 to 15 November 2026. Says month and year once where it can."""
    words = {"first": full_day(first), "last": full_day(last) if year else day_and_month(last)}
    if first.year != last.year:
        words["last"] = full_day(last)
    elif first.month != last.month:
        words["first"] = day_and_month(first)
    else:
        words["first"] = written(first, pgettext("pattern of a date: 16", "j"))
    return gettext("%(first)s to %(last)s") % words
