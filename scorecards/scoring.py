"""Scoring: what a card's lines are worth together (COUNTING §5). All of it exact; rounded at display."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from goals.pace import DEFAULT_CAP, attainment
from goals.targets import in_figures
from organizations.working_days import Exact, as_fraction

NONE, HUNDRED = Fraction(0), Fraction(100)
MOST_LINES = 5


@dataclass(frozen=True)
class Line:
    """One metric on a card: how much it weighs, what was done and what was due.

    `cap` None means without limit. `floor` is the attainment below which there is no credit.
    `parts` holds numerator and denominator of a ratio, so that a team's ratio is made from them.
    `unit` is "count", "share" (1 is 100 %) or a word to print after the number.
    """

    key: str
    label: str
    weight: Exact
    actual: Exact
    target: Exact
    scored: bool = True
    why: str = ""
    lower_is_better: bool = False
    floor: Exact = NONE
    cap: Exact | None = DEFAULT_CAP
    parts: tuple[Exact, Exact] | None = None
    unit: str = "count"


@dataclass(frozen=True)
class ScoredLine:
    """A line with its attainment, its credit, and its points of the score out of what it can bring.

    All three are None when the line is not scored, and `why` says why not.
    """

    line: Line
    attainment: Fraction | None
    credit: Fraction | None
    points: Fraction | None
    out_of: Fraction | None
    why: str = ""

    @property
    def scored(self) -> bool:
        return self.credit is not None


@dataclass(frozen=True)
class Score:
    """A card's score, 100 when every target was met to the unit. None when nothing was scored."""

    value: Fraction | None
    lines: tuple[ScoredLine, ...]


def check_weights(weights: Sequence[Exact]) -> None:
    """Refuses weights that do not add to 100, and says by how much."""
    if any(as_fraction(weight) <= 0 for weight in weights):
        raise ValueError("Every metric on a card needs a weight above 0. Remove the ones that do not count.")
    total = sum((as_fraction(weight) for weight in weights), NONE)
    if total != HUNDRED:
        off = HUNDRED - total
        way = f"Add {in_figures(off)}" if off > 0 else f"Take {in_figures(-off)} away"
        raise ValueError(f"The weights add to {in_figures(total)}, not 100. {way}.")


def check_card(lines: Sequence[Line], most: int = MOST_LINES) -> None:
    """Refuses a card with too many lines, one metric twice, or weights that do not add to 100."""
    if len(lines) > most:
        raise ValueError(f"A card holds at most {most} metrics, this one has {len(lines)}. Remove some.")
    keys = [line.key for line in lines]
    if len(set(keys)) < len(keys):
        raise ValueError("A metric can be on a card only once. Remove the second one.")
    check_weights([line.weight for line in lines])


def credit_for(reached: Fraction, *, floor: Exact = NONE, cap: Exact | None = DEFAULT_CAP) -> Fraction:
    """0 below the floor, else the attainment up to the cap; never less than 0 (COUNTING §5)."""
    if reached < as_fraction(floor) or reached < 0:
        return NONE
    return reached if cap is None else min(reached, as_fraction(cap))


def score(lines: Sequence[Line]) -> Score:
    """100 × Σ w·c ÷ Σ w over the scored lines only (COUNTING §5)."""
    credits = [_credit(line) for line in lines]
    scored = [line for line, (_, credit) in zip(lines, credits, strict=True) if credit is not None]
    total = sum((as_fraction(line.weight) for line in scored), NONE)
    told = tuple(_told(line, *credit, total) for line, credit in zip(lines, credits, strict=True))
    points = [line.points for line in told if line.points is not None]
    return Score(sum(points, NONE) if points else None, told)


def _credit(line: Line) -> tuple[Fraction | None, Fraction | None]:
    """Attainment and credit of a line; both None when it is not scored."""
    best = DEFAULT_CAP if line.cap is None else line.cap
    reached = attainment(line.actual, line.target, lower_is_better=line.lower_is_better, cap=best)
    if not line.scored or reached is None:
        return None, None
    return reached, credit_for(reached, floor=line.floor, cap=line.cap)


def _told(line: Line, reached: Fraction | None, credit: Fraction | None, total: Fraction) -> ScoredLine:
    if credit is None or not total:
        return ScoredLine(line, None, None, None, None, line.why or "target is 0")
    out_of = HUNDRED * as_fraction(line.weight) / total
    return ScoredLine(line, reached, credit, out_of * credit, out_of)


def team_line(template: Line, people: Sequence[Line]) -> Line:
    """One metric of a team's card: Σ actual and Σ target over its people, zeros included (COUNTING §5).

    A ratio is made from its parts, Σ numerators ÷ Σ denominators, against the template's own target.
    """
    if template.parts is not None:
        return _team_ratio(template, people)
    actual = sum((as_fraction(line.actual) for line in people), NONE)
    target = sum((as_fraction(line.target) for line in people), NONE)
    return replace(template, actual=actual, target=target)


def _team_ratio(template: Line, people: Sequence[Line]) -> Line:
    parts = [line.parts for line in people if line.parts is not None]
    top = sum((as_fraction(numerator) for numerator, _ in parts), NONE)
    bottom = sum((as_fraction(denominator) for _, denominator in parts), NONE)
    if not bottom:
        return replace(template, parts=(top, bottom), scored=False, why="nothing to measure")
    return replace(template, actual=top / bottom, parts=(top, bottom))


def team_score(template: Sequence[Line], people: Sequence[Sequence[Line]]) -> Score:
    """The score of a team's card, weighted as the team's template says (COUNTING §5).

    `template` gives keys, weights, caps and the targets of ratios; `people` the lines of each person.
    """
    return score([team_line(line, _of_key(line.key, people)) for line in template])


def _of_key(key: str, people: Sequence[Sequence[Line]]) -> list[Line]:
    return [line for lines in people for line in lines if line.key == key]
