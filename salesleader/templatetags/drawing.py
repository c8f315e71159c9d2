"""Bars, strips and charts as SVG: sizes are attributes, colours are classes, each says its finding in words.

Calculation on plain values: no template, no query. A week is a dict or an object with `label`, `value` (or None),
`state` (good, watch, off, none, live), and where known `away` and `target`.
"""

from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organizations.name_words import in_sentence
from salesleader.templatetags.figures import Figure, exact, number, percent

WORDS = {
    "good": gettext_lazy("On track"),
    "watch": gettext_lazy("Watch"),
    "off": gettext_lazy("Behind"),
    "none": gettext_lazy("Not scored"),
    "away": gettext_lazy("Away"),
    "live": gettext_lazy("So far"),
}
FILLS = {
    "good": "f-good",
    "watch": "f-watch",
    "off": "f-off",
    "none": "f-none",
    "away": "f-none",
    "live": "f-accent",
}
HATCH = "url(#hatch)"
# What is fine stays quiet: only weeks that need a person are coloured.
QUIET = {**FILLS, "good": "f-none"}


class Week(NamedTuple):
    label: str
    value: Decimal | None
    state: str
    away: bool
    target: Decimal | None


def as_week(week: Any) -> Week:
    def get(name: str) -> Any:
        return week.get(name) if isinstance(week, dict) else getattr(week, name, None)

    value, target = (
        exact(figure) if figure is not None else None for figure in (get("value"), get("target"))
    )
    return Week(str(get("label")), value, get("state") or "none", bool(get("away")), target)


def place(part: Decimal | float, whole: Decimal | float) -> str:
    """A share of the width or height, never beyond it."""
    share = min(max(Decimal(part) / Decimal(whole), Decimal(0)), Decimal(1)) if whole else Decimal(0)
    return f"{share * 100:.2f}%"


def bar_scale(actual: Decimal, target: Decimal, due: Decimal) -> Decimal:
    """What the full width stands for: some room past the mark when all of the target is due, so that bars
    under one another compare; more when somebody did more."""
    room = Decimal("1.2") if due >= target else Decimal(1)
    return max(target * room, actual, due) or Decimal(1)


def bar_words(actual: Decimal, target: Decimal | None, due: Decimal | None, state: str, label: str) -> str:
    of = _("%(done)s of %(target)s") % {"done": number(actual), "target": number(target)}
    said = [number(actual) if target is None else of]
    if target:
        said.append(percent(actual / target))
    if due is not None and due != target:
        said.append(_("%(n)s due by now") % {"n": number(due)})
    if state in WORDS and state != "live":
        said.append(in_sentence(WORDS[state]))
    return (f"{label}: " if label else "") + ", ".join(said)


def bar(actual: Figure, target: Figure, due: Figure, state: str, label: str) -> SafeString:
    done, goal, now = (exact(figure) if figure is not None else None for figure in (actual, target, due))
    done = done or Decimal(0)
    words = bar_words(done, goal, now, state, label)
    mark = now if now is not None else goal
    scale = bar_scale(done, goal or mark or Decimal(0), mark or Decimal(0))
    fill = "" if goal is None and mark is None and not done else FILLS[state]
    return format_html(
        '<svg class="bar" role="img" aria-label="{}"><rect class="bar-track" y="3" width="100%" height="8" rx="2"/>'
        '<rect class="{}" y="3" width="{}" height="8" rx="2"/>{}</svg>',
        words,
        fill,
        place(done, scale),
        pace_mark(place(mark, scale)) if mark is not None else "",
    )


def pace_mark(x: str) -> SafeString:
    return format_html(
        '<line class="bar-halo" x1="{0}" x2="{0}" y1="0" y2="14"/>'
        '<line class="bar-pace" x1="{0}" x2="{0}" y1="0" y2="14"/>',
        x,
    )


def finding(weeks: list[Week], name: str) -> str:
    """The text beside a chart: first and last figure, how it has moved, when the person was away."""
    known = [week for week in weeks if week.value is not None and not week.away]
    said = [told_weeks(name, len(weeks), span(known) if known else _("nothing scored yet"))]
    run = falling(known)
    if run > 1:
        said.append(_("lower %(n)s weeks in a row") % {"n": run})
    away = [named(week) for week in weeks if week.away]
    if away:
        said.append(_("away in %(weeks)s") % {"weeks": ", ".join(away)})
    return "; ".join(said)


def span(known: list[Week]) -> str:
    first, last = known[0], known[-1]
    if first is last:
        return _("%(score)s in %(week)s") % {"score": number(first.value), "week": named(first)}
    return _("from %(first)s in %(begin)s to %(last)s in %(end)s") % {
        "first": number(first.value), "begin": named(first), "last": number(last.value), "end": named(last),
    }  # fmt: skip


def told_weeks(name: str, count: int, finding: str) -> str:
    text = ngettext("%(name)s, %(n)s weeks: %(finding)s", "%(name)s, %(n)s weeks: %(finding)s", count)
    return text % {"name": name, "n": count, "finding": finding}


