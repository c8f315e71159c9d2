"""Dividing a whole so that the parts add up to it (largest remainder)."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from organizations.working_days import Exact, as_fraction


def allot(whole: int, shares: Sequence[Exact]) -> list[int]:
    """Whole units (money in minor units, targets in counts) by shares; earlier shares win a tie.

    Refuses a negative share, and something to divide with nobody to take it.
    """
    exact = [as_fraction(share) for share in shares]
    total = sum(exact, Fraction(0))
    if any(share < 0 for share in exact):
        raise ValueError("A share cannot be less than nothing.")
    if not total:
        if whole:
            raise ValueError(f"There is nobody and no day to divide {whole} over.")
        return [0] * len(exact)
    sign = -1 if whole < 0 else 1
    ideal = [abs(whole) * share / total for share in exact]
    parts = [floor(part) for part in ideal]
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - ideal[i], i))
    for i in order[: abs(whole) - sum(parts)]:
        parts[i] += 1
    return [sign * part for part in parts]
