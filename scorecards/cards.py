"""What a card says, worked out on plain values and kept as a snapshot: exact figures as strings.

No queries and no clock. Fractions are written as Python writes them ("84", "63/4") and read back unchanged.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import override

from goals.pace import Status, Thresholds, pace_of, status_of
from goals.targets import Target
from organizations.day_reasons import explain
from organizations.grid import STEADY, Grid
from organizations.kept_words import kept_day
from organizations.periods import Period, week_label
from organizations.working_days import (
    Calendar,
    as_fraction,
    day_weight,
    gross_days,
    own_days,
    scheduled_weight,
)
from scorecards.scoring import Line, ScoredLine, score
from scorecards.trends import ROW_WEEKS, ScoredWeek, lower_in_a_row, streak
from scorecards.verdicts import verdict

FORMULA = 1
AWAY = "Away all week."
NOTHING_SCORED = "Nothing was scored this week."
NO_GOALS = "No goals were set, so nothing was scored."
JUDGED = Thresholds()


@dataclass(frozen=True)
class Scored:
    """One metric as a template scores it."""

    key: str
    name: str
    weight: int
    unit: str = "count"
    lower_is_better: bool = False
    is_ratio: bool = False


@dataclass(frozen=True)
class Rules:
    """What a template says from a day on."""

    template_id: int
    name: str
    lines: tuple[Scored, ...]
    cap: Fraction
    floor: Fraction
    threshold: int
    from_on: date


@dataclass(frozen=True)
class Measured:
    """What one person did for one metric, and what was due."""

    actual: Fraction | None
    parts: tuple[Fraction, ...]
    target: Target


@dataclass(frozen=True)
class Past:
    """A closed week before this one: its score and, by metric key, (actual, target)."""

    week: ScoredWeek
    lines: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)


def card_lines(rules: Rules, measured: Mapping[str, Measured]) -> list[Line]:
    return [card_line(rules, one, measured[one.key]) for one in rules.lines]


def card_line(rules: Rules, one: Scored, found: Measured) -> Line:
    scored = found.target.scored and found.actual is not None
    return Line(
        key=one.key, label=one.name, weight=one.weight, actual=found.actual or 0, target=found.target.value,
        scored=scored, why="" if scored else found.target.why or "nothing to measure",
        lower_is_better=one.lower_is_better, floor=rules.floor, cap=rules.cap,
        parts=(found.parts[0], found.parts[1]) if one.is_ratio else None,
        unit={"percent": "share", "count": "count"}.get(one.unit, one.unit),
    )  # fmt: skip


def snapshot_of(
    *,
    week: Period,
    member_id: int,
    team_id: int | None,
    rules: Rules,
    measured: Mapping[str, Measured],
    calendar: Calendar,
    past: Sequence[Past],
    commitments: Sequence[Mapping[str, Any]] = (),
    grid: Grid = STEADY,
) -> dict[str, Any]:
    """Everything a person's card says, JSON-safe and exact. `past` are earlier closed weeks, oldest first."""
    scored = score(card_lines(rules, measured))
    own, base = own_days(week, calendar), gross_days(week, calendar)
    weeks = [*(one.week for one in past), ScoredWeek(week.start, scored.value, own)]
    run = streak(weeks, threshold=rules.threshold, grid=grid)
    judged = verdict(scored.lines)
    return {
        "formula": FORMULA,
        "week": {"start": week.start.isoformat(), "end": week.end.isoformat(), "label": kept_label(week)},
        "member": member_id,
        "team": team_id,
        "template": {
            "id": rules.template_id, "name": rules.name, "cap": str(rules.cap), "floor": str(rules.floor),
            "threshold": rules.threshold, "from_on": rules.from_on.isoformat(),
        },
        "days": {"own": str(own), "base": str(base), "notes": day_notes(week, calendar)},
        "lines": [
            line_facts(one, spec, measured[spec.key], past)
            for one, spec in zip(scored.lines, rules.lines, strict=True)
        ],
        "row": {key: row_facts(found) for key, found in measured.items()},
        "score": text(scored.value),
        "status": score_status(scored.value),
        "verdict": judged.sentence if judged else unscored_words(own, measured),
        "lede": judged.lede if judged else "",
        "cause": judged.cause if judged else "",
        "before": text(past[-1].week.score) if past else None,
        "lower_in_a_row": lower_in_a_row(weeks),
        "streak": {"length": run.length, "grace_used": run.grace_used},
        "weeks": week_facts(grid.last("week", ROW_WEEKS, week.start), weeks),
        "commitments": [dict(one) for one in commitments],
    }  # fmt: skip


