"""How a figure of a card is written: in its unit, with the filters that every page uses."""

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any

from django import template
from django.template import Context, Engine

from metrics.templatetags.spans import duration

register = template.Library()


@register.simple_tag(takes_context=True)
def measured(context: Context, value: Fraction | None, unit: str, currency: str) -> str:
    """{% measured line.actual line.unit currency %}: 85, 12.5, 40%, €1,200, 3 h 40 min. A tag and no include:
    a weekly mail holds sixty of them."""
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
