"""The records behind a number."""

from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext as _

from metrics.models import Metric
from organizations.models import Membership, Organization, Team
from organizations.periods import Period

from .facts import Question
from .measures import Measure, bind, distinct_parts
from .tallying import Tree, currency_in, identity


def rows(
    metric: Metric,
    period: Period,
    *,
    organization: Organization | None = None,
    members: Iterable[Membership | int] | None = None,
    teams: Iterable[Team | int | None] | None = None,
) -> QuerySet[Any]:
    """The records whose count or sum is the number, in time order, each with `worth` and `earns`.

    `teams` are these teams with all below them; None among them is work in no team. For a distinct metric all
    records are there and `earns` is true for the first of each, so the number is how many earn. A ratio has no
    rows of its own: ask for those of its numerator and of its denominator.
    """
    if metric.aggregate == Metric.RATIO:
        raise ValueError(_("A ratio has no rows of its own. Ask for its numerator's and its denominator's."))
    house = organization or metric.organization
    (measure,) = bind([metric], currency_in(period, house))
    question = Question(
        house.pk, period, "organization", None, [],
        None if members is None else [identity(one) for one in members],
        None if teams is None else Tree(teams).chosen,
    )  # fmt: skip
    of = measure.source
    records = question.records(of).filter(measure.condition)
    found = records.annotate(worth=worth(measure), **keys(measure, "same")).annotate(
        earns=earns(measure, records)
    )
    return found.select_related(*of.related).order_by(*of.order)


def worth(measure: Measure) -> Any:
    """What one record adds, before the divisor of its value."""
    if measure.metric.aggregate == Metric.SUM:
        return F(measure.source.values[measure.metric.value].field)
    return Value(1)


def keys(measure: Measure, prefix: str) -> dict[str, Any]:
    """For distinct metrics: what makes two records the same, under names of their own."""
    parts = distinct_parts(measure.source, measure.shelf) if measure.is_distinct else {}
    return {f"{prefix}_{name}": part for name, part in parts.items()}


def earns(measure: Measure, records: QuerySet) -> Any:
    """Whether a record counts: for distinct metrics only when no earlier one was the same that day."""
    if not measure.is_distinct:
        return Value(True, BooleanField())
    first = ~Exists(same_before(measure, records))
    if not measure.source.unnamed:
        return first
    return ExpressionWrapper(Q(**{measure.source.unnamed: ""}) | Q(first), BooleanField())


def same_before(measure: Measure, records: QuerySet) -> QuerySet:
    """Records of this drill-down that are the same prospect, and came before the outer one."""
    parts = keys(measure, "also")
    same = {name: OuterRef(name.replace("also", "same", 1)) for name in parts}
    before, order = Q(), measure.source.order
    for depth, name in enumerate(order):
        tie = {earlier: OuterRef(earlier) for earlier in order[:depth]}
        before |= Q(**tie, **{f"{name}__lt": OuterRef(name)})
    return records.annotate(**parts).filter(before, **same)
