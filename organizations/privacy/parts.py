"""The register of what is kept about a person: every app says what it keeps, why, and how to find it.

The page "What is recorded about me" counts these parts, a person's export holds their rows, and a test fails for a
model that points at a member and stands in none of them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from organizations.models import Membership

Rows = Callable[[Membership], QuerySet]


@dataclass(frozen=True)
class Section:
    key: str
    title: Any


@dataclass(frozen=True)
class Part:
    """One kind of record. `by` are the fields of `model` that point at the person; `columns` what the export holds.

    `rows` narrows it further where not everything is theirs to have. `counts` says that it is counted, and so stays
    as long as the organization; otherwise it goes by the organization's rule on keeping.
    """

    key: str
    section: str
    model: str
    by: tuple[str, ...]
    title: Any
    why: Any
    columns: tuple[str, ...]
    route: str = ""
    rows: Rows | None = None
    counts: bool = True

    def of(self, member: Membership) -> QuerySet:
        """The rows about this member, oldest first."""
        if self.rows is not None:
            return self.rows(member).order_by("pk")
        theirs = Q()
        for name in self.by:
            theirs |= Q(**{name: member})
        return apps.get_model(self.model)._default_manager.filter(theirs).order_by("pk")

    def lines(self, member: Membership) -> Iterator[dict[str, Any]]:
        """The same as plain values by column."""
        return self.of(member).values(*self.columns).iterator(chunk_size=2000)


@dataclass(frozen=True)
class Eraser:
    """What an app does when a person is erased: their own words go, what is counted stays."""

    key: str
    says: Any
    erase: Callable[[Membership], None] = field(compare=False)


sections: dict[str, Section] = {}
parts: dict[str, Part] = {}
erasers: dict[str, Eraser] = {}


def section(key: str, title: Any) -> str:
    """Register a heading; the page has them in this order."""
    sections[key] = Section(key, title)
    return key


def keep(part: Part) -> None:
    """Register a part; called in AppConfigs."""
    parts[part.key] = part


def erase_with(key: str, says: Any, erase: Callable[[Membership], None]) -> None:
    """Register what else goes with a person; `says` stands in the preview."""
    erasers[key] = Eraser(key, says, erase)
