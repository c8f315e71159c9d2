"""How a tally is laid out on the page: lines with bars, and one sentence. Plain values."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .engine import MetricFacts, Row, Tally
from .engine.results import Number


@dataclass(frozen=True)
class Line:
    """A row of the table: what is shown, its bar from 0 to 100 %, and where its rows are."""

    row: Row
    value: Number | None
    own: Number | None
    parts: tuple[int | Decimal, ...]
    width: str
    href: str


def lines_of(tally: Tally, key: str, address: Callable[[Row], str]) -> list[Line]:
    """The lines, bars against the largest. The row of no team is left out while nothing is in it."""
    values = {row: tally.value(key, row.id) for row in tally.rows}
    top = max((Fraction(value) for value in values.values() if value), default=Fraction(1))
    return [
        Line(
            row, value, tally.own(key, row.id), tally.parts(key, row.id), width_of(value, top), address(row)
        )
        for row, value in values.items()
        if value or not (tally.by == "team" and row.id is None)
    ]  # fmt: skip


def width_of(value: Number | None, top: Fraction) -> str:
    share = max(Fraction(value or 0) / top, Fraction(0)) if top > 0 else Fraction(0)
    return f"{float(share * 100):.2f}%"


@dataclass(frozen=True)
class Sense:
    """What the verdict says: how many of the rows have anything."""

    facts: MetricFacts
    total: Number | None
    parts: tuple[int | Decimal, ...]
    active: int
    of: int


def sense_of(tally: Tally, total: Tally, key: str) -> Sense:
    rows = [row for row in tally.rows if row.id is not None]
    active = sum(1 for row in rows if any(tally.parts(key, row.id)))
    return Sense(tally.metric(key), total.value(key), total.parts(key), active, len(rows))
