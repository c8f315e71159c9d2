"""How a figure, a date or a share of something is written: rounded once, here, half up.

Every filter takes int, Decimal, Fraction, float or None. None is a word, because no data is not a zero.
"""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeVar

from babel.numbers import get_currency_precision, get_currency_symbol
from django import template
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations import date_words
from organizations.kept_words import reworded
from organizations.lazy_words import gettext_lazy
from organizations.name_words import in_sentence as of_name

register = template.Library()

Figure = int | float | Decimal | Fraction | str | None
AnyDay = TypeVar("AnyDay", date, datetime)
NO_DATA = gettext_lazy("no data")
NBSP = "\u00a0"
MINUS = "\u2212"
# A quotient that never ends would print 28 digits: beyond four decimals it is shown with two.
LONGEST_EXACT = 4


def exact(value: Figure) -> Decimal:
    """The same figure as a Decimal; 0.1 is a tenth, however it arrived."""
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return value if isinstance(value, Decimal) else Decimal(str(value))


def rounded(value: Figure, places: int = 0) -> Decimal:
    return exact(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def written(value: Decimal) -> str:
    """Thousands apart, a real minus, never a negative zero."""
    text = grouped(translation.get_language(), f"{abs(value):f}")
    return MINUS + text if value < 0 and abs(value) > 0 else text


@lru_cache(maxsize=16_384)  # a page of people and a thousand mails write the same figures again and again
def grouped(language: str | None, figure: str) -> str:
    """As the language that is open writes it: `language` is named so that each keeps its own."""
    return formats.number_format(figure, force_grouping=True)


def trimmed(value: Decimal) -> Decimal:
    """Without zeros at the end of the decimals: 5.60 is 5.6, 100 stays 100."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


@register.filter
def count(value: Figure) -> str:
    """A whole number: 2,480."""
    return str(NO_DATA) if value is None else written(rounded(value))


@register.filter
def number(value: Figure, places: int | None = None) -> str:
    """An exact decimal without trailing zeros: 5.6, 12.25, 100. `places` allows at most so many decimals."""
    if value is None:
        return str(NO_DATA)
    figure = trimmed(exact(value))
    decimals = max(0, -int(figure.as_tuple().exponent))
    if places is None and decimals > LONGEST_EXACT:
        places = 2
    if places is not None and decimals > places:
        figure = trimmed(rounded(figure, places))
    return written(figure)


@register.filter
def percent(ratio: Figure, places: int = 0) -> str:
    """A ratio as a whole percent: 0.874 is 87%."""
    return str(NO_DATA) if ratio is None else written(rounded(exact(ratio) * 100, places)) + "%"


@register.filter
def points(value: Figure) -> str:
    """Points of a score, always with one decimal: 25.0."""
    return str(NO_DATA) if value is None else written(rounded(value, 1))


@register.filter
def signed(value: Figure) -> str:
    """A difference: +3.5, −45, 0."""
    if value is None:
        return str(NO_DATA)
    text = number(value)
    return text if text == "0" or text.startswith(MINUS) else "+" + text


@register.filter
def money(amount: Figure, currency: str) -> str:
    """An amount in its currency; cents only where there are any: €12,500, $99.50, −€20,000."""
    if amount is None:
        return str(NO_DATA)
    places = get_currency_precision(currency)
    value = rounded(amount, places)
    whole = value == value.to_integral_value()
    symbol = get_currency_symbol(currency, locale="en")
    gap = NBSP if symbol[-1].isalpha() else ""
    sign = MINUS if value < 0 else ""
    return f"{sign}{symbol}{gap}{written(abs(rounded(value, 0 if whole else places)))}"


@register.filter
def many(value: Figure, words: str) -> str:
    """A count with its noun: {{ n|many:"call,calls" }} is "1 call" or "2,480 calls"."""
    if value is None:
        return str(NO_DATA)
    one, more = words.split(",")
    return f"{number(value)}{NBSP}{one if exact(value) == 1 else more}"


@register.filter
def plural_of(value: Figure) -> int:
    """What a plural asks of a figure that may have decimals: a whole number as it is, any other is 2."""
    whole = int(exact(value or 0))
    return whole if value is not None and whole == exact(value) else 2


@register.filter
def worded(text: str) -> str:
    """What a record keeps in English, in the reader's language."""
    return reworded(text) if text else text


@register.filter
def names(of: Any, part: str = "") -> str:
    """The names of several, with commas: {{ teams|names }}, {{ needs|names:"person" }}."""
    return ", ".join(getattr(one, part).name if part else one.name for one in of)


@register.filter
def times(value: int | None) -> str:
    """How often: never, once, twice, 3 times."""
    if value is None:
        return str(NO_DATA)
    few = {0: _("never"), 1: _("once"), 2: _("twice")}
    return few.get(value) or ngettext("%(n)s\u00a0time", "%(n)s\u00a0times", value) % {"n": count(value)}


def local(value: AnyDay) -> AnyDay:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def day(value: date | datetime | None) -> str:
    """Mon 16 Nov."""
    return str(NO_DATA) if value is None else date_words.short_day(local(value))


@register.filter
def day_long(value: date | datetime | None) -> str:
    """Monday 16 November."""
    return str(NO_DATA) if value is None else date_words.long_day(local(value))


@register.filter
def day_year(value: date | datetime | None) -> str:
    """16 November 2026."""
    return str(NO_DATA) if value is None else date_words.full_day(local(value))


@register.filter
def clock(value: datetime | None) -> str:
    """16:00, in the reader's zone."""
    return str(NO_DATA) if value is None else date_words.time_of_day(local(value))


@register.filter
def moment(value: datetime | None) -> str:
    """Mon 16 Nov, 06:00, in the reader's zone."""
    return str(NO_DATA) if value is None else date_words.short_moment(local(value))


@register.filter
def week_range(week: Any) -> str:
    """9 to 15 November, from a period (its end is excluded) or from the first day of a week."""
    return date_words.days_between(*bounds(week), year=False)


@register.filter
def week(value: Any) -> str:
    """Week 46, 9 to 15 November."""
    number_of_week = bounds(value)[0].isocalendar().week
    return _("Week %(number)s, %(days)s") % {"number": number_of_week, "days": week_range(value)}


def bounds(week: Any) -> tuple[date, date]:
    """First and last day, both included."""
    if hasattr(week, "start"):
        return week.start, week.end - timedelta(days=1)
    first = week.date() if isinstance(week, datetime) else week
    return first, first + timedelta(days=6)


@register.filter
def in_sentence(name: object) -> str:
    """A name or a word of state as a sentence goes on with it."""
    return of_name(name)
