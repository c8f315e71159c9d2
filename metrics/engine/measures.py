"""From metrics to what the database computes: measures, each of one source, and the buckets of days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import (
    Aggregate,
    Count,
    DateField,
    Expression,
    F,
    Func,
    IntegerField,
    Q,
    Sum,
    TextField,
    Value,
)
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from metrics.models import Metric
from metrics.sources import Shelf, Source, source
from organizations.periods import WEEK, Period


@dataclass(frozen=True)
class Measure:
    """An additive or distinct metric bound to its source."""

    metric: Metric
    source: Source
    condition: Q
    shelf: Shelf

    @property
    def is_distinct(self) -> bool:
        return self.metric.aggregate == Metric.DISTINCT

    @property
    def zero(self) -> int | Decimal:
        if self.metric.aggregate != Metric.SUM or not self.source.values[self.metric.value].exact:
            return 0
        return Decimal("0.00") if self.metric.unit == "money" else Decimal(0)

    def finish(self, found: Any) -> int | Decimal:
        """What the database found as an exact figure."""
        if found is None:
            return self.zero
        if self.metric.aggregate != Metric.SUM:
            return int(found)
        divisor = self.source.values[self.metric.value].divisor
        return found if divisor == 1 else (found / divisor).normalize() + 0

    def expression(self) -> Expression:
        """The aggregate over the records of the source."""
        wanted = self.condition or None
        if self.metric.aggregate == Metric.SUM:
            return Sum(self.source.values[self.metric.value].field, filter=wanted)
        if not self.is_distinct:
            return Count(Value(1), filter=wanted)  # not the key: the covering indexes have no ids
        return self.distinct()

    def distinct(self) -> Expression:
        parts = distinct_parts(self.source, self.shelf)
        if not self.source.unnamed:
            return CountDistinct(*parts.values(), filter=self.condition or None)
        nobody = Q(**{self.source.unnamed: ""})
        named = CountDistinct(*parts.values(), filter=self.condition & ~nobody)
        return named + Count(Value(1), filter=self.condition & nobody)


def distinct_parts(of: Source, shelf: Shelf) -> dict[str, Any]:
    """What must be the same for two records to be one: the day, and what the source says."""
    return {"day": F(of.day), **(of.distinct(shelf) if of.distinct else {})}


class CountDistinct(Aggregate):
    """COUNT(DISTINCT …): how many different combinations of the parts.

    As one text in byte order, which sorts faster than a row of values. Only the last part may hold a space.
    """

    function = "COUNT"
    template = '%(function)s(DISTINCT (%(expressions)s) COLLATE "C")'
    arg_joiner = " || ' ' || "
    output_field = IntegerField()
    empty_result_set_value = 0

    def __init__(self, *parts: Any, **extra: Any) -> None:
        super().__init__(*(Cast(part, TextField()) for part in parts), **extra)


def bind(metrics: Iterable[Metric], currency: str) -> list[Measure]:
    """The measures of these metrics; what a source needs is loaded once. Money is that of one currency only."""
    shelves: dict[str, Shelf] = {}
    measures = []
    for metric in metrics:
        of = source(metric.source)
        if of.key not in shelves:
            shelves[of.key] = of.shelf()
        shelf = shelves[of.key]
        condition = of.condition(metric.filters, shelf) & in_currency(metric, of, currency)
        measures.append(Measure(metric, of, condition, shelf))
    return measures


def in_currency(metric: Metric, of: Source, currency: str) -> Q:
    """Amounts of different currencies are never added: those of others are left out."""
    adds = of.values.get(metric.value) if metric.aggregate == Metric.SUM else None
    return Q(**{adds.currency: currency}) if adds and adds.currency else Q()


def find_metrics(wanted: Iterable[Metric | str]) -> list[Metric]:
    """Metrics by themselves or by key, in the order asked for."""
    asked = list(wanted)
    keys = [one for one in asked if isinstance(one, str)]
    found = {metric.key: metric for metric in Metric.objects.filter(key__in=keys)} if keys else {}
    for key in keys:
        if key not in found:
            raise ValidationError({"metric": no_such_metric(key)})
    return [found[one] if isinstance(one, str) else one for one in asked]


def no_such_metric(key: str) -> str:
    known = ", ".join(Metric.objects.in_use().order_by("key").values_list("key", flat=True))
    return _("There is no metric '%(key)s'. There are: %(names)s.") % {
        "key": key,
        "names": known or _("none yet"),
    }


def parts_of(metrics: list[Metric]) -> list[Metric]:
    """Every metric that has a figure of its own: these, and the parts of the ratios, each once."""
    known = {metric.pk: metric for metric in metrics}
    ratios = [metric for metric in metrics if metric.aggregate == Metric.RATIO]
    ids = [pk for m in ratios for pk in (m.numerator_id, m.denominator_id) if pk is not None]
    missing = set(ids) - known.keys()
    if missing:
        known |= {metric.pk: metric for metric in Metric.objects.filter(pk__in=missing)}
    wanted = [m.pk for m in metrics if m.aggregate != Metric.RATIO] + ids
    return [known[pk] for pk in dict.fromkeys(wanted)]


class DaysSince(Func):
    """Whole days from a date to a day, as an integer."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()


class Since(DaysSince):
    """The number of the seven-day run a day is in."""

    template = "((%(expressions)s) / 7)"


class BucketOf(Func):
    """The number of the run a day is in, from the days the runs start on."""

    template = "(width_bucket(%(expressions)s, ARRAY[%(starts)s]::date[]) - 1)"
    output_field = IntegerField()


def bucket_number(day: str, every: str, buckets: list[Period]) -> Expression:
    """The place of a day's bucket in `buckets`, computed by the database as an integer."""
    first: date = buckets[0].start
    if every == "day":
        return DaysSince(F(day), Value(first, DateField()))
    if every == "week" and all(
        bucket.start == first + number * WEEK for number, bucket in enumerate(buckets)
    ):
        return Since(F(day), Value(first, DateField()))
    return BucketOf(F(day), starts=", ".join(f"'{bucket.start.isoformat()}'" for bucket in buckets))
