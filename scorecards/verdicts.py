"""The verdict: one sentence that judges a closed card, and one with its numbers.

At most twelve words, the cause before the blame, and no verdict where nothing was scored (COUNTING §3,
§6). Low attempts are effort; attempts made but few conversations are the list or the timing; enough
conversations but few meetings are skill; and where chance explains it, there is not enough to tell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Literal

from goals.diagnosis import Step, tells_something
from goals.pace import USUAL, Thresholds
from goals.targets import in_figures
from organizations.working_days import Exact, as_fraction
from scorecards.scoring import ScoredLine

Cause = Literal["effort", "list or timing", "skill", "not enough to tell yet", ""]
UNKNOWN: Cause = "not enough to tell yet"
MOST_WORDS = 12
FEWEST_TRIALS = 5
# Singular and plural, in the order of the funnel.
FUNNEL = {
    "attempts": ("attempt", "attempts"),
    "conversations": ("conversation", "conversations"),
    "meetings_booked": ("meeting booked", "meetings booked"),
    "meetings_held": ("meeting held", "meetings held"),
}
# What a low conversion from the first to the second stands for. From attempts straight to meetings
# nobody can tell whether the list or the talk was at fault.
CAUSES: dict[tuple[str, str], Cause] = {
    ("attempts", "conversations"): "list or timing",
    ("conversations", "meetings_booked"): "skill",
    ("conversations", "meetings_held"): "skill",
    ("meetings_booked", "meetings_held"): "skill",
}
POINTS_TO = {
    "effort": "That points to effort.",
    "list or timing": "That points to the list or the hour, not to effort.",
    "skill": "That points to skill, not to effort.",
}


@dataclass(frozen=True)
class Verdict:
    """The sentence, an optional second one with the numbers, and the cause; "" when none is due."""

    sentence: str
    lede: str = ""
    cause: Cause = ""


def verdict(lines: Sequence[ScoredLine], thresholds: Thresholds = USUAL) -> Verdict | None:
    """The verdict on a card's scored lines. None when nothing was scored (COUNTING §3)."""
    scored = [line for line in lines if line.scored]
    if not scored:
        return None
    found = _on_funnel(_funnel(scored), thresholds) or _on_others(scored, thresholds)
    found = found or _on_short(scored, thresholds) or _on_met(scored)
    if len(found.sentence.split()) <= MOST_WORDS:
        return found
    # A metric with a very long name of its own: the lede still names it.
    return Verdict("One number was behind." if found.cause else _plainly(scored), found.sentence, found.cause)


def _funnel(scored: Sequence[ScoredLine]) -> list[ScoredLine]:
    by_key = {line.line.key: line for line in scored}
    return [by_key[key] for key in FUNNEL if key in by_key]


def _on_funnel(funnel: Sequence[ScoredLine], thresholds: Thresholds) -> Verdict | None:
    """The first step that is behind, and the cause that the steps before it leave."""
    low = next((i for i, line in enumerate(funnel) if _behind(line, thresholds)), None)
    if low is None:
        return None
    guilty, cause = _cause(funnel, low, thresholds)
    if cause == "effort":
        return _effort(funnel)
    if cause == UNKNOWN:
        return _not_enough(funnel, low)
    return _conversion(funnel[guilty - 1], funnel[guilty], cause)


def _cause(funnel: Sequence[ScoredLine], index: int, thresholds: Thresholds) -> tuple[int, Cause]:
    """Where the shortfall of a step began. A conversion that chance explains passes it to the step before."""
    line = funnel[index]
    if index == 0:
        return 0, "effort" if line.line.key == "attempts" else UNKNOWN
    before = funnel[index - 1]
    if tells_something(_step(before), _step(line)):
        return index, CAUSES.get((before.line.key, line.line.key), UNKNOWN)
    if _reached(before) < thresholds.on_track:
        return _cause(funnel, index - 1, thresholds)
    return index, UNKNOWN


def _effort(funnel: Sequence[ScoredLine]) -> Verdict:
    attempts = funnel[0].line
    due = _figure(attempts.target)
    if not attempts.actual:
        were = "was" if attempts.target == 1 else "were"
        return Verdict(f"No attempts were logged. {due} {were} due.", POINTS_TO["effort"], "effort")
    usual = len(funnel) > 1 and attempts.actual >= FEWEST_TRIALS
    usual = usual and not tells_something(_step(funnel[0]), _step(funnel[1]))
    rates = ", at normal rates" if usual else ""
    sentence = f"{_figure(attempts.actual)} of {due} attempts were made{rates}."
    numbers = ", and ".join(_against(line) for line in funnel[:2])
    return Verdict(sentence, f"{numbers}. {POINTS_TO['effort']}", "effort")


