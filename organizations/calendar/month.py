"""A person's month: every day with what it is made of, the sum that leads to the own days, and the weeks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations.calendars import Ramp
from organizations.date_words import day_and_month, short_day
from organizations.day_reasons import HALF, DayParts, parts_of
from organizations.models import TimeOff
from organizations.periods import Period, week_of
from organizations.working_days import FULL, NONE, Calendar, exact_sum

FIGURES = {FULL: "1", HALF: "½", Fraction(1, 4): "¼", Fraction(3, 4): "¾", NONE: "0"}


@dataclass(frozen=True)
class DayCell:
    """One day as the page shows it. `state` is what dresses it: full, part, away, holiday, off or outside."""

    day: date
    weight: Fraction
    words: str
    state: str
    is_today: bool
    asked: TimeOff | None

    @property
    def figure(self) -> str:
        return FIGURES.get(self.weight) or in_figures(self.weight)

    @property
    def tells(self) -> bool:
        """Whether there is anything to say beyond a day that is worked or a weekend."""
        return self.state not in ("full", "off") or self.asked is not None


@dataclass(frozen=True)
class WeekRow:
    """A week of the month; days outside the month are None. `own` counts the days that are inside."""

    start: date
    days: Sequence[DayCell | None]
    own: Fraction

    @property
    def first(self) -> DayCell:
        return next(cell for cell in self.days if cell)

    @property
    def last(self) -> DayCell:
        return next(cell for cell in reversed(self.days) if cell)

    @property
    def number(self) -> int | None:
        """The ISO number, where weeks start on Monday."""
        return self.start.isocalendar().week if self.start.weekday() == 0 else None


@dataclass(frozen=True)
class SumLine:
    """One line of the sum: what it is, how many days it adds or takes, and which days those are."""

    name: str
    days: Fraction
    why: str = ""


@dataclass(frozen=True)
class MonthView:
    period: Period
    weeks: Sequence[WeekRow]
    sums: Sequence[SumLine]
    own: Fraction
    standard: Fraction
    lede: str
    ramp: str

    @property
    def days(self) -> list[DayCell]:
        return [cell for week in self.weeks for cell in week.days if cell]

    @property
    def by_week(self) -> list[tuple[WeekRow, list[DayCell]]]:
        """For the list on a phone: the days of each week that have something to say."""
        return [(week, [cell for cell in week.days if cell and cell.tells]) for week in self.weeks]


def month_view(
    month: Period,
    calendar: Calendar,
    *,
    today: date,
    first_weekday: int,
    entries: Sequence[TimeOff],
    ramp: Ramp,
) -> MonthView:
    """`entries` are the person's time off that stands: approved (the calendar has it too) and asked for."""
    parts = {day: parts_of(day, calendar) for day in month.days()}
    cells = {day: cell_of(one, today, entries) for day, one in parts.items()}
    own = exact_sum(one.own for one in parts.values())
    return MonthView(
        month, weeks_of(month, cells, first_weekday), sums_of(list(parts.values())), own,
        exact_sum(one.standard for one in parts.values()), less_in_words(list(parts.values())),
        ramp_in_words(ramp, month),
    )  # fmt: skip


def weeks_of(month: Period, cells: Mapping[date, DayCell], first_weekday: int) -> list[WeekRow]:
    rows, week = [], week_of(month.start, first_weekday)
    while week.start < month.end:
        days = [cells.get(day) for day in week.days()]
        rows.append(WeekRow(week.start, days, exact_sum(cell.weight for cell in days if cell)))
        week = week.shift(7)
    return rows


def cell_of(parts: DayParts, today: date, entries: Sequence[TimeOff]) -> DayCell:
    there = [one for one in entries if one.starts_on <= parts.day < one.ends_on]
    asked = next((one for one in there if one.state == TimeOff.ASKED), None)
    return DayCell(
        parts.day, parts.own, words_of(parts, [one for one in there if one.counts]), state_of(parts),
        parts.day == today, asked if parts.own else None,
    )  # fmt: skip


def state_of(parts: DayParts) -> str:
    if parts.by_leave and not parts.own:
        return "away"
    if parts.by_day_off and not parts.own:
        return "holiday"
    if parts.by_employment:
        return "outside"
    if not parts.own:
        return "off"
    return "full" if parts.own == FULL else "part"


def words_of(parts: DayParts, leave: Sequence[TimeOff]) -> str:
    """Why the day counts as it does, in the reader's language."""
    if parts.by_employment:
        return _("Has left") if parts.started else _("Not started yet")
    told = [day_off_words(parts)] if parts.by_day_off else []
    if parts.by_leave:
        told.append(leave_words(parts, leave))
    return ", ".join(told) or plain_words(parts)


def day_off_words(parts: DayParts) -> str:
    assert parts.off is not None
    if not parts.off.is_own:
        return _("Public holiday: %(name)s") % {"name": parts.off.name}
    words = _("Company day off: %(name)s") if parts.off.share == FULL else _("Company half day: %(name)s")
    return words % {"name": parts.off.name}


