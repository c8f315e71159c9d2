"""What a tally answers: frozen, plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from organizations.periods import Period

Number = int | Decimal | Fraction
Cell = tuple[int | Decimal, ...]
Cells = Mapping[tuple[int | None, int | None], Cell]  # (who, number of the bucket or None for all of them)


@dataclass(frozen=True)
class MetricFacts:
    """A metric as a tally shows it. `parts` are the places of its own figure, or of numerator and denominator."""

    key: str
    name: str
    unit: str
    direction: str
    aggregate: str
    definition: str
    parts: tuple[int, ...]

    @property
    def is_ratio(self) -> bool:
        return self.aggregate == "ratio"


@dataclass(frozen=True)
class Row:
    """A person, a team or the organization. `id` is None for the organization and for "no team"."""

    id: int | None
    name: str
    depth: int = 0


@dataclass(frozen=True)
class Tally:
    """Figures of some metrics in a period, by person, team or organization, in buckets where `every` asks for them.

    Absent is zero: everybody in `rows` has a figure. Buckets are named by the day they start on, whole even where
    the period cuts them; only days of the period are counted.
    """

    by: str
    period: Period
    every: str | None
    metrics: tuple[MetricFacts, ...]
    rows: tuple[Row, ...]
    buckets: tuple[Period, ...] = ()
    zeros: Cell = ()
    cells: Cells = field(default_factory=dict, repr=False)
    own_cells: Cells = field(default_factory=dict, repr=False)
    currency: str = ""  # of the figures that are money

    def value(self, metric: str, who: int | None = None, bucket: date | None = None) -> Number | None:
        """The figure; for a team with all teams below it. None for a ratio whose denominator is 0."""
        return self._figure(self.cells, metric, who, bucket)

    def own(self, metric: str, who: int | None = None, bucket: date | None = None) -> Number | None:
        """What a team did itself, without the teams below it; else the same as `value`."""
        return self._figure(self.own_cells if self.by == "team" else self.cells, metric, who, bucket)

    def parts(
        self, metric: str, who: int | None = None, bucket: date | None = None
    ) -> tuple[int | Decimal, ...]:
        """The figure itself, or the numerator and denominator of a ratio."""
        cell = self.cells.get((who, self._number(bucket)), self.zeros)
        return tuple(cell[part] for part in self.metric(metric).parts)

    def metric(self, key: str) -> MetricFacts:
        return next(metric for metric in self.metrics if metric.key == key)

    @property
    def people(self) -> tuple[Row, ...]:
        return self.rows if self.by == "person" else ()

    @property
    def teams(self) -> tuple[Row, ...]:
        return self.rows if self.by == "team" else ()

    def _number(self, bucket: date | None) -> int | None:
        if bucket is None:
            return None
        return next(number for number, period in enumerate(self.buckets) if period.start == bucket)

    def _figure(self, cells: Cells, key: str, who: int | None, bucket: date | None) -> Number | None:
        cell = cells.get((who, self._number(bucket)), self.zeros)
        parts = self.metric(key).parts
        if len(parts) == 1:
            return cell[parts[0]]
        above, below = cell[parts[0]], cell[parts[1]]
        return Fraction(above) / Fraction(below) if below else None
