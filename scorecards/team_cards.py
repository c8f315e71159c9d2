"""What a team's card says, worked out from the snapshots of its people alone, without a query."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from organizations.periods import Period
from scorecards.cards import (
    FORMULA,
    NO_GOALS,
    NOTHING_SCORED,
    Rules,
    Scored,
    kept_label,
    line_status,
    score_status,
    text,
    week_facts,
)
from scorecards.scoring import Line, Score, ScoredLine, team_score
from scorecards.trends import ScoredWeek
from scorecards.verdicts import verdict


def team_snapshot(
    *,
    week: Period,
    team_id: int,
    rules: Rules,
    people: Sequence[Mapping[str, Any]],
    past: Sequence[ScoredWeek],
    row: Sequence[Period],
) -> dict[str, Any]:
    """A team's card from its people's: per metric Σ actual ÷ Σ target, zeros included (COUNTING §5).

    `people` are the snapshots of everybody who was in the team, or in one below it, in the week; `row` the
    twelve weeks before it.
    """
    scored = team_score_of(rules, people)
    weeks = [*past, ScoredWeek(week.start, scored.value, Fraction(5))]
    found = verdict(scored.lines)
    return {
        "formula": FORMULA,
        "week": {"start": week.start.isoformat(), "end": week.end.isoformat(), "label": kept_label(week)},
        "team": team_id,
        "template": {"id": rules.template_id, "name": rules.name},
        "lines": [team_line_facts(one, spec) for one, spec in zip(scored.lines, rules.lines, strict=True)],
        "score": text(scored.value),
        "status": score_status(scored.value),
        "verdict": found.sentence
        if found
        else NOTHING_SCORED
        if any(had_goal(one) for one in people)
        else NO_GOALS,
        "lede": found.lede if found else "",
        "before": text(past[-1].score) if past else None,
        "weeks": week_facts([*row, week], weeks),
        "people": [person_facts(person) for person in people],
        "logged": sum(1 for person in people if logged_anything(person)),
    }


def had_goal(person: Mapping[str, Any]) -> bool:
    return any(line["arithmetic"] for line in person["lines"])


def team_score_of(rules: Rules, people: Sequence[Mapping[str, Any]]) -> Score:
    lines = [[read_line(rules, line) for line in person["lines"]] for person in people]
    return team_score([template_line(rules, one, lines) for one in rules.lines], lines)


def read_line(rules: Rules, line: Mapping[str, Any]) -> Line:
    """A line of a person's snapshot, as the team's arithmetic needs it."""
    parts = [Fraction(part) for part in line["parts"]]
    return Line(
        key=line["key"], label=line["name"], weight=line["weight"], actual=Fraction(line["actual"] or 0),
        target=Fraction(line["target"] or 0), parts=(parts[0], parts[1]) if line["is_ratio"] else None,
        lower_is_better=line["lower_is_better"], floor=rules.floor, cap=rules.cap,
    )  # fmt: skip


def template_line(rules: Rules, one: Scored, people: Sequence[Sequence[Line]]) -> Line:
    """The team's line before its sums; a ratio is judged by the highest target any of its people has."""
    own = [line for lines in people for line in lines if line.key == one.key]
    target = (
        max((Fraction(line.target) for line in own), default=Fraction(0)) if one.is_ratio else Fraction(0)
    )
    return Line(
        key=one.key, label=one.name, weight=one.weight, actual=0, target=target, why="target is 0",
        lower_is_better=one.lower_is_better, floor=rules.floor, cap=rules.cap,
        parts=(0, 0) if one.is_ratio else None, unit={"percent": "share"}.get(one.unit, one.unit),
    )  # fmt: skip


def team_line_facts(line: ScoredLine, spec: Scored) -> dict[str, Any]:
    return {
        "key": spec.key, "name": spec.name, "unit": spec.unit, "weight": spec.weight,
        "actual": text(Fraction(line.line.actual)), "target": text(Fraction(line.line.target)),
        "scored": line.scored, "why": line.why, "attainment": text(line.attainment),
        "points": text(line.points), "out_of": text(line.out_of), "status": line_status(line),
    }  # fmt: skip


def person_facts(person: Mapping[str, Any]) -> dict[str, Any]:
    """What a team's card keeps of one of its people."""
    kept = (
        "key",
        "name",
        "unit",
        "actual",
        "target",
        "status",
        "attainment",
        "scored",
        "lower_is_better",
        "is_ratio",
    )
    return {
        "member": person["member"], "score": person["score"], "status": person["status"],
        "before": person["before"], "verdict": person["verdict"], "lede": person["lede"], "cause": person["cause"],
        "own_days": person["days"]["own"], "lower_in_a_row": person["lower_in_a_row"],
        "streak": person["streak"]["length"], "logged": logged_anything(person),
        "lines": [{key: line[key] for key in kept} for line in person["lines"]],
    }  # fmt: skip


def logged_anything(person: Mapping[str, Any]) -> bool:
    return any(Fraction(part) for line in person["lines"] for part in line["parts"])
