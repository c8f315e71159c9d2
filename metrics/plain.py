"""A tally in plain, exact values for the API and for machines: decimals as text, ratios with their parts."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from .engine import Row, Tally
from .engine.results import Number

SIX = Decimal("0.000001")


def exact(value: Number | None) -> int | str | None:
    """Whole numbers stay numbers, decimals are text; a ratio is rounded to six places, its parts are exact."""
    if isinstance(value, Fraction):
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
        return format(quotient.quantize(SIX, rounding=ROUND_HALF_UP), "f")
    return format(value, "f") if isinstance(value, Decimal) else value


def plain_row(tally: Tally, row: Row, key: str) -> dict[str, Any]:
    line: dict[str, Any] = {"id": row.id, "name": row.name, "value": exact(tally.value(key, row.id))}
    if tally.by == "team":
        line |= {"own": exact(tally.own(key, row.id)), "depth": row.depth}
    if tally.metric(key).is_ratio:
        line["parts"] = [exact(part) for part in tally.parts(key, row.id)]
    if tally.every:
        line["buckets"] = [
            {"start": bucket.start.isoformat(), "last": bucket.last.isoformat(), "value": exact(value)}
            for bucket in tally.buckets
            for value in [tally.value(key, row.id, bucket.start)]
        ]
    return line


def plain(tally: Tally, total: Tally, key: str) -> dict[str, Any]:
    """Everything a reader needs: the metric in words, the days (last one included), rows and total."""
    facts = tally.metric(key)
    return {
        "metric": {
            "key": key,
            "name": facts.name,
            "definition": facts.definition,
            "unit": facts.unit,
            "currency": tally.currency if facts.unit == "money" else None,
        },
        "by": tally.by,
        "from": tally.period.start.isoformat(),
        "to": tally.period.last.isoformat(),
        "every": tally.every,
        "rows": [plain_row(tally, row, key) for row in tally.rows],
        "total": plain_row(total, total.rows[0], key),
    }
