"""Targets: what is due of one person in one period, and the arithmetic that says why (COUNTING §3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import groupby
from math import ceil
from typing import Literal

from organizations.allotment import allot
from organizations.periods import Period
from organizations.working_days import (
    Calendar,
    Exact,
    as_fraction,
    exact_sum,
    gross_days,
    net_days,
    own_days,
)

Base = Literal["gross", "net"]
NONE, FULL = Fraction(0), Fraction(1)
# A ratio says little on fewer than 2 of 5 days.
MINIMUM_SHARE = Fraction(2, 5)


@dataclass(frozen=True)
class TargetStep:
    """The full target of a whole period, valid from a date on."""

    from_on: date
    value: Exact


@dataclass(frozen=True)
class RampStep:
    """The share of full targets that a new member has from a date on."""

    from_on: date
    share: Exact


@dataclass(frozen=True)
class TargetRule:
    """How a metric's target follows the days somebody works.

    `prorate`: scale by own days ÷ base days. `is_ratio`: a ratio or an average, never scaled, and not
    scored below `minimum_share` of the base days. `base`: gross for weekly activity, net for results.
    """

    prorate: bool = True
    is_ratio: bool = False
    base: Base = "gross"
    minimum_share: Fraction = MINIMUM_SHARE


WEEKLY_ACTIVITY = TargetRule()


@dataclass(frozen=True)
class Target:
    """What is due, how it came about ("100 × 4 of 5 days"), and if it is not scored, why."""

    value: Fraction
    arithmetic: str
    scored: bool
    why: str = ""


@dataclass(frozen=True)
class _Run:
    """Days in a row with one full target and one ramp share; `value` None before the first target."""

    value: Fraction | None
    ramp: Fraction
    own: Fraction
    base: Fraction


def target_for(
    value: Exact, own_days: Exact, base_days: Exact, *, ramp: Exact = FULL, rule: TargetRule = WEEKLY_ACTIVITY
) -> Target:
    """T' = T × own days ÷ base days, with an optional ramp share (COUNTING §3)."""
    run = _Run(as_fraction(value), as_fraction(ramp), as_fraction(own_days), as_fraction(base_days))
    return _target([run], rule)


def target_over(
    period: Period,
    steps: Sequence[TargetStep],
    calendar: Calendar,
    *,
    ramp: Sequence[RampStep] = (),
    rule: TargetRule = WEEKLY_ACTIVITY,
    whole: Period | None = None,
) -> Target:
    """The target of a period in which target, ramp and calendar may change on any day.

    Each day carries its own share: 50 a week for 3 days, then 60 for 2, make 54 (COUNTING §3).
    Days before the first target step have none. `whole` is what the full target is set for where the period is
    a part of it only, as a week is that the organization cut short.
    """
    runs = _runs(period, steps, calendar, ramp, rule.base)
    return _target(runs, rule, None if whole is None else base_days(whole, calendar, rule.base))


def base_days(period: Period, calendar: Calendar, base: Base) -> Fraction:
    """The days that the full target is set for: gross keeps public holidays in, net takes them out."""
    return gross_days(period, calendar) if base == "gross" else net_days(period, calendar)


def _runs(
    period: Period, steps: Sequence[TargetStep], calendar: Calendar, ramp: Sequence[RampStep], base: Base
) -> list[_Run]:
    values = sorted((step.from_on, as_fraction(step.value)) for step in steps)
    shares = sorted((step.from_on, as_fraction(step.share)) for step in ramp)

    def in_force(day: date) -> tuple[Fraction | None, Fraction]:
        share = _latest(shares, day)
        return _latest(values, day), FULL if share is None else share

    # Nothing changes but on the first day of a step: only those are looked at, not every day.
    days = {period.start, *(from_on for from_on, _ in [*values, *shares])}
    starts = sorted(day for day in days if day in period)
    groups = [(next(found), force) for force, found in groupby(starts, key=in_force)]
    ends = [*(start for start, _ in groups[1:]), period.end]
    runs = []
    for (start, (value, share)), end in zip(groups, ends, strict=False):
        part = Period(start, end)
        runs.append(_Run(value, share, own_days(part, calendar), base_days(part, calendar, base)))
    return runs


def _latest(steps: Sequence[tuple[date, Fraction]], day: date) -> Fraction | None:
    return next((value for from_on, value in reversed(steps) if from_on <= day), None)


def _target(runs: Sequence[_Run], rule: TargetRule, whole: Fraction | None = None) -> Target:
    own, there = exact_sum(run.own for run in runs), exact_sum(run.base for run in runs)
    base = there if whole is None else whole
    parts = [run for run in runs if run.value is not None]
    if rule.is_ratio or (not rule.prorate and base == there):
        value, arithmetic = _unscaled(parts, rule)
    elif rule.prorate:
        value, arithmetic = _scaled(parts, base)
    else:
        # Not scaled by the days that somebody works, but a part of a week asks for a part of its target.
        value, arithmetic = _scaled([replace(run, own=run.base) for run in parts], base)
    why = _why_not_scored(own, base, rule) or _why_no_target(value, parts)
    return Target(value, arithmetic, not why, why)


