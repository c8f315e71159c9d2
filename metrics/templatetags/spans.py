"""How a length of time is written."""

from decimal import Decimal
from fractions import Fraction

from django import template

register = template.Library()
NBSP = "\u00a0"


@register.filter
def duration(seconds: int | Decimal | Fraction | None) -> str:
    """3 h 40 min; less than an hour in minutes, less than a minute in seconds."""
    if seconds is None:
        return "no data"
    whole = round(Fraction(seconds))
    if whole < 60:
        return f"{whole}{NBSP}s"
    minutes = (whole + 30) // 60
    hours, rest = divmod(minutes, 60)
    return f"{hours:,}{NBSP}h {rest}{NBSP}min" if hours else f"{rest}{NBSP}min"
