"""What a time zone tells about a place: its country, its money, its first weekday. A guess to start from."""

from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.core import get_global
from babel.numbers import get_territory_currencies
from django.utils import translation

from organizations.holidays_of import names_of_parts, supported_regions
from organizations.zones import known_zones

FALLBACK_CURRENCY = "EUR"


@dataclass(frozen=True)
class Place:
    """Country and currency by their ISO codes; an empty country where the zone is nowhere (UTC)."""

    zone: str
    country: str
    currency: str
    first_weekday: int


def place_of(zone: str) -> Place:
    """What is likely where this zone is. An unknown zone is UTC: a browser may say anything."""
    known = zone if zone in known_zones() else "UTC"
    country = country_of(known)
    if not country:
        return Place(known, "", FALLBACK_CURRENCY, 0)
    money = get_territory_currencies(country)
    week = Locale.parse(f"und_{country}").first_week_day
    return Place(known, country, money[0] if money else FALLBACK_CURRENCY, week)


def country_of(zone: str) -> str:
    """The country of a zone, an old name of it included; empty for none that public holidays are known of."""
    newer = get_global("zone_aliases").get(zone, zone)
    found = get_global("zone_territories").get(newer) or get_global("zone_territories").get(zone) or ""
    return found if found in supported_regions() else ""


def country_choices() -> list[tuple[str, str]]:
    """Every country whose public holidays are known, in the reader's language and order."""
    return _countries(translation.get_language() or "en")


@cache
def _countries(language: str) -> list[tuple[str, str]]:
    names = locale_of(language).territories
    found = [(code, names[code]) for code in supported_regions() if code in names]
    return sorted(found, key=lambda pair: pair[1])


def currency_choices() -> list[tuple[str, str]]:
    """Every currency that is money somewhere today."""
    return _currencies(translation.get_language() or "en")


@cache
def _currencies(language: str) -> list[tuple[str, str]]:
    names = locale_of(language).currencies
    used = {code for place in get_global("territory_currencies") for code in get_territory_currencies(place)}
    return sorted(((code, f"{code}, {names.get(code, code)}") for code in used), key=lambda pair: pair[0])


def locale_of(language: str) -> Locale:
    return Locale.parse(language, sep="-")


@cache
def region_choices(country: str) -> list[tuple[str, str]]:
    """The parts of a country whose public holidays differ, by name; empty where there are none."""
    parts = names_of_parts(country) if country in supported_regions() else {}
    return sorted(parts.items(), key=lambda pair: pair[1])
