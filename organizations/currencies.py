"""The currencies that are money somewhere today, with their names."""

from functools import cache

from babel.core import get_global
from babel.numbers import get_currency_name, get_territory_currencies
from django.utils.translation import get_language


def currency_choices(current: str = "") -> list[tuple[str, str]]:
    """Code and name, by code; `current` is among them even where it is money no more."""
    codes = sorted({*in_use(), current} - {""})
    return [(code, f"{code}, {get_currency_name(code, locale=locale())}") for code in codes]


@cache
def in_use() -> frozenset[str]:
    found = (get_territory_currencies(territory) for territory in get_global("territory_currencies"))
    return frozenset(code for codes in found for code in codes)


def locale() -> str:
    return (get_language() or "en").replace("-", "_")