def leave_words(parts: DayParts, leave: Sequence[TimeOff]) -> str:
    if parts.leave == FULL:
        return _("Leave")
    halves = {
        TimeOff.MORNING: _("Leave in the morning"),
        TimeOff.AFTERNOON: _("Leave in the afternoon"),
    }
    known = [halves[one.part] for one in leave if one.part]
    return (
        known[0]
        if len(known) == 1
        else _("Half a day of leave")
        if parts.leave == HALF
        else _("Leave in part")
    )


def plain_words(parts: DayParts) -> str:
    if not parts.scheduled:
        return _("Not a working day")
    if parts.off and not parts.off.share:
        return _("Worked: %(name)s") % {"name": parts.off.name}
    return {FULL: _("Working day"), HALF: _("Half day")}.get(parts.scheduled, _("Part of a day"))


def sums_of(parts: Sequence[DayParts]) -> list[SumLine]:
    """From the standard week to the own days; every line is days of the month, and they add up."""
    lines = [SumLine(_("Standard week"), exact_sum(one.standard for one in parts))]
    changed = exact_sum(one.by_schedule for one in parts)
    if any(one.by_schedule for one in parts):
        lines.append(SumLine(_("Own schedule"), changed, _("Against the organization’s week")))
    for started, name in ((False, _("Not started yet")), (True, _("Has left"))):
        missed = [one for one in parts if one.by_employment and one.started == started]
        if missed:
            days = exact_sum(one.by_employment for one in missed)
            lines.append(SumLine(name, days, runs_in_words(parts, missed.__contains__)))
    lines += [
        SumLine(day_off_words(one), one.by_day_off, day_words(one.day)) for one in parts if one.by_day_off
    ]
    away = [one for one in parts if one.by_leave]
    if away:
        days = exact_sum(one.by_leave for one in away)
        lines.append(SumLine(_("Leave"), days, runs_in_words(parts, lambda one: one.by_leave)))
    return lines


def less_in_words(parts: Sequence[DayParts]) -> str:
    """ "1 public holiday (Thanksgiving Day), 1.5 days of leave"; empty when nothing was taken away."""
    public = [one for one in parts if one.by_day_off and one.off and not one.off.is_own]
    company = [one for one in parts if one.by_day_off and one.off and one.off.is_own]
    leave = -exact_sum(one.by_leave for one in parts)
    told = []
    if public:
        words = ngettext("%(n)s public holiday (%(names)s)", "%(n)s public holidays (%(names)s)", len(public))
        told.append(words % {"n": len(public), "names": names_of(public)})
    if company:
        days = -exact_sum(one.by_day_off for one in company)
        words = ngettext(
            "%(n)s company day off (%(names)s)", "%(n)s company days off (%(names)s)", plural(days)
        )
        told.append(words % {"n": in_figures(days), "names": names_of(company)})
    if leave:
        words = ngettext("%(n)s day of leave", "%(n)s days of leave", plural(leave))
        told.append(words % {"n": in_figures(leave)})
    return ", ".join(told)


def names_of(parts: Sequence[DayParts]) -> str:
    return ", ".join(dict.fromkeys(one.off.name for one in parts if one.off))


def ramp_in_words(ramp: Ramp, month: Period) -> str:
    """ "50% of full targets until 15 November, then 75%"; empty without a ramp in the month."""
    begun = [(day, share) for day, share in ramp if day <= month.start]
    inside = [(day, share) for day, share in ramp if month.start < day < month.end]
    first = begun[-1][1] if begun else FULL
    if first == FULL and not inside:
        return ""
    told = [_("%(share)s of full targets") % {"share": in_percent(first)}]
    told += [
        _("%(share)s from %(day)s") % {"share": in_percent(share), "day": day_and_month(day)}
        for day, share in inside
    ]
    return ", ".join(told)


def runs_in_words(parts: Sequence[DayParts], belongs: Callable[[DayParts], object]) -> str:
    """The days that belong, as "Thu 19 Nov to Mon 23 Nov"; days between that are not worked do not part a run."""
    runs: list[list[date]] = []
    is_open = False
    for one in parts:
        if belongs(one):
            runs = runs if is_open else [*runs, []]
            runs[-1].append(one.day)
            is_open = True
        elif one.own:
            is_open = False
    return ", ".join(run_in_words(run) for run in runs)


def run_in_words(run: Sequence[date]) -> str:
    if len(run) == 1:
        return day_words(run[0])
    return _("%(first)s to %(last)s") % {"first": day_words(run[0]), "last": day_words(run[-1])}


def day_words(day: date) -> str:
    return short_day(day)


def plural(days: Fraction) -> int:
    return 1 if days == 1 else 2


def in_figures(days: Fraction) -> str:
    return f"{Decimal(days.numerator) / Decimal(days.denominator):.4f}".rstrip("0").rstrip(".")


def in_percent(share: Fraction) -> str:
    return f"{in_figures(share * 100)}%"
