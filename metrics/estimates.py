"""Estimates from small samples: rates, likely ranges, and whether there is enough to tell.

These are floats, good to 1e-9; nothing counted or paid is ever one of them.
"""

import math
from dataclasses import dataclass

# The two-sided 95 % point of the normal distribution.
Z95 = 1.959963984540054
SHRINKAGE = 50
ASSUMPTION_BELOW = 20
# A shortfall that chance alone would bring about more often than this says nothing about a cause.
TOLD_BY_CHANCE = 0.20
FEWEST_TRIALS = 5


@dataclass(frozen=True)
class Interval:
    """A likely range of a share, both ends from 0 to 1."""

    low: float
    high: float


@dataclass(frozen=True)
class Rate:
    """A rate as it may be shown: the estimate, its range, and what it rests on."""

    successes: int
    trials: int
    value: float
    likely: Interval
    assumption: bool


def wilson(successes: int, trials: int, z: float = Z95) -> Interval:
    """Wilson score interval of a share (COUNTING §7). Without trials it is everything from 0 to 1."""
    _check(successes, trials)
    if trials == 0:
        return Interval(0.0, 1.0)
    share, square = successes / trials, z * z
    middle = share + square / (2 * trials)
    reach = z * math.sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
    scale = 1 + square / trials
    low = 0.0 if successes == 0 else (middle - reach) / scale
    high = 1.0 if successes == trials else (middle + reach) / scale
    return Interval(low, high)


def shrunk(successes: int, trials: int, prior: float, strength: float = SHRINKAGE) -> float:
    """p̂ = (k + m·p₀) ÷ (n + m): own history, pulled toward a wider group's rate (COUNTING §7)."""
    _check(successes, trials)
    if not 0 <= prior <= 1 or strength < 0 or trials + strength == 0:
        raise ValueError("A rate to lean on is from 0 to 1, and needs some weight or some history.")
    return (successes + strength * prior) / (trials + strength)


def is_assumption(trials: int) -> bool:
    """Below 20 trials a rate is labelled "assumption" (COUNTING §7)."""
    return trials < ASSUMPTION_BELOW


def rate(successes: int, trials: int, prior: float, strength: float = SHRINKAGE) -> Rate:
    """The shrunk rate with its Wilson range and its label."""
    value = shrunk(successes, trials, prior, strength)
    return Rate(successes, trials, value, wilson(successes, trials), is_assumption(trials))


def chance_of_at_most(successes: int, trials: int, probability: float) -> float:
    """P(Binomial(n, p) ≤ k), summed in logarithms so that large samples neither overflow nor vanish."""
    if successes < 0:
        return 0.0
    if successes >= trials or probability <= 0:
        return 1.0
    if probability >= 1:
        return 0.0
    terms = (_log_term(k, trials, probability) for k in range(successes + 1))
    return min(1.0, math.fsum(math.exp(term) for term in terms))


def enough_to_tell(successes: int, trials: int, planned_rate: float) -> bool:
    """Whether falling this short of a planned rate is more than chance.

    True when a person who truly has the planned rate would do this badly at most once in five
    times, with at least 5 trials. Otherwise say "not enough to tell yet" (COUNTING §6).
    """
    if trials < FEWEST_TRIALS:
        return False
    return chance_of_at_most(successes, trials, planned_rate) <= TOLD_BY_CHANCE


def _log_term(k: int, n: int, p: float) -> float:
    ways = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    return ways + k * math.log(p) + (n - k) * math.log1p(-p)


def _check(successes: int, trials: int) -> None:
    if not 0 <= successes <= trials:
        raise ValueError(f"{successes} of {trials} is not a share: count from 0 up to all of them.")