@lru_cache(maxsize=64)
def kept_label(week: Period) -> str:
    """What is kept is English, whoever's language is open; pages read the days and word them anew."""
    with override(settings.LANGUAGE_CODE):
        return week_label(week)


def row_facts(found: Measured) -> list[str | None]:
    """What later weeks show of this one: actual, and the target that was valid."""
    return [text(found.actual), text(found.target.value) if found.target.scored else None]


def unscored_words(own: Fraction, measured: Mapping[str, Measured]) -> str:
    if not own:
        return AWAY
    without = all(found.target.why.startswith("no goal") for found in measured.values())
    return NO_GOALS if without else NOTHING_SCORED


def line_facts(line: ScoredLine, spec: Scored, found: Measured, past: Sequence[Past]) -> dict[str, Any]:
    """One line with its arithmetic and the weeks before it."""
    return {
        "key": spec.key, "name": spec.name, "unit": spec.unit, "weight": spec.weight,
        "is_ratio": spec.is_ratio, "lower_is_better": spec.lower_is_better,
        "actual": text(found.actual), "parts": [str(part) for part in found.parts],
        "target": text(found.target.value), "arithmetic": found.target.arithmetic,
        "scored": line.scored, "why": line.why,
        "attainment": text(line.attainment), "points": text(line.points), "out_of": text(line.out_of),
        "status": line_status(line),
        "weeks": [list(one.lines.get(spec.key, (None, None))) for one in past[-(ROW_WEEKS - 1) :]],
    }  # fmt: skip


def line_status(line: ScoredLine) -> Status:
    """Judged on the whole target; a count that lacks less than one unit is not behind (COUNTING §4)."""
    if not line.scored:
        return "none"
    of = line.line
    pace = pace_of(
        of.actual, of.target, 1, 1, is_count=of.unit == "count", lower_is_better=of.lower_is_better
    )
    return pace.status


def score_status(value: Fraction | None) -> Status:
    return "none" if value is None else status_of(value / 100, JUDGED)


def week_facts(row: Sequence[Period], weeks: Sequence[ScoredWeek]) -> list[dict[str, Any]]:
    """The last 13 weeks, this one last; a week without a card is there without a score."""
    known = {one.start: one for one in weeks}
    found = [(week.start, known.get(week.start)) for week in row]
    return [
        {
            "start": start.isoformat(),
            "score": text(one.score) if one else None,
            "status": score_status(as_fraction(one.score)) if one and one.score is not None else "none",
            "away": one is not None and not one.own_days,
        }
        for start, one in found
    ]


def day_notes(week: Period, calendar: Calendar) -> list[str]:
    """Why days of the schedule did not count: "Fri 13 Nov: leave"."""
    if all(day_weight(day, calendar) == scheduled_weight(day, calendar) for day in week.days()):
        return []  # as for most people in most weeks
    return [
        f"{kept_day(day)}: {reason}"
        for day, weight, reason in explain(week, calendar)
        if weight < scheduled_weight(day, calendar)
    ]


def text(value: Any) -> str | None:
    return None if value is None else str(value)


def digest_of(snapshot: Mapping[str, Any]) -> str:
    """SHA-256 over the snapshot in one fixed spelling."""
    return hashlib.sha256(json.dumps(snapshot, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
