"""The time zones that a person can choose from, by part of the world."""

from functools import cache
from zoneinfo import available_timezones

UTC = "UTC"
# Places by continent and ocean. Names such as US/Eastern or Etc/GMT-5 mean the same and only confuse.
AREAS = (
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
)  # fmt: skip

Choices = list[tuple[str, list[tuple[str, str]]]]


def zone_choices(current: str = "") -> Choices:
    """Choices for a select, grouped; `current` is among them even where it is an old name."""
    known = places()
    if current and current != UTC and all(current != zone for _, group in known for zone, _ in group):
        return [(current, [(current, current)]), *known]
    return known


@cache
def known_zones() -> frozenset[str]:
    """Every name of a zone, old ones included. The files of the machine are read once, not for every person."""
    return frozenset(available_timezones())


@cache
def places() -> Choices:
    zones = sorted(zone for zone in known_zones() if zone.split("/")[0] in AREAS)
    groups: dict[str, list[tuple[str, str]]] = {area: [] for area in AREAS}
    for zone in zones:
        area, _, place = zone.partition("/")
        groups[area].append((zone, place.replace("_", " ").replace("/", ", ")))
    return [(UTC, [(UTC, UTC)]), *groups.items()]
