"""Diagnosis: which factor of the funnel a shortfall comes from: effort, skill, or something else.

An outcome's attainment is a product of ratios along the funnel, volume × conversion₁ × … × value. The
logarithmic mean (LMDI) splits the shortfall over them so that the parts add up to it (COUNTING §6).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from metrics.estimates import enough_to_tell
from organizations.working_days import Exact, as_fraction

Cause = Literal["effort", "list or timing", "skill", "deal size", "not enough to tell yet"]
UNKNOWN: Cause = "not enough to tell yet"
# Which cause a factor stands for. A step that an organization added itself is a matter of skill.
CAUSES: dict[str, Cause] = {"attempts": "effort", "conversations": "list or timing", "value": "deal size"}
FULL = Fraction(1)


@dataclass(frozen=True)
class Step:
    """One step of the funnel: what was done and what was due, in the same unit."""

    key: str
    label: str
    actual: Exact
    target: Exact


@dataclass(frozen=True)
class Factor:
    """One ratio of the funnel: actual ÷ planned of the volume, or of a conversion. `sound` is False when
    the step before was too small for its conversion to say anything."""

    key: str
    label: str
    ratio: Fraction
    sound: bool = True


@dataclass(frozen=True)
class Part:
    """A factor's share of the shortfall, as a share of the target: −0.45 means 45 points lost to it."""

    key: str
    label: str
    ratio: Fraction
    change: float
    cause: Cause


@dataclass(frozen=True)
class Diagnosis:
    """The whole split. `change` is attainment − 1 (−0.5 is 50 points short) and is Σ of the parts'."""

    attainment: Fraction
    change: float
    parts: tuple[Part, ...]
    cause: Cause


def factors_of(steps: Sequence[Step]) -> list[Factor]:
    """The first step as volume, every later one as its conversion from the step before.

    A step at zero that later steps did without (a meeting that came from nowhere) is left out: the
    next conversion then counts from the step before it. Refuses a target of 0.
    """
    if any(as_fraction(step.target) <= 0 for step in steps):
        raise ValueError("A shortfall can only be split where every step has a target above 0.")
    factors: list[Factor] = []
    before: Step | None = None
    for number, step in enumerate(steps):
        if not step.actual and any(later.actual for later in steps[number + 1 :]):
            continue
        factors.append(_factor(before, step))
        before = step
        if not step.actual:
            break
    return factors


def _factor(before: Step | None, step: Step) -> Factor:
    reached = as_fraction(step.actual) / as_fraction(step.target)
    if before is None:
        return Factor(step.key, step.label, reached)
    ratio = reached / (as_fraction(before.actual) / as_fraction(before.target))
    label = step.label if step.key == "value" else f"{before.label} → {_lower(step.label)}"
    return Factor(step.key, label, ratio, step.key == "value" or tells_something(before, step))


def tells_something(before: Step, step: Step) -> bool:
    """Whether the conversion between two steps is further below plan than chance explains."""
    planned = as_fraction(step.target) / as_fraction(before.target)
    done, trials = as_fraction(step.actual), as_fraction(before.actual)
    if done.denominator != 1 or trials.denominator != 1 or done > trials:
        return True  # shares and money are no trials; more meetings than talks is no bad luck
    return enough_to_tell(int(done), int(trials), float(planned))


def diagnose(steps: Sequence[Step]) -> Diagnosis:
    """Split the attainment of the last step over the funnel, and name the cause of the largest loss."""
    return split(factors_of(steps))


def split(factors: Sequence[Factor]) -> Diagnosis:
    """LMDI: each factor takes L(A, 1) × ln(its ratio), where L(A, 1) = (A − 1) ÷ ln A (COUNTING §6).

    At a factor of zero the logarithm ends. The factors before it are split among themselves, and it
    takes the whole shortfall that is left: with no attempts, all of it.
    """
    zero = next((i for i, factor in enumerate(factors) if factor.ratio <= 0), None)
    counted = factors if zero is None else factors[:zero]
    reached = math.prod((factor.ratio for factor in counted), start=FULL)
    mean = logarithmic_mean(reached)
    changes = [mean * math.log(factor.ratio) for factor in counted]
    attained = reached
    if zero is not None:
        changes += [-float(reached)] + [0.0] * (len(factors) - zero - 1)
        attained = Fraction(0)
    parts = tuple(_part(factor, change) for factor, change in zip(factors, changes, strict=True))
    return Diagnosis(attained, float(attained - 1), parts, _main_cause(factors, parts))


def logarithmic_mean(reached: Fraction) -> float:
    """L(A, 1) = (A − 1) ÷ ln A, and 1 where A is 1."""
    over = float(reached - 1)
    # log1p, because next to 1 the plain logarithm loses the digits that this divides by
    return over / math.log1p(over) if over else 1.0


def _part(factor: Factor, change: float) -> Part:
    return Part(factor.key, factor.label, factor.ratio, change, CAUSES.get(factor.key, "skill"))


def _main_cause(factors: Sequence[Factor], parts: Sequence[Part]) -> Cause:
    if not parts or all(part.change >= 0 for part in parts):
        return UNKNOWN
    worst = min(range(len(parts)), key=lambda i: parts[i].change)
    return parts[worst].cause if factors[worst].sound else UNKNOWN


def points_shown(diagnosis: Diagnosis) -> list[int]:
    """The parts in whole points, rounded so that they add up to the rounded shortfall.

    Minus is lost. The largest remainders are rounded up, as money is.
    """
    exact = [part.change * 100 for part in diagnosis.parts]
    points = [math.floor(value) for value in exact]
    # Rounded half up from the exact value: 37.5 short reads 38 wherever it is printed.
    whole = -math.floor((FULL - diagnosis.attainment) * 100 + Fraction(1, 2))
    by_remainder = sorted(range(len(exact)), key=lambda i: (points[i] - exact[i], i))
    for i in by_remainder[: whole - sum(points)]:
        points[i] += 1
    return points


def in_words(diagnosis: Diagnosis) -> str:
    """ "38% short: 25 points from fewer attempts, 10 from conversations → meetings, 3 from deal size"."""
    points = points_shown(diagnosis)
    lost = sorted((p, i) for i, p in enumerate(points) if p < 0)
    if not lost or sum(points) >= 0:
        return "Nothing is short."
    told = [f"{-p}{' points' if n == 0 else ''} from {_name(diagnosis, i)}" for n, (p, i) in enumerate(lost)]
    gained = sum(p for p in points if p > 0)
    rest = f"; {gained} won back elsewhere" if gained else ""
    return f"{-sum(points)}% short: {', '.join(told)}{rest}"


def _name(diagnosis: Diagnosis, index: int) -> str:
    part = diagnosis.parts[index]
    return f"fewer {_lower(part.label)}" if index == 0 else _lower(part.label)


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]
