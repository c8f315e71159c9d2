"""The cards by role to choose from, with what they would count here."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from metrics.models import Metric
from scorecards.seeds import SEEDS


@dataclass(frozen=True)
class Preview:
    """A card for a role: its lines are names with weights, those of the organization where it has them."""

    role: str
    called: Any
    why: Any
    lines: tuple[tuple[str, int], ...]


def previews(roles: Iterable[str]) -> list[Preview]:
    """One query."""
    names = dict(Metric.objects.values_list("key", "name"))
    return [
        Preview(
            role, SEEDS[role].called, SEEDS[role].why,
            tuple((names.get(key, key), weight) for key, weight in SEEDS[role].weights.items()),
        )
        for role in roles
    ]  # fmt: skip
