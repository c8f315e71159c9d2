"""The week day by day as SVG: bars from zero, each day's own target as a mark, the words beside it."""

from collections.abc import Sequence
from fractions import Fraction

from django.utils import dateformat
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from salesleader.day_plan import DayBar
from salesleader.templatetags.figures import number

WIDE, GAP, BASE, TALL, TOP = 44, 12, 82, 64, 14


def day_chart(bars: Sequence[DayBar], name: str) -> SafeString:
    """Percent does not help here: seven narrow columns keep their text readable at any width of the phone."""
    top = max([Fraction(1), *(bar.done for bar in bars), *(Fraction(bar.target) for bar in bars)])
    columns = format_html_join("", "{}", ((column(bar, at, top),) for at, bar in enumerate(bars)))
    return format_html(
        '<svg class="chart" viewBox="0 0 {} 104" role="img" aria-label="{}">{}</svg>',
        len(bars) * (WIDE + GAP), said(bars, name), columns,
    )  # fmt: skip


def column(bar: DayBar, at: int, top: Fraction) -> SafeString:
    x = at * (WIDE + GAP) + GAP // 2
    label = dateformat.format(bar.day, "D")
    if bar.is_away:
        return format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" rx="2" fill="url(#hatch)"/>{}',
            x, BASE - TALL, WIDE, TALL, text(x, _("%(label)s off") % {"label": label}, ""),
        )  # fmt: skip
    fill = "f-accent" if bar.is_today else "f-ink"
    words = label if bar.is_ahead else f"{label} {number(bar.done)}"
    return format_html(
        "{}{}{}{}",
        block("f-line", x, height(bar.target, top)),
        block(fill, x, height(bar.done, top)) if bar.done else "",
        mark(x, height(bar.target, top)) if bar.target else "",
        text(x, words, "t-strong" if bar.is_today else ""),
    )


def height(value: Fraction | int, top: Fraction) -> float:
    return round(float(value / top * TALL), 1)


def block(fill: str, x: int, tall: float) -> SafeString:
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="2"/>',
        fill,
        x,
        round(BASE - tall, 1),
        WIDE,
        tall,
    )


def mark(x: int, tall: float) -> SafeString:
    y = round(BASE - tall, 1)
    return format_html('<line class="bar-pace" x1="{}" x2="{}" y1="{}" y2="{}"/>', x - 4, x + WIDE + 4, y, y)


def text(x: int, words: str, style: str) -> SafeString:
    return format_html(
        '<text class="{}" x="{}" y="98" text-anchor="middle">{}</text>', style, x + WIDE // 2, words
    )


def said(bars: Sequence[DayBar], name: str) -> str:
    """Attempts this week: Monday 22 of 20, today 7 of 21 so far."""
    parts = [
        (_("today %(done)s of %(target)s so far") if bar.is_today else _("%(day)s %(done)s of %(target)s"))
        % {"day": dateformat.format(bar.day, "l"), "done": number(bar.done), "target": bar.target}
        for bar in bars
        if not bar.is_ahead and not bar.is_away
    ]
    return _("%(name)s this week: %(days)s") % {"name": name, "days": ", ".join(parts) or _("nothing yet")}
