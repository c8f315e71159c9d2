"""How a length of time is written."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from django import template
from django.template import Context, Engine
from django.utils.translation import gettext as _

register = template.Library()
NBSP = "\u00a0"


@register.filter
def duration(seconds: int | Decimal | Fraction | None) -> str:
    """3 h 40 min; less than an hour in minutes, less than a minute in seconds."""
    if seconds is None:
        return _("no data")
    whole = round(Fraction(seconds))
    if whole < 60:
        return _("%(n)s\u00a0s") % {"n": whole}
    minutes = (whole + 30) // 60
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(n)s\u00a0min") % {"n": rest}
    return _("%(hours)s\u00a0h %(n)s\u00a0min") % {"hours": f"{hours:,}", "n": rest}


@register.simple_tag(takes_context=True)
def written(context: Context, value: Fraction | None, unit: str, currency: str) -> str:
    """{% written line.actual line.unit currency %}: 85, 12.5, 40%, €1,200, 3 h 40 min. A tag and no include:
    a weekly mail holds sixty of them, and `as` puts it into a sentence."""
    if unit == "seconds":
        return duration(value)
    engine = context.template.engine  # type: ignore[union-attr]
    if unit == "percent":
        return everywhere(engine, "percent")(value)
    if unit == "money":
        return everywhere(engine, "money")(value, currency)
    return everywhere(engine, "number")(value, 2)


@cache
def everywhere(engine: Engine, name: str) -> Callable[..., Any]:
    """The filter of this name that templates have without loading anything."""
    return next(library.filters[name] for library in engine.template_builtins if name in library.filters)
