"""What a fault's run says: what was done, what had to hold, what was seen."""

import json
import textwrap
from collections.abc import Iterable
from dataclasses import asdict, dataclass

COLUMNS = (("fault", 6), ("injection", 34), ("must hold", 40), ("seen", 44), ("passed", 6))


@dataclass(frozen=True)
class Outcome:
    """One fault, injected once. `number` is its line in the list of faults to survive."""

    number: int
    injection: str
    criterion: str
    seen: str
    passed: bool


def as_table(outcomes: Iterable[Outcome]) -> str:
    """For a stranger: every cell whole, folded into its column."""
    rows = [line(dict(COLUMNS).keys())]
    for one in outcomes:
        cells = (str(one.number), one.injection, one.criterion, one.seen, "yes" if one.passed else "NO")
        rows += [rule(), *folded(cells)]
    return "\n".join([*rows, rule()])


def folded(cells: tuple[str, ...]) -> list[str]:
    columns = [textwrap.wrap(cell, width) or [""] for cell, (_, width) in zip(cells, COLUMNS, strict=True)]
    height = max(map(len, columns))
    return [line(column[n] if n < len(column) else "" for column in columns) for n in range(height)]


def line(cells: Iterable[str]) -> str:
    return " | ".join(f"{cell:{width}}" for cell, (_, width) in zip(cells, COLUMNS, strict=True)).rstrip()


def rule() -> str:
    return "-+-".join("-" * width for _, width in COLUMNS)


def as_json(outcomes: Iterable[Outcome]) -> str:
    return json.dumps([asdict(one) for one in outcomes], indent=1)
