"""Where people stand in a week: actual, target with its arithmetic, what is due by now, and pace.

Everything that targets rest on is read in a fixed number of queries for any number of people (`ground_of`);
what follows from it is worked out on plain values.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import F, QuerySet

from goals.models import TargetStep
from goals.pace import Status, pace_of, required_rate
from goals.targets import RampStep, Target, TargetRule, in_percent, target_over
from goals.targets import TargetStep as Step
from metrics.engine import Tally, tally
from metrics.models import Metric
from organizations.calendars import DatedFact, calendars_from, dated, fact_query, joined, ramps_from
from organizations.grid import full_week, is_short
from organizations.models import Membership, Organization
from organizations.periods import Period
from organizations.prepared import Members, Prepared, ids_of
from organizations.working_days import Calendar, gross_days, own_days, own_days_elapsed

STEP = "step"
NO_GOAL = Target(Fraction(0), "", False, "no goal yet")
Steps = dict[tuple[int, int], list[Step]]  # by ids of member and metric


@dataclass(frozen=True)
class Ground:
    """What the targets of people in a week rest on, by their ids."""

    week: Period
    calendars: Mapping[int, Calendar]
    ramps: Mapping[int, list[RampStep]]
    steps: Steps

    def own_days(self, member_id: int) -> Fraction:
        return own_days(self.week, self.calendars[member_id])

    def base_days(self, member_id: int) -> Fraction:
        return gross_days(self.week, self.calendars[member_id])


@dataclass(frozen=True)
class Progress:
    """One person and one metric in a week.

    `actual` is None where there is nothing to divide by. `due` is what the own days that are over ask for;
    `required` what each own day left has to bring, None when none is left.
    """

    member_id: int
    metric: Metric
    actual: Fraction | None
    parts: tuple[Fraction, ...]
    target: Target
    due: Fraction
    ratio: Fraction | None
    status: Status
    why: str
    required: Fraction | None
    days_left: Fraction

    @property
    def has_goal(self) -> bool:
        return self.target is not NO_GOAL


def progress_of(
    members: Sequence[Membership],
    metrics: Sequence[Metric],
    week: Period,
    today: date | Mapping[int, date],
    *,
    organization: Organization,
    ground: Ground | None = None,
    counted: Tally | None = None,
) -> dict[tuple[int, str], Progress]:
    """Progress by member id and metric key. `today` is one day for all, or each member's own by id.

    `ground` and `counted` are what has been read of them already, if it has.
    """
    if not members or not metrics:
        return {}
    ground = ground or ground_of(members, week, organization)
    counted = counted or tally(metrics, week, by="person", organization=organization, people=members)
    days = today if isinstance(today, Mapping) else dict.fromkeys((member.pk for member in members), today)
    found = {}
    for member in members:
        calendar = ground.calendars[member.pk]
        spent = own_days(week, calendar), own_days_elapsed(week, calendar, days[member.pk])
        for metric in metrics:
            found[member.pk, metric.key] = standing(ground, counted, member.pk, metric, *spent)
    return found


def standing(
    ground: Ground, counted: Tally, member_id: int, metric: Metric, total: Fraction, elapsed: Fraction
) -> Progress:
    """One cell: what was done against what is due, by the own days of the week and those that are over."""
    target = target_of(ground, member_id, metric)
    actual = as_exact(counted.value(metric.key, member_id))
    pace = pace_of(
        actual or 0, target.value, elapsed, total,
        is_count=metric.unit == "count", builds_up=metric.aggregate != Metric.RATIO,
        lower_is_better=metric.direction == Metric.LOWER,
    )  # fmt: skip
    judged = target.scored and actual is not None
    return Progress(
        member_id, metric, actual, tuple(Fraction(part) for part in counted.parts(metric.key, member_id)), target,
        pace.expected, pace.ratio if judged else None, pace.status if judged else "none",
        pace.why if judged else target.why or "nothing to measure yet",
        required_of(metric, target, actual, total - elapsed), total - elapsed,
    )  # fmt: skip


def required_of(
    metric: Metric, target: Target, actual: Fraction | None, days_left: Fraction
) -> Fraction | None:
    """What each own day left has to bring; None where that makes no sense."""
    if metric.aggregate == Metric.RATIO or metric.direction == Metric.LOWER or not target.scored:
        return None
    return required_rate(target.value, actual or 0, days_left)


def as_exact(value: object) -> Fraction | None:
    return None if value is None else Fraction(value)  # type: ignore[call-overload]


def ground_of(members: Sequence[Membership], week: Period, organization: Organization) -> Ground:
    """Calendars, ramps and target steps of these members, in one query for any number of them."""
    rows = GROUND.rows(members=ids_of(members), start=week.start, end=week.end)
    return ground_from(rows, members, week, organization)


def ground_query(members: Members, start: date, end: date) -> QuerySet[Any]:
    """What `ground_from` needs, as rows of `DatedFact`; more may be added with `union(…, all=True)`."""
    return fact_query(members, start, end).union(step_facts(members, start, end), all=True)


GROUND = Prepared(ground_query)


def ground_from(
    rows: Sequence[tuple], members: Sequence[Membership], week: Period, organization: Organization
) -> Ground:
    ramps = ramps_from(rows, members)
    return Ground(
        week,
        calendars_from(rows, members, organization, week),
        {pk: [RampStep(from_on, share) for from_on, share in steps] for pk, steps in ramps.items()},
        steps_from(rows),
    )


def step_facts(members: Members, start: date, end: date) -> QuerySet[Any]:
    """Every target step that may matter in these days, about its metric, until its goal ends."""
    found = TargetStep.objects.in_force(start, end).filter(goal__member__in=members)
    return dated(
        found, STEP, "goal__member_id", "from_on", F("goal__ends_on"), joined("value"), "goal__metric_id"
    )


def steps_from(rows: Sequence[tuple]) -> Steps:
    """The steps by member and metric. A goal that ends asks for nothing from that day on."""
    steps: Steps = defaultdict(list)
    ends: set[tuple[int, int, date]] = set()
    for fact in (DatedFact(*row) for row in rows if row[0] == STEP):
        steps[fact.member_id, fact.about].append(Step(fact.from_on, Decimal(fact.figures)))
        if fact.until_on is not None:
            ends.add((fact.member_id, fact.about, fact.until_on))
    for member_id, metric_id, ends_on in ends:
        steps[member_id, metric_id].append(Step(ends_on, 0))
    return dict(steps)


def target_of(ground: Ground, member_id: int, metric: Metric) -> Target:
    """The target of the week with its arithmetic; `NO_GOAL` where none was set."""
    steps = ground.steps.get((member_id, metric.pk))
    if not steps:
        return NO_GOAL
    rule = TargetRule(prorate=metric.prorate, is_ratio=metric.aggregate == Metric.RATIO)
    target = target_over(
        ground.week, steps, ground.calendars[member_id], ramp=ground.ramps[member_id], rule=rule,
        whole=full_week(ground.week) if is_short(ground.week) else None,
    )  # fmt: skip
    if metric.unit == "percent":
        return replace(target, arithmetic=f"{in_percent(target.value)}, a share, so not scaled")
    return target
