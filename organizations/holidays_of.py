"""Public holidays of a country or one of its regions, from the `holidays` package.

Lists differ by employer: they are where a calendar starts, and an organization may change them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache

import holidays

from organizations.working_days import FULL, DayOff


@dataclass(frozen=True)
class RegionStep:
    """Where a member works from a date on: a country code and, where it matters, a subdivision."""

    from_on: date
    country: str
    subdivision: str = ""


@dataclass(frozen=True)
class OwnRule:
    """The organization's own rule for a day: how much of it is off, for everyone or where someone works."""

    on: date
    name: str
    share: Fraction
    country: str = ""
    subdivision: str = ""

    def holds_in(self, country: str, subdivision: str) -> bool:
        return self.country in ("", country) and self.subdivision in ("", subdivision)

    @property
    def exactness(self) -> int:
        """A rule for a region goes before one for its country, and that before one for everyone."""
        return bool(self.country) + bool(self.subdivision)


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
        days = public_holidays(step.country, step.subdivision, wanted) if step.country else {}
        found |= {day: name for day, name in days.items() if start <= day < end}
    return found


def days_off(
    regions: Sequence[RegionStep], rules: Iterable[OwnRule], years: Iterable[int]
) -> dict[date, DayOff]:
    """Public holidays where someone is, changed by the organization's own days; by date."""
    found = {day: DayOff(name, FULL) for day, name in holidays_at(regions, years).items()}
    for rule in sorted(rules, key=lambda rule: rule.exactness):
        here = region_on(regions, rule.on)
        if rule.holds_in(here.country, here.subdivision):
            found[rule.on] = DayOff(rule.name, rule.share, is_own=True)
    return found


def region_on(regions: Sequence[RegionStep], day: date) -> RegionStep:
    """The region of that day; the first one also covers the days before it."""
    steps = sorted(regions, key=lambda step: step.from_on)
    begun = [step for step in steps if step.from_on <= day] or steps[:1]
    return begun[-1] if begun else RegionStep(day, "")


@cache
def supported_regions() -> dict[str, list[str]]:
    """Country code → codes of the subdivisions that can be asked for."""
    found = holidays.list_supported_countries(include_aliases=False)
    return {country: list(parts) for country, parts in sorted(found.items()) if len(country) == 2}


def is_known_region(country: str, subdivision: str = "") -> bool:
    return country in supported_regions() and (not subdivision or subdivision in supported_regions()[country])


@cache
def names_of_parts(country: str) -> dict[str, str]:
    """Code → name of the subdivisions of a country, as people there call them."""
    names = getattr(holidays.country_holidays(country), "subdivisions_aliases", {})
    by_code: dict[str, str] = {}
    for name, code in names.items():
        by_code.setdefault(code, name)
    return {code: by_code.get(code, code) for code in supported_regions()[country]}


@lru_cache(maxsize=1024)
def _of_year(country: str, subdivision: str, year: int) -> tuple[tuple[date, str], ...]:
    try:
        # One year at a time; the package itself adds a day in lieu that falls into the year asked for.
        days = holidays.country_holidays(country, subdiv=subdivision or None, years=year, language="en_US")
    except NotImplementedError as unknown:
        place = f"{country}-{subdivision}" if subdivision else country
        raise ValueError(f"No public holidays are known for “{place}”. Choose another region.") from unknown
    return tuple(sorted((day, name) for day, name in days.items() if day.year == year))
