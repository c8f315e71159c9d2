"""Public holidays of a country or one of its regions, from the `holidays` package.

Lists differ by employer: they are where a calendar starts, and an organization may change them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays


@dataclass(frozen=True)
class RegionStep:
    """Where a member works from a date on: a country code and, where it matters, a subdivision."""

    from_on: date
    country: str
    subdivision: str = ""


def public_holidays(country: str, subdivision: str, years: Iterable[int]) -> dict[date, str]:
    """Date → name, in date order, with the days in lieu that the law gives for a weekend.

    `country` is an ISO 3166 code such as US, `subdivision` its part such as ENG or NSW, or empty.
    Refuses a country or subdivision that nothing is known about.
    """
    return {day: name for year in sorted(set(years)) for day, name in _of_year(country, subdivision, year)}


def holidays_at(regions: Sequence[RegionStep], years: Iterable[int]) -> dict[date, str]:
    """The holidays of someone who moved: each day by the region that they were in that day."""
    steps = sorted(regions, key=lambda step: step.from_on)
    wanted = list(years)
    found: dict[date, str] = {}
    for number, step in enumerate(steps):
        # The first region also covers the days before it: nobody works nowhere.
        start = step.from_on if number else date.min
        end = steps[number + 1].from_on if number + 1 < len(steps) else date.max
        days = public_holidays(step.country, step.subdivision, wanted)
        found |= {day: name for day, name in days.items() if start <= day < end}
    return found


def supported_regions() -> dict[str, list[str]]:
    """Country code → codes of the subdivisions that can be asked for."""
    return {country: list(parts) for country, parts in sorted(holidays.list_supported_countries().items())}


@lru_cache(maxsize=1024)
def _of_year(country: str, subdivision: str, year: int) -> tuple[tuple[date, str], ...]:
    try:
        # One year at a time; the package itself adds a day in lieu that falls into the year asked for.
        days = holidays.country_holidays(country, subdiv=subdivision or None, years=year, language="en_US")
    except NotImplementedError as unknown:
        place = f"{country}-{subdivision}" if subdivision else country
        raise ValueError(f"No public holidays are known for “{place}”. Choose another region.") from unknown
    return tuple(sorted((day, name) for day, name in days.items() if day.year == year))