def _not_enough(funnel: Sequence[ScoredLine], low: int) -> Verdict:
    line = funnel[low].line
    noun = _noun(funnel[low], as_fraction(line.target))
    sentence = f"{_figure(line.actual)} of {_figure(line.target)} {noun}. Not enough to tell why yet."
    numbers = ", but ".join(_against(line) for line in funnel[max(0, low - 1) : low + 1])
    return Verdict(sentence, f"{numbers}." if low else "", UNKNOWN)


def _conversion(before: ScoredLine, line: ScoredLine, cause: Cause) -> Verdict:
    lede = f"{_against(before)}, but {_against(line)}. {POINTS_TO[cause]}"
    return Verdict(_conversion_sentence(before, line), lede, cause)


def _conversion_sentence(before: ScoredLine, line: ScoredLine) -> str:
    if line.line.key == "conversations":
        return "The calls were made. Too few people picked up."
    done, due = _figure(line.line.actual), _figure(line.line.target)
    if before.line.key == "meetings_booked":
        return f"{done} of {due} meetings were held, though {_figure(before.line.actual)} were booked."
    meetings = "meeting" if line.line.actual == 1 else "meetings"
    return f"{_counted(before)} led to {done} {meetings}, {due} were due."


def _on_others(scored: Sequence[ScoredLine], thresholds: Thresholds) -> Verdict | None:
    behind = [line for line in scored if _behind(line, thresholds)]
    if not behind:
        return None
    return Verdict(f"{_came_to(min(behind, key=_reached))}.", cause=UNKNOWN)


def _on_short(scored: Sequence[ScoredLine], thresholds: Thresholds) -> Verdict | None:
    short = [line for line in scored if _reached(line) < thresholds.on_track]
    if not short:
        return None
    if len(short) > 1:
        lede = "; ".join(_came_to(line) for line in short)
        return Verdict(f"{len(short)} of {len(scored)} numbers ended just short.", f"{lede}.")
    rest = ", the rest was on track" if len(scored) > 1 else ""
    return Verdict(f"{_came_to(short[0])}{rest}.")


def _on_met(scored: Sequence[ScoredLine]) -> Verdict:
    if len(scored) == 1:
        return Verdict(f"{_came_to(scored[0])}.")
    best = max(scored, key=_reached)
    lede = f"Furthest ahead: {_came_to(best)}." if _reached(best) > 1 else ""
    return Verdict(_plainly(scored), lede)


def _plainly(scored: Sequence[ScoredLine]) -> str:
    met = [line for line in scored if _reached(line) >= 1]
    if len(met) < len(scored):
        were = "was" if len(met) == 1 else "were"
        return f"{len(met)} of {len(scored)} targets {were} met, the rest nearly."
    return f"All {len(scored)} targets were met." if len(scored) > 1 else "The one target was met."


def _behind(line: ScoredLine, thresholds: Thresholds) -> bool:
    """As on the running card, a count that lacks less than one unit is not behind (COUNTING §4)."""
    missing = abs(as_fraction(line.line.target) - as_fraction(line.line.actual))
    return _reached(line) < thresholds.watch and not (line.line.unit == "count" and missing < 1)


def _reached(line: ScoredLine) -> Fraction:
    assert line.attainment is not None
    return line.attainment


def _step(line: ScoredLine) -> Step:
    return Step(line.line.key, line.line.label, line.line.actual, line.line.target)


def _came_to(line: ScoredLine) -> str:
    done, due = _figure(line.line.actual, line.line.unit), _figure(line.line.target, line.line.unit)
    if line.line.lower_is_better:
        return f"{line.line.label} came to {done}, planned were at most {due}"
    return f"{line.line.label} came to {done} {'against' if line.line.unit == 'share' else 'of'} {due}"


def _against(line: ScoredLine) -> str:
    return f"{_counted(line)} against {_figure(line.line.target)}"


def _counted(line: ScoredLine) -> str:
    return f"{_figure(line.line.actual)} {_noun(line, as_fraction(line.line.actual))}"


def _noun(line: ScoredLine, count: Fraction) -> str:
    one, many = FUNNEL[line.line.key]
    return one if count == 1 else many


def _figure(value: Exact, unit: str = "count") -> str:
    """For reading: shares as whole percent, else at most two decimals, rounded half up once."""
    exact = as_fraction(value)
    if unit == "share":
        return f"{floor(exact * 100 + Fraction(1, 2))}%"
    figure = in_figures(Fraction(floor(exact * 100 + Fraction(1, 2)), 100))
    return figure if unit == "count" else f"{figure}\u00a0{unit}"
