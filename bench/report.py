"""What a benchmark says: ours, floor, ratio and the limit, as a table or as JSON."""

import json
import os
import platform
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from django.db import connection

BUSY = os.getloadavg()


@dataclass(frozen=True)
class Result:
    """One measured thing. `limit` bounds the ratio from above, or from below where more is better (`at_least`)."""

    name: str
    ours: float
    floor: float | None
    unit: str
    limit: float | None = None
    at_least: bool = False

    @property
    def ratio(self) -> float | None:
        return self.ours / self.floor if self.floor else None

    @property
    def verdict(self) -> str:
        """Within its limit or not; a thing without a floor is held against the limit itself."""
        if self.limit is None:
            return ""
        measured = self.ratio if self.floor else self.ours
        inside = measured is not None and (
            measured >= self.limit if self.at_least else measured <= self.limit
        )
        return "inside" if inside else "OUTSIDE"

    def as_json(self) -> dict:
        return {
            "ours": round(self.ours, 4),
            "floor": self.floor and round(self.floor, 4),
            "ratio": self.ratio and round(self.ratio, 3),
            "unit": self.unit,
            "limit": self.limit,
            "verdict": self.verdict,
        }


def timed(work, times: int = 7) -> float:
    """Milliseconds of the middle run, the first left out: it warms caches up."""
    work()
    spans = []
    for _ in range(times):
        begun = perf_counter()
        work()
        spans.append((perf_counter() - begun) * 1000)
    return median(spans)


def once(work) -> float:
    """Milliseconds of one run, for what takes long enough."""
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000


def side_by_side(ours, floor, times: int = 7) -> tuple[float, float]:
    """Ours and the floor in turn, so that both meet the same machine."""
    ours(), floor()
    spans: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for work, span in zip((ours, floor), spans, strict=True):
            begun = perf_counter()
            work()
            span.append((perf_counter() - begun) * 1000)
    return median(spans[0]), median(spans[1])


def as_json(results: list[Result]) -> str:
    return json.dumps({result.name: result.as_json() for result in results}, indent=1)


ABOUT = """
ours: SalesLeader. floor: the same by hand, or by the bare framework, in turns with ours in the same run.
The limit is on the ratio ours : floor; where there is no floor, on ours itself. No limit: told for information.
"""


def as_table(results: list[Result]) -> str:
    lines = [machine(), "", f"{'what':60} {'ours':>9} {'floor':>9} {'ratio':>6}  {'limit':8}"]
    for r in results:
        sign = "" if r.limit is None else ("≥" if r.at_least else "≤")
        limit = "" if r.limit is None else f"{sign} {r.limit:g}"
        ratio = "" if r.ratio is None else f"{r.ratio:.2f}"
        lines.append(
            f"{r.name:60} {figure(r.ours):>9} {figure(r.floor):>9} {ratio:>6}  {limit:8}{r.unit:9}{r.verdict}"
        )
    return "\n".join(lines) + "\n" + ABOUT


def figure(value: float | None) -> str:
    if value is None:
        return ""
    return (
        f"{value:,.0f}"
        if value == int(value) or value >= 100
        else f"{value:.2f}"
        if value < 10
        else f"{value:.1f}"
    )


def machine() -> str:
    """What was measured on, and how busy it was with other things at the start."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        postgres = cursor.fetchone()[0].split()[0]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{len(os.sched_getaffinity(0))} cores, {memory:.0f} GB, Python {platform.python_version()},"
        f" PostgreSQL {postgres}; load before: {BUSY[0]:.1f}"
    )
