"""Putting the figures of a tally together."""

from collections.abc import Iterable
from typing import Literal

from django.db.models import Exists, OuterRef, Q, QuerySet

from metrics.models import Metric
from organizations.lazy_words import gettext_lazy as _
from organizations.models import Membership, Organization, Placement, Team
from organizations.periods import Cadence, Period
from organizations.plain_names import plain

from .facts import Question, by_source, count, count_below
from .measures import Measure, bind, find_metrics, parts_of
from .results import Cell, MetricFacts, Row, Tally

By = Literal["person", "team", "organization"]
People = Iterable[Membership | int]
Teams = Iterable[Team | int | None]
Filling = dict[tuple[int | None, int | None], list]
NO_TEAM = _("No team")


def tally(
    metrics: Iterable[Metric | str],
    period: Period,
    *,
    by: By,
    organization: Organization,
    every: Cadence | None = None,
    people: People | None = None,
    teams: Teams | None = None,
) -> Tally:
    """The figures of these metrics in the period.

    `people` narrows to work of these members, and every one of them has a row. `teams` narrows to work done in
    these teams and the teams below them (None among them: in no team). Otherwise everybody is there who sells and
    works in the period, or has records in it. The number of queries depends on the sources alone.
    """
    asked = find_metrics(metrics)
    currency = currency_in(period, organization)
    measures = bind(parts_of(asked), currency)
    tree = Tree(teams) if by == "team" or teams is not None else None
    members = None if people is None else list(people)
    question = Question(
        organization.pk, period, by, every, buckets_of(every, period, organization),
        None if members is None else [identity(one) for one in members],
        tree.chosen if tree is not None and teams is not None else None,
    )  # fmt: skip
    zeros = tuple(measure.zero for measure in measures)
    own = gather(question, measures, zeros)
    total = add_below(own, question, measures, zeros, tree) if by == "team" and tree else own
    return Tally(
        by, period, every, tuple(facts_of(metric, measures) for metric in asked),
        rows_of(question, members, tree, own, organization), tuple(question.buckets), zeros,
        sealed(total), sealed(own) if by == "team" else {}, currency,
    )  # fmt: skip


def currency_in(period: Period, organization: Organization) -> str:
    """The one that money of a period is counted in: the currency of its last day."""
    return organization.currency_on(period.last if period.length else period.start)


def buckets_of(every: Cadence | None, period: Period, organization: Organization) -> list[Period]:
    if every is None:
        return []
    return organization.grid.periods_between(every, period)


def identity(one: Membership | Team | int) -> int:
    return one if isinstance(one, int) else one.pk


def facts_of(metric: Metric, measures: list[Measure]) -> MetricFacts:
    places = {measure.metric.pk: number for number, measure in enumerate(measures)}
    ratio = metric.aggregate == Metric.RATIO
    halves = (metric.numerator_id, metric.denominator_id) if ratio else (metric.pk,)
    parts = tuple(places[pk] for pk in halves if pk is not None)
    return MetricFacts(
        metric.key, metric.name, metric.unit, metric.direction, metric.aggregate, metric.definition, parts
    )


def gather(question: Question, measures: list[Measure], zeros: Cell) -> Filling:
    """Every source's answer side by side, and the whole period beside the buckets."""
    cells: Filling = {}
    places = {id(measure): number for number, measure in enumerate(measures)}
    for ours in by_source(measures).values():
        where = [(places[id(measure)], measure.finish) for measure in ours]
        for who, bucket, figures in count(question, ours[0].source, ours):
            for key in {(who, bucket), (who, None)}:
                cell = cells.get(key) or cells.setdefault(key, list(zeros))
                for (place, finish), figure in zip(where, figures, strict=True):
                    if figure:
                        cell[place] += finish(figure)
    return cells


