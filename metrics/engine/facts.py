"""The queries: one a source, and one more for distinct figures of teams that have teams below them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Expression, ExpressionWrapper, F, Q, QuerySet, Value

from metrics.sources import Source, among
from organizations.periods import Period

from .measures import Measure, bucket_number, distinct_parts

Found = tuple[int | None, int | None, tuple[Any, ...]]  # who, number of the bucket, one figure a measure


@dataclass(frozen=True)
class Question:
    """Which records a tally is about, and how they are put together."""

    organization_id: int
    period: Period
    by: str
    every: str | None
    buckets: list[Period]
    people: list[int] | None
    teams: list[int | None] | None

    def records(self, of: Source) -> QuerySet:
        """The records of a source in the period, of these people and teams."""
        days = {f"{of.day}__gte": self.period.start, f"{of.day}__lt": self.period.end}
        # The organization stands here as a plain number, beside the policy, so that the planner can estimate.
        records = of.records().filter(organization_id=self.organization_id, **days).order_by()
        if self.people is not None:
            records = records.filter(among(f"{of.member}_id", self.people))
        if self.teams is not None:
            records = records.filter(of_teams(f"{of.team}_id", self.teams))
        return records

    def groups(self, of: Source) -> dict[str, Expression | F]:
        groups: dict[str, Expression | F] = {}
        if self.by != "organization":
            groups["who"] = F(f"{of.member if self.by == 'person' else of.team}_id")
        if self.every:
            groups["bucket"] = bucket_number(of.day, self.every, self.buckets)
        return groups


def of_teams(name: str, teams: list[int | None]) -> Q:
    """Stamped with one of these teams; None among them is work of nobody's team."""
    condition = among(name, [team for team in teams if team is not None])
    return condition | Q(**{f"{name}__isnull": True}) if None in teams else condition


def count(question: Question, of: Source, measures: list[Measure]) -> Iterable[Found]:
    """All measures of one source in one aggregate query."""
    records, groups = question.records(of), question.groups(of)
    columns = {f"m{number}": measure.expression() for number, measure in enumerate(measures)}
    if not groups:
        found = records.aggregate(**columns)
        return [(None, None, tuple(found[name] for name in columns))]
    lines = records.values(**groups).annotate(**columns).values_list(*groups, *columns)
    return split(lines, question)


def split(lines: Iterable[tuple], question: Question) -> Iterable[Found]:
    by_who, in_buckets = question.by != "organization", question.every is not None
    for line in lines:
        figures = line[by_who + in_buckets :]
        yield (line[0] if by_who else None), (line[by_who] if in_buckets else None), figures


def count_below(
    question: Question, of: Source, measures: list[Measure], above: dict[int, list[int]]
) -> Iterable[Found]:
    """Distinct figures of teams with all below them. `above` names, for each team, itself and those above it.

    The same prospect in two teams of a region is one for the region: it can't be had by adding.
    """
    flags = {f"c{n}": flag(measure.condition) for n, measure in enumerate(measures)}
    keys = distinct_parts(of, measures[0].shelf)
    names = {f"k{n}": part for n, part in enumerate(keys.values())}
    nobody = {"nobody": flag(Q(**{of.unnamed: ""})) if of.unnamed else Value(False, BooleanField())}
    number = {"bucket": question.groups(of).get("bucket", Value(0))}
    inner = question.records(of).values(who=F(f"{of.team}_id"), **number, **names, **nobody, **flags)
    sql, params = inner.query.sql_with_params()
    pairs = [(below, one) for below, ones in above.items() for one in ones]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT up.above, f.bucket, {', '.join(distinct_sql(c, names) for c in flags)} FROM ({sql}) f"  # noqa: S608
            " JOIN unnest(%s::bigint[], %s::bigint[]) AS up(below, above) ON up.below = f.who GROUP BY 1, 2",
            [*params, [below for below, _ in pairs], [one for _, one in pairs]],
        )
        lines = cursor.fetchall()
    return [(line[0], line[1] if question.every else None, line[2:]) for line in lines]


def distinct_sql(condition: str, names: Iterable[str]) -> str:
    key = " || ' ' || ".join(f"f.{name}::text" for name in names)
    named = f'count(DISTINCT ({key}) COLLATE "C") FILTER (WHERE f.{condition} AND NOT f.nobody)'
    return f"{named} + count(*) FILTER (WHERE f.{condition} AND f.nobody)"


def flag(condition: Q) -> Expression:
    if not condition:
        return Value(True, BooleanField())
    return ExpressionWrapper(condition, BooleanField())


def by_source(measures: list[Measure]) -> dict[str, list[Measure]]:
    grouped: dict[str, list[Measure]] = defaultdict(list)
    for measure in measures:
        grouped[measure.source.key].append(measure)
    return grouped
