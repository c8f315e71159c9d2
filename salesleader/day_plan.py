"""Today's number: what is left of the week, spread over the own days left, and the week day by day (COUNTING §3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.targets import in_figures, left_by_day, spread
from salesleader.templatetags.figures import plural_of


@dataclass(frozen=True)
class DayFact:
    """One day of the week: how much of it is worked, what was done on it, and whether the organization works it."""

    day: date
    weight: Fraction
    done: Fraction
    usual: bool


@dataclass(frozen=True)
class DayBar:
    """One day of the week as the chart shows it."""

    day: date
    done: Fraction
    target: int
    is_today: bool
    is_ahead: bool
    is_away: bool


@dataclass(frozen=True)
class DayPlan:
    """Today: `due` of which `done`; `left` is what is still to go. `arithmetic` says where `due` comes from."""

    due: int
    done: Fraction
    arithmetic: str
    is_off: bool
    bars: tuple[DayBar, ...]

    @property
    def left(self) -> Fraction:
        return max(Fraction(0), self.due - self.done)


def plan_day(days: Sequence[DayFact], target: Fraction, today: date) -> DayPlan:
    """What today asks for, given the week's target. A shortfall is carried over the days left of this week only."""
    before = sum((fact.done for fact in days if fact.day < today), Fraction(0))
    ahead = [fact for fact in days if fact.day >= today]
    dues = dict(
        zip([fact.day for fact in ahead], left_by_day(target, before, [f.weight for f in ahead]), strict=True)
    )
    planned = dict(zip([fact.day for fact in days], spread_week(target, days), strict=True))
    now = next(fact for fact in days if fact.day == today)
    bars = tuple(bar_of(fact, dues.get(fact.day, planned[fact.day]), today) for fact in days if shows(fact))
    left = sum((fact.weight for fact in ahead), Fraction(0))
    return DayPlan(
        dues[today], now.done, arithmetic_of(target, before, left, dues[today]), not now.weight, bars
    )


def spread_week(target: Fraction, days: Sequence[DayFact]) -> list[int]:
    weights = [fact.weight for fact in days]
    return spread(-(-target.numerator // target.denominator), weights) if any(weights) else [0] * len(days)


def shows(fact: DayFact) -> bool:
    """Days of the organization's week always; any other only where it is worked or something was done."""
    return bool(fact.weight or fact.done or fact.usual)


def bar_of(fact: DayFact, target: int, today: date) -> DayBar:
    return DayBar(
        fact.day, fact.done, target, fact.day == today, fact.day > today, not fact.weight and not fact.done
    )


def arithmetic_of(target: Fraction, before: Fraction, left: Fraction, due: int) -> str:
    if not left:
        return ""
    if before >= target:
        return _("%(done)s of %(target)s were done before today") % {
            "done": in_figures(before),
            "target": in_figures(target),
        }
    days = ngettext("%(n)s day left", "%(n)s days left", plural_of(left)) % {"n": in_figures(left)}
    exact = (target - before) / left
    result = (
        f"{due}" if exact == due else _("%(n)s a day, %(due)s today") % {"n": in_figures(exact), "due": due}
    )
    return f"({in_figures(target)} − {in_figures(before)}) ÷ {days} = {result}"