def add_below(
    own: Filling, question: Question, measures: list[Measure], zeros: Cell, tree: "Tree"
) -> Filling:
    """Each team with all teams below it: by adding, or for distinct figures by looking again."""
    total: Filling = {}
    for (who, bucket), cell in own.items():
        for team in tree.upwards(who):
            sums = total.setdefault((team, bucket), list(zeros))
            sums[:] = [before + more for before, more in zip(sums, cell, strict=True)]
    if tree.is_flat:
        return total
    distinct = [measure for measure in measures if measure.is_distinct]
    for ours in by_source(distinct).values():
        places = [measures.index(measure) for measure in ours]
        blank(total, places)
        for team, bucket, figures in count_below(question, ours[0].source, ours, tree.above):
            for key in {(team, bucket), (team, None)}:
                for place, figure in zip(places, figures, strict=True):
                    total[key][place] += figure
        keep_no_team(total, own, places)
    return total


def blank(cells: Filling, places: list[int]) -> None:
    for cell in cells.values():
        for place in places:
            cell[place] = 0


def keep_no_team(total: Filling, own: Filling, places: list[int]) -> None:
    for (who, bucket), cell in own.items():
        if who is None:
            for place in places:
                total[who, bucket][place] = cell[place]


def sealed(cells: Filling) -> dict[tuple[int | None, int | None], Cell]:
    return {key: tuple(cell) for key, cell in cells.items()}


class Tree:
    """The teams, who is above whom, and which of them a tally is about."""

    def __init__(self, teams: Teams | None) -> None:
        self.teams = list(Team.objects.order_by("plain_name", "pk"))
        self.ancestors = {
            team.pk: [int(step) for step in team.path.split(".") if step] for team in self.teams
        }
        wanted = None if teams is None else {None if team is None else identity(team) for team in teams}
        self.chosen: list[int | None] = [
            team.pk for team in self.teams if wanted is None or wanted & set(self.ancestors[team.pk])
        ]
        if wanted is None or None in wanted:
            self.chosen.append(None)
        kept = set(self.chosen)
        self.above = {
            pk: [one for one in ones if one in kept] for pk, ones in self.ancestors.items() if pk in kept
        }

    @property
    def is_flat(self) -> bool:
        return all(len(ones) == 1 for ones in self.above.values())

    def upwards(self, who: int | None) -> list[int | None]:
        return [None] if who is None else [*self.above[who]]

    def rows(self) -> tuple[Row, ...]:
        """Each team under the one above it, by name; no team last."""
        names = {team.pk: (plain(team.name), team.pk) for team in self.teams}
        kept = [team for team in self.teams if team.pk in self.above]
        kept.sort(key=lambda team: [names[one] for one in self.ancestors[team.pk]])
        rows = [Row(team.pk, team.name, len(self.above[team.pk]) - 1) for team in kept]
        return (*rows, Row(None, str(NO_TEAM))) if None in self.chosen else tuple(rows)


def rows_of(
    question: Question, members: list | None, tree: Tree | None, cells: Filling, organization: Organization
) -> tuple[Row, ...]:
    if question.by == "organization":
        return (Row(None, organization.name),)
    if question.by == "team" and tree is not None:
        return tree.rows()
    if members is not None and all(isinstance(one, Membership) for one in members):
        found = sorted(members, key=lambda one: (plain(one.name), one.pk))
        return tuple(Row(member.pk, member.name) for member in found)
    there = everybody(question, {who for who, _ in cells}).values_list("pk", "name")
    return tuple(Row(pk, name) for pk, name in sorted(there, key=lambda one: (plain(one[1]), one[0])))


def everybody(question: Question, with_records: set) -> QuerySet[Membership]:
    """Who has a row: those asked for; else who sells and works in the period (there), or has records."""
    if question.people is not None:
        return Membership.objects.filter(pk__in=question.people)
    sellers = Membership.objects.reps().working_in(question.period.start, question.period.end)
    if question.teams is not None:
        sellers = sellers.filter(Exists(stays(question)))
    return Membership.objects.filter(Q(pk__in=sellers.values("pk")) | Q(pk__in=with_records))


def stays(question: Question) -> QuerySet[Placement]:
    """Time of a member in the teams asked for, within the period."""
    teams = [team for team in question.teams or [] if team is not None]
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=question.period.start)
    return Placement.objects.filter(
        lasting, membership=OuterRef("pk"), team__in=teams, starts_on__lt=question.period.end
    )
