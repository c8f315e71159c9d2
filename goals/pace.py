"""Pace: whether the number so far is enough for the days gone, and where it leads (COUNTING §4)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from organizations.working_days import Exact, as_fraction

Status = Literal["good", "watch", "off", "none"]
Plausibility = Literal["doable", "stretch", "unrealistic", "unknown"]
STATUS_WORDS: dict[Status, str] = {
    "good": "On track", "watch": "Watch", "off": "Behind", "none": "Not scored",
}  # fmt: skip
NONE, FULL = Fraction(0), Fraction(1)
DEFAULT_CAP = Fraction(6, 5)
STRETCH_UP_TO = Fraction(3, 2)
# The two-sided 80 % point of the normal distribution: the range that four in five weeks end in.
Z80 = 1.2815515655446004


@dataclass(frozen=True)
class Thresholds:
    """Shares of what is due: on track from the first, watch from the second, behind below.

    `early` is the share of own days before which nobody is judged.
    """

    on_track: Fraction = Fraction(95, 100)
    watch: Fraction = Fraction(80, 100)
    early: Fraction = Fraction(20, 100)

    def __post_init__(self) -> None:
        if not 0 < self.watch <= self.on_track:
            raise ValueError("“Watch” has to begin above 0% and no later than “on track”.")
        if not 0 <= self.early <= 1:
            raise ValueError("“Too early” is a share of the days, from 0% to 100%.")


USUAL = Thresholds()


@dataclass(frozen=True)
class Pace:
    """Where somebody stands. `ratio` is actual ÷ expected, None when nothing is expected yet."""

    actual: Fraction
    target: Fraction
    expected: Fraction
    ratio: Fraction | None
    status: Status
    why: str = ""


@dataclass(frozen=True)
class Projection:
    """Where the period ends at the own rate of late, with the range that four in five would end in.

    `low` and `high` are None when fewer than two days stand behind the rate.
    """

    value: float
    low: float | None
    high: float | None
    days: int


def attainment(
    actual: Exact, target: Exact, *, lower_is_better: bool = False, cap: Exact = DEFAULT_CAP
) -> Fraction | None:
    """actual ÷ target, or target ÷ actual where lower is better (COUNTING §4). Not limited by the cap.

    None when the target is 0. Where lower is better and nothing occurred, there is nothing to divide
    by, and the cap is the attainment.
    """
    done, due = as_fraction(actual), as_fraction(target)
    if not due:
        return None
    if not lower_is_better:
        return done / due
    return due / done if done > 0 else as_fraction(cap)


def expected(target: Exact, elapsed: Exact, total: Exact) -> Fraction:
    """T' × own days elapsed ÷ own days in the period (COUNTING §4); 0 where there are no own days."""
    days = as_fraction(total)
    return as_fraction(target) * as_fraction(elapsed) / days if days else NONE


def status_of(ratio: Fraction, thresholds: Thresholds = USUAL) -> Status:
    """The status of a share of what is due, on the unrounded value."""
    if ratio >= thresholds.on_track:
        return "good"
    return "watch" if ratio >= thresholds.watch else "off"


def pace_of(
    actual: Exact,
    target: Exact,
    elapsed: Exact,
    total: Exact,
    *,
    thresholds: Thresholds = USUAL,
    is_count: bool = True,
    builds_up: bool = True,
    lower_is_better: bool = False,
) -> Pace:
    """Pace and status of one metric so far (COUNTING §4).

    `elapsed` and `total` are own days. `is_count`: whole units, for which a shortfall of less than one
    is at worst watch. `builds_up` is False for ratios and averages, which are due in full on any day.
    """
    done, due = as_fraction(actual), as_fraction(target)
    by_now = expected(due, elapsed, total) if builds_up else due
    ratio = attainment(done, by_now, lower_is_better=lower_is_better)
    why = _why_no_status(due, as_fraction(elapsed), as_fraction(total), ratio, thresholds)
    if why or ratio is None:
        return Pace(done, due, by_now, ratio, "none", why)
    status = status_of(ratio, thresholds)
    missing = done - by_now if lower_is_better else by_now - done
    if status == "off" and is_count and missing < 1:
        status = "watch"
    return Pace(done, due, by_now, ratio, status)


def _why_no_status(
    target: Fraction, elapsed: Fraction, total: Fraction, ratio: Fraction | None, thresholds: Thresholds
) -> str:
    if not total:
        return "no own working days"
    if not target:
        return "target is 0"
    if elapsed < thresholds.early * total or ratio is None:
        return "too early"
    return ""


def required_rate(target: Exact, actual: Exact, days_left: Exact) -> Fraction | None:
    """What each own day left has to bring: (target − actual) ÷ days left. 0 when reached, None when over."""
    missing, days = as_fraction(target) - as_fraction(actual), as_fraction(days_left)
    if missing <= 0:
        return NONE
    return missing / days if days else None


def best_four_week_rate(weeks: Sequence[tuple[Exact, Exact]]) -> Fraction | None:
    """The best rate a day over any 4 weeks in a row, each given as (actual, own days), oldest first.

    None with fewer than 4 weeks, or none of them worked.
    """
    exact = [(as_fraction(actual), as_fraction(days)) for actual, days in weeks]
    windows = (exact[i : i + 4] for i in range(len(exact) - 3))
    sums = ((sum(a for a, _ in window), sum(d for _, d in window)) for window in windows)
    return max((Fraction(actual) / days for actual, days in sums if days), default=None)


def plausibility(required: Fraction | None, best_rate: Fraction | None) -> Plausibility:
    """Required rate ÷ best 4-week rate: up to 1 doable, up to 1.5 a stretch, above unrealistic."""
    if required == 0:
        return "doable"
    if required is None:
        return "unrealistic"
    if best_rate is None:
        return "unknown"
    if required <= best_rate:
        return "doable"
    return "stretch" if required <= best_rate * STRETCH_UP_TO else "unrealistic"


def projection(actual: Exact, recent: Sequence[tuple[Exact, Exact]], days_left: Exact) -> Projection | None:
    """actual + own rate of the last 10 own days × days left, with a range (COUNTING §4).

    `recent` holds (amount, own-day weight) of those days. None when no day stands behind a rate.
    The range widens with how uneven those days were and with how few of them there are.
    """
    days = [(float(amount), float(weight)) for amount, weight in recent if weight > 0]
    worked, left, done = math.fsum(w for _, w in days), float(days_left), float(actual)
    if not days:
        return None
    daily = math.fsum(a for a, _ in days) / worked
    value = done + daily * left
    if len(days) < 2:
        return Projection(value, None, None, len(days))
    uneven = math.fsum((a - daily * w) ** 2 / w for a, w in days) / (len(days) - 1)
    reach = Z80 * math.sqrt(uneven * left * (1 + left / worked))
    # What is done stays done: days that only ever added cannot bring the total below it.
    floor = done if all(a >= 0 for a, _ in days) else -math.inf
    return Projection(value, max(floor, value - reach), value + reach, len(days))
