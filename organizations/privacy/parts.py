"""The register of what is kept about a person: every app says what it keeps, why, and how to find it.

The page "What is recorded about me" counts these parts, a person's export holds their rows, and a test fails for a
model that points at a member and stands in none of them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import CharField, Count, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from organizations.models import Membership

Rows = Callable[[Membership], QuerySet]
Erase = Callable[[Membership, datetime], Sequence[str]]


@dataclass(frozen=True)
class Part:
    """One kind of record. `by` are the fields of `model` that point at the person; `columns` what the export holds.

    `rows` narrows it further where not everything is theirs to have. `rule` is the organization's rule by which it
    goes (privacy/keeping.py); empty: it is kept.
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
    rule: str = ""

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
    """What an app does when a person is erased: words by and about them go, what is counted stays.

    It returns further addresses that went with them, for the trail to lose, too.
    """

    key: str
    says: Any
    erase: Erase = field(compare=False)


YOU, WORK, TALKS, DOING, SEEN = "you", "work", "talks", "doing", "seen"
# The headings of the page, in their order.
SECTIONS = {
    YOU: _("Who you are here"),
    WORK: _("What you did, and how it counts"),
    TALKS: _("What you and your leader agreed"),
    DOING: _("How you use SalesLeader"),
    SEEN: _("What others see of you"),
}
parts: dict[str, Part] = {}
# What is in no file of the organization, by model: columns ("*" for all of it), and why.
withheld: dict[str, tuple[frozenset[str], Any]] = {}
erasers: dict[str, Eraser] = {}
# What goes into a person's file as a file of its own: its name, and its bytes.
enclosures: list[Callable[[Membership], Iterator[tuple[str, bytes]]]] = []


def counts_of(member: Membership) -> dict[str, int]:
    """How many rows each part has of this member; one query for all."""
    each = [
        part.of(member)
        .order_by()
        .annotate(part_key=Value(part.key, CharField()))
        .values("part_key")
        .annotate(part_rows=Count("*"))
        for part in parts.values()
    ]
    return {row["part_key"]: row["part_rows"] for row in each[0].union(*each[1:], all=True)}


def keep(
    key: str, section: str, model: str, by: Sequence[str], *, title: Any, why: Any, columns: str, **more: Any
) -> None:
    """Register a part; called in AppConfigs. `columns` are names with spaces between."""
    parts[key] = Part(key, section, model, tuple(by), title, why, tuple(columns.split()), **more)


def enclose(find: Callable[[Membership], Iterator[tuple[str, bytes]]]) -> None:
    """Register files that are a person's, for the file of their data."""
    if find not in enclosures:
        enclosures.append(find)


def withhold(model: str, columns: str, why: Any) -> None:
    """Leave columns of a model, or "*", out of the organization's file: secrets, and what is nobody else's to read."""
    withheld[model] = (frozenset(columns.split()), why)


def erase_with(key: str, says: Any, erase: Erase) -> None:
    """Register what else goes with a person; `says` stands in the preview."""
    erasers[key] = Eraser(key, says, erase)
