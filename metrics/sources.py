"""What can be counted. Every app registers its sources; the engine, goals and cards know only these."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Expression, F, Q, QuerySet

Shelf = Any  # small tables that a source loads once for a whole tally: types, outcomes, stages


@dataclass(frozen=True)
class Choice:
    """One value of a dimension and what people call it."""

    value: str
    label: str


@dataclass(frozen=True)
class Dimension:
    """Something to filter by. `matches(values, shelf)` is the condition on the records, by ids where it can."""

    label: str
    matches: Callable[[Sequence[Any], Shelf], Q]
    choices: Callable[[Shelf], list[Choice]]


@dataclass(frozen=True)
class Value:
    """Something to add up. The sum is divided by `divisor` at the end: percent shares ÷ 100 are deals."""

    label: str
    field: str
    unit: str = "count"
    divisor: int = 1
    exact: bool = True  # a Decimal; False for whole numbers such as seconds
    currency: str = ""  # for money: the field that says of which currency it is


@dataclass(frozen=True)
class Entry:
    """One record as a line of a drill-down, in plain values."""

    id: int
    on: date
    member_id: int
    member: str
    what: str
    with_whom: str = ""
    detail: str = ""
    href: str = ""


@dataclass(frozen=True)
class Source:
    """A kind of record that can be counted: where its rows are, whose, of which team and of which day.

    `distinct` makes the parts that, with the day, name one prospect reached once; only the last of them may hold
    a space. A record whose `unnamed` field is blank says nobody, can't be told apart from others and counts by
    itself. `order` is the order in time.
    """

    key: str
    label: str
    records: Callable[[], QuerySet]
    dimensions: Mapping[str, Dimension]
    entry: Callable[[Any], Entry]
    day: str = "day"
    member: str = "member"
    team: str = "team"
    values: Mapping[str, Value] = field(default_factory=dict)
    shelf: Callable[[], Shelf] = lambda: None
    distinct: Callable[[Shelf], Mapping[str, Expression | F]] | None = None
    unnamed: str = ""
    order: tuple[str, ...] = ("pk",)
    related: tuple[str, ...] = ()

    def condition(self, filters: Sequence[Mapping[str, Any]], shelf: Shelf) -> Q:
        """All filters of a metric as one condition."""
        wanted = Q()
        for one in filters:
            wanted &= self.dimensions[one["dimension"]].matches(one["in"], shelf)
        return wanted


registered: dict[str, Source] = {}


def register(source: Source) -> None:
    """Make a source known. Called in AppConfigs."""
    registered[source.key] = source


def source(key: str) -> Source:
    """The source of that key; KeyError where no app registered it."""
    return registered[key]


def among(name: str, ids: Sequence[Any]) -> Q:
    """`name` is one of these. Nothing to choose from matches nothing, and stays a plain comparison in SQL."""
    return Q(**{f"{name}__in": list(ids) or [0]})
