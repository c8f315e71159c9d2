"""The large chart of the last weeks: bars from zero, each judged by its own week's target."""

from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from salesleader.templatetags.drawing import HATCH, QUIET, Week, finding, top_of
from salesleader.templatetags.figures import number

TOP, BASE, LABELS = 20, 98, 115
TEXT = {"good": "", "watch": "t-watch", "off": "t-off", "none": "", "live": "t-accent", "away": ""}


def weeks_chart(weeks: list[Week], name: str, line: Decimal | None) -> SafeString:
    """Widths in percent, heights in pixels: the text keeps its size on a phone."""
    top = top_of(weeks, line)
    pitch = Decimal(100) / max(len(weeks), 1)
    bars = format_html_join(
        "", "{}", ((column(week, pitch * at, pitch, top),) for at, week in enumerate(weeks))
    )
    # The figures come last, so that the line runs behind them.
    figures = format_html_join(
        "",
        "{}",
        ((labels(week, pitch * at, pitch, top, at == len(weeks) - 1),) for at, week in enumerate(weeks)),
    )
    return format_html(
        '<svg class="chart chart-weeks" role="img" aria-label="{}">'
        '<line class="axis" x1="0" x2="100%" y1="{}" y2="{}"/>{}{}{}</svg>',
        finding(weeks, name),
        BASE,
        BASE,
        bars,
        across(line, top) if line is not None else "",
        figures,
    )


def height(value: Decimal, top: Decimal) -> Decimal:
    return (BASE - TOP) * max(value, Decimal(0)) / top


def across(line: Decimal, top: Decimal) -> SafeString:
    y = f"{BASE - height(line, top):.1f}"
    return format_html('<line class="target-line" x1="0" x2="100%" y1="{}" y2="{}"/>', y, y)


def column(week: Week, x: Decimal, pitch: Decimal, top: Decimal) -> SafeString:
    left, wide, middle = x + pitch * Decimal("0.09"), pitch * Decimal("0.82"), f"{x + pitch / 2:.2f}%"
    body = away(left, wide, middle) if week.away else filled(week, left, wide, top)
    return format_html("{}{}", body, own_target(week, left, wide, top))


def filled(week: Week, left: Decimal, wide: Decimal, top: Decimal) -> SafeString | str:
    if week.value is None:
        return ""
    tall = max(height(week.value, top), Decimal(1))
    return format_html(
        '<rect class="{}" x="{}%" y="{}" width="{}%" height="{}" rx="2"/>',
        QUIET[week.state],
        f"{left:.2f}",
        f"{BASE - tall:.1f}",
        f"{wide:.2f}",
        f"{tall:.1f}",
    )


def labels(week: Week, x: Decimal, pitch: Decimal, top: Decimal, last: bool) -> SafeString:
    """The figure above the bar and the week below it."""
    middle = f"{x + pitch / 2:.2f}%"
    return format_html(
        '{}<text class="{}" x="{}" y="{}" text-anchor="middle">{}</text>',
        "" if week.away else figure_above(week, middle, top),
        "t-strong" if last else "",
        middle,
        LABELS,
        week.label,
    )


def figure_above(week: Week, middle: str, top: Decimal) -> SafeString:
    if week.value is None:
        return format_html('<text x="{}" y="{}" text-anchor="middle">{}</text>', middle, BASE - 6, _("none"))
    tall = max(height(week.value, top), Decimal(1), height(week.target or Decimal(0), top))
    return format_html(
        '<text class="{}" x="{}" y="{}" text-anchor="middle">{}</text>',
        TEXT[week.state],
        middle,
        f"{BASE - tall - 6:.1f}",
        number(week.value, 0),
    )


def away(left: Decimal, wide: Decimal, middle: str) -> SafeString:
    """Hatched, with its word standing upright in it, because a phone has no room for it lying."""
    return format_html(
        '<rect x="{}%" y="{}" width="{}%" height="{}" rx="2" fill="{}"/>'
        '<svg x="{}" y="{}" overflow="visible"><text class="t-away" transform="rotate(-90)" y="4">{}</text></svg>',
        f"{left:.2f}",
        TOP + 3,
        f"{wide:.2f}",
        BASE - TOP - 3,
        HATCH,
        middle,
        BASE - 8,
        _("Away"),
    )


def own_target(week: Week, left: Decimal, wide: Decimal, top: Decimal) -> SafeString | str:
    if week.target is None or week.away:
        return ""
    y = f"{BASE - height(week.target, top):.1f}"
    return format_html(
        '<line class="bar-pace" x1="{}%" x2="{}%" y1="{}" y2="{}"/>',
        f"{left:.2f}",
        f"{left + wide:.2f}",
        y,
        y,
    )