def _scaled(parts: Sequence[_Run], base: Fraction) -> tuple[Fraction, str]:
    if not parts:
        return NONE, "no target"
    if not base:
        return NONE, "no working days in this period"
    value = sum((_full(run) * run.own / base for run in parts), NONE)
    # A step without own days adds nothing; its line would only puzzle the reader.
    told = [run for run in parts if run.own] or parts[:1]
    words = (f"{_factors(run)} × {in_figures(run.own)} of {in_figures(base)} days" for run in told)
    return value, " + ".join(words)


def _unscaled(parts: Sequence[_Run], rule: TargetRule) -> tuple[Fraction, str]:
    """Not scaled by own days; where the target itself changed, each value counts for its base days."""
    if not parts:
        return NONE, "no target"
    days = sum((run.base for run in parts), NONE)
    if not days:
        return NONE, "no working days in this period"
    # A new member's rates are as good as anybody's: a ramp lowers volumes only.
    runs = [_Run(run.value, FULL, run.own, run.base) for run in parts] if rule.is_ratio else list(parts)
    value = sum((_full(run) * run.base for run in runs), NONE) / days
    kinds = {(run.value, run.ramp) for run in runs}
    if len(kinds) == 1:
        return value, f"{_factors(runs[0])}, not scaled"
    words = (f"{_factors(run)} × {in_figures(run.base)} of {in_figures(days)} days" for run in runs)
    return value, " + ".join(words)


def _full(run: _Run) -> Fraction:
    assert run.value is not None
    return run.value * run.ramp


def _factors(run: _Run) -> str:
    assert run.value is not None
    ramp = "" if run.ramp == FULL else f" × {in_percent(run.ramp)} ramp"
    return f"{in_figures(run.value)}{ramp}"


def _why_not_scored(own: Fraction, base: Fraction, rule: TargetRule) -> str:
    if not base:
        return "no working days in this period"
    if not own:
        return "no own working days"
    if rule.is_ratio and own < rule.minimum_share * base:
        return f"only {in_figures(own)} of {in_figures(base)} days"
    return ""


def _why_no_target(value: Fraction, parts: Sequence[_Run]) -> str:
    if not parts:
        return "no target"
    return "" if value else "target is 0"


def spread(target: int, weights: Sequence[Exact]) -> list[int]:
    """An integer target over days by weight, largest remainder, earlier days first (COUNTING §3)."""
    return allot(target, weights)


def left_by_day(target: Exact, done: Exact, weights_left: Sequence[Exact]) -> list[int]:
    """What is still due, spread over the days left of the same week, rounded up to whole units.

    A shortfall is carried inside the week only, and a surplus lightens the days left:
    (100 − 37) over 3 days is 21 each.
    """
    due = max(0, ceil(as_fraction(target) - as_fraction(done)))
    return allot(due, weights_left) if any(weights_left) else [0] * len(weights_left)


@dataclass(frozen=True)
class Allocation:
    """A parent target against its children's: Σ children ÷ parent, the difference, and who has none."""

    parent: Fraction
    total: Fraction
    ratio: Fraction | None
    gap: Fraction
    without: tuple[str, ...]


def allocation(parent: Exact, children: Mapping[str, Exact | None]) -> Allocation:
    """How much of a target is handed on (COUNTING §3, cascade). `gap` is positive when too little is.

    `ratio` is None when the parent target is 0.
    """
    whole = as_fraction(parent)
    total = sum((as_fraction(value) for value in children.values() if value is not None), NONE)
    without = tuple(name for name, value in children.items() if value is None)
    return Allocation(whole, total, total / whole if whole else None, whole - total, without)


def in_figures(value: Exact) -> str:
    """The number exactly: 2,480, 5.6, −20,000; what has no end as a decimal as "13 1/3"."""
    exact = as_fraction(value)
    sign = "−" if exact < 0 else ""
    whole, part = divmod(abs(exact), 1)
    if not part:
        return f"{sign}{whole:,}"
    if _terminates(part.denominator):
        return sign + _decimal(abs(exact))
    fraction = f"{part.numerator}/{part.denominator}"
    return f"{sign}{whole:,} {fraction}" if whole else sign + fraction


def in_percent(share: Exact) -> str:
    """A share exactly, as a percentage: 50%, 12.5%."""
    return f"{in_figures(as_fraction(share) * 100)}%"


def _terminates(denominator: int) -> bool:
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return denominator == 1


def _decimal(value: Fraction) -> str:
    with localcontext(prec=80):
        return f"{Decimal(value.numerator) / Decimal(value.denominator):,f}"
