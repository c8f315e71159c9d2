"""Trends: what a row of weeks says, each week judged by the target that was valid in it (COUNTING §5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations
from statistics import median
from typing import Literal

from goals.pace import USUAL, Status, Thresholds, attainment, status_of
from organizations.grid import STEADY, Grid
from organizations.periods import Period
from organizations.working_days import Exact, as_fraction

Arrow = Literal["up", "down", ""]
STREAK_FROM = Fraction(90)
FEWEST_DAYS = Fraction(2)
FEWEST_WEEKS = 6
ROW_WEEKS = 13
SHOWN_ABOVE = 0.10


@dataclass(frozen=True)
class ScoredWeek:
    """A closed week: the day it starts, its score (None when nothing was scored), own working days."""

    start: date
    score: Exact | None
    own_days: Exact


@dataclass(frozen=True)
class MetricWeek:
    """One metric in one week, with the target that was valid that week; None for no data."""

    start: date
    actual: Exact | None
    target: Exact | None


@dataclass(frozen=True)
class Streak:
    """Weeks in a row at or above the threshold, and whether this quarter's grace is used."""

    length: int
    grace_used: bool


@dataclass(frozen=True)
class Trend:
    """Slope in shares of target a week, whether an arrow is shown and which way, over how many weeks.

    Up is always better: where lower is better, so is a falling number.
    """

    slope: float | None
    arrow: Arrow
    weeks: int


def streak(
    weeks: Sequence[ScoredWeek],
    *,
    threshold: Exact = STREAK_FROM,
    fewest_days: Exact = FEWEST_DAYS,
    grid: Grid = STEADY,
) -> Streak:
    """Closed weeks in a row at or above the threshold (COUNTING §5).

    A week with fewer than two own days, or with nothing scored, neither extends nor breaks it. The
    first week below in each quarter is forgiven in the same way; the next one ends the streak. Read
    forwards, so that what a closed week meant never changes with the weeks after it. A week belongs
    to the quarter it starts in. Pass whole quarters, or the grace of the first one may be misjudged.
    """
    length, graced = 0, set[Period]()
    enough, fewest = as_fraction(threshold), as_fraction(fewest_days)
    ordered = sorted(weeks, key=lambda week: week.start)
    for week in ordered:
        if week.score is None or as_fraction(week.own_days) < fewest:
            continue
        if as_fraction(week.score) >= enough:
            length += 1
        elif (quarter := grid.period_of("quarter", week.start)) in graced:
            length = 0
        else:
            graced.add(quarter)
    used = bool(ordered) and grid.period_of("quarter", ordered[-1].start) in graced
    return Streak(length, used)


def lower_in_a_row(weeks: Sequence[ScoredWeek]) -> int:
    """How many weeks up to the last each scored less than the scored week before it."""
    ordered = sorted(weeks, key=lambda week: week.start)
    scores = [as_fraction(week.score) for week in ordered if week.score is not None]
    count = 0
    for earlier, later in zip(scores[-2::-1], scores[::-1], strict=False):
        if later >= earlier:
            break
        count += 1
    return count


def theil_sen(points: Sequence[tuple[float, float]]) -> float | None:
    """The median of the slopes between every two points: one odd week does not turn it. None below two."""
    slopes = [(y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(points, 2) if x1 != x2]
    return median(slopes) if slopes else None


def trend(weeks: Sequence[MetricWeek], *, lower_is_better: bool = False) -> Trend:
    """The arrow beside a row of weeks (COUNTING §5).

    Every week counts as its share of its own target, so that leave or a new target is not mistaken for
    a change. Weeks without data leave a gap and no zero. Shown from 6 weeks with data, when the slope
    over 13 weeks is more than 10 % of the target.
    """
    if not weeks:
        return Trend(None, "", 0)
    first = min(week.start for week in weeks)
    shares = ((week.start, _share(week, lower_is_better)) for week in weeks)
    points = [((start - first).days / 7, float(share)) for start, share in shares if share is not None]
    if len(points) < FEWEST_WEEKS:
        return Trend(None, "", len(points))
    slope = theil_sen(points)
    return Trend(slope, _arrow(slope), len(points))


def score_trend(weeks: Sequence[ScoredWeek]) -> Trend:
    """The arrow of the score itself, whose target is 100 every week."""
    return trend([MetricWeek(week.start, week.score, 100) for week in weeks])


def judged(
    weeks: Sequence[MetricWeek], thresholds: Thresholds = USUAL, *, lower_is_better: bool = False
) -> list[Status]:
    """The status of every week in the row, by its own target; "none" where there is no data or target."""
    shares = (_share(week, lower_is_better) for week in weeks)
    return ["none" if share is None else status_of(share, thresholds) for share in shares]


def _share(week: MetricWeek, lower_is_better: bool) -> Fraction | None:
    if week.actual is None or week.target is None:
        return None
    return attainment(week.actual, week.target, lower_is_better=lower_is_better)


def _arrow(slope: float | None) -> Arrow:
    if slope is None or abs(slope * ROW_WEEKS) <= SHOWN_ABOVE:
        return ""
    return "up" if slope > 0 else "down"