def named(week: Week) -> str:
    """A label that is only the number of a week says so aloud."""
    return _("week %(number)s") % {"number": week.label} if week.label.isdigit() else week.label


def falling(known: list[Week]) -> int:
    """How many weeks in a row, up to the last, were lower than the one before."""
    run = 0
    for before, after in zip(known[-2::-1], known[:0:-1], strict=True):
        if (after.value or 0) >= (before.value or 0):
            break
        run += 1
    return run


def top_of(weeks: list[Week], line: Decimal | None, least: Decimal = Decimal(1)) -> Decimal:
    figures = [figure for week in weeks for figure in (week.value, week.target) if figure is not None]
    return max([*figures, line or least, least])


STRIP_WIDTH, STRIP_HEIGHT = 84, 24


def strip(weeks: list[Week], name: str, line: Decimal | None) -> SafeString:
    """Thirteen small bars from zero, for a row of a table; one path a paint, for a page holds many rows."""
    top = top_of(weeks, line) * Decimal("1.04")
    pitch = Decimal(STRIP_WIDTH + Decimal("1.5")) / max(len(weeks), 1)
    paints: dict[SafeString, str] = {}
    for at, week in enumerate(weeks):
        paint, bar = strip_bar(week, pitch * at, pitch - Decimal("1.5"), top)
        paints[paint] = paints.get(paint, "") + bar
    return format_html(
        '<svg class="strip" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>',
        STRIP_WIDTH,
        STRIP_HEIGHT,
        finding(weeks, name),
        format_html_join("", '<path {} d="{}"/>', paints.items()),
        format_html('<path class="target-line" d="M0 {}H{}"/>', y_of(line, top), STRIP_WIDTH) if line else "",
    )


def y_of(value: Decimal, top: Decimal, height: int = STRIP_HEIGHT) -> str:
    return f"{height - height * min(value / top, Decimal(1)):.1f}"


def strip_bar(week: Week, x: Decimal, width: Decimal, top: Decimal) -> tuple[SafeString, str]:
    """How a bar is painted, and its outline."""
    if week.away:
        return format_html('fill="{}"', HATCH), outline(x, width, Decimal(20))
    if week.value is None:
        return format_html('class="{}"', "f-line"), outline(x, width, Decimal(2))
    # A zero is a figure: it keeps a sliver of ink.
    tall = max(STRIP_HEIGHT * max(week.value, Decimal(0)) / top, Decimal(1))
    return format_html('class="{}"', QUIET[week.state]), outline(x, width, tall)


def outline(x: Decimal, width: Decimal, tall: Decimal) -> str:
    """A bar that stands on the ground."""
    return f"M{x:.1f} {STRIP_HEIGHT}v-{tall:.1f}h{width:.1f}v{tall:.1f}z"


def sparkline(values: list[Figure], goal: Figure, label: str, state: str) -> SafeString:
    """A line of the last values with gaps where nothing was measured, and a dot on the last."""
    points = [exact(value) if value is not None else None for value in values]
    known = [value for value in points if value is not None]
    target = exact(goal) if goal is not None else None
    marks = [*known, *([target] if target is not None else [])] or [Decimal(0)]
    low, high = min(marks), max(marks)

    def y(value: Decimal) -> str:
        return f"{21 - 18 * (value - low) / (high - low):.1f}" if high > low else "12.0"

    step = Decimal(82) / max(len(points) - 1, 1)
    return format_html(
        '<svg class="spark" viewBox="0 0 88 24" role="img" aria-label="{}">{}<path class="spark-line" d="{}"/>{}</svg>',
        spark_words(points, target, label),
        format_html('<path class="spark-goal" d="M0 {}H88"/>', y(target)) if target is not None else "",
        trace(
            [
                (f"{3 + step * at:.1f}", y(value)) if value is not None else None
                for at, value in enumerate(points)
            ]
        ),
        last_dot(points, step, y, state),
    )


def trace(points: list[tuple[str, str] | None]) -> str:
    """An SVG path that lifts the pen over gaps."""
    path, drawing = "", False
    for point in points:
        path += f"{'L' if drawing else 'M'}{point[0]} {point[1]}" if point else ""
        drawing = point is not None
    return path


def last_dot(points: list[Decimal | None], step: Decimal, y: Any, state: str) -> SafeString | str:
    for at in range(len(points) - 1, -1, -1):
        value = points[at]
        if value is not None:
            x = f"{3 + step * at:.1f}"
            return format_html('<circle class="{}" cx="{}" cy="{}" r="2.6"/>', FILLS[state], x, y(value))
    return ""


def spark_words(points: list[Decimal | None], goal: Decimal | None, label: str) -> str:
    known = [number(value) for value in points if value is not None]
    if not known:
        return _("%(label)s: nothing measured yet") % {"label": label}
    moved = known[0]
    if len(known) > 1:
        moved = _("%(first)s to %(last)s") % {"first": known[0], "last": known[-1]}
    if goal is not None:
        moved = _("%(moved)s, target %(goal)s") % {"moved": moved, "goal": number(goal)}
    return told_weeks(label, len(points), moved)
