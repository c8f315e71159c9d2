"""A closed card as pages and mails read it: the snapshot's exact figures, nothing worked out anew.

Figures are formatted by the templates, with the same filters on the page and in the mail.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.date_words import day_and_month, short_day
from organizations.kept_words import kept_day, reworded
from organizations.name_words import in_sentence
from organizations.periods import MONDAY, Period, week_label

WORDS = {
    "good": gettext_lazy("On track"), "watch": gettext_lazy("Watch"), "off": gettext_lazy("Behind"),
    "none": gettext_lazy("Not scored"), "away": gettext_lazy("Away"),
}  # fmt: skip
SYMBOLS = {"good": "✓", "watch": "▲", "off": "■", "none": "–", "away": "–"}
BARS = "▁▂▃▄▅▆▇█"


def exact(value: str | None) -> Fraction | None:
    return None if value is None else Fraction(value)


@dataclass(frozen=True)
class LineView:
    """One line of a card."""

    facts: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.facts[name]
        except KeyError:
            raise AttributeError(name) from None

    @cached_property
    def actual(self) -> Fraction | None:
        return exact(self.facts["actual"])

    @cached_property
    def target(self) -> Fraction | None:
        return exact(self.facts["target"])

    @cached_property
    def due(self) -> Fraction | None:
        """What is due: by now in a running week, the whole target once it has closed."""
        return exact(self.facts.get("due", self.facts["target"]))

    @cached_property
    def attainment(self) -> Fraction | None:
        return exact(self.facts["attainment"])

    @cached_property
    def points(self) -> Fraction | None:
        return exact(self.facts["points"])

    @cached_property
    def out_of(self) -> Fraction | None:
        return exact(self.facts["out_of"])

    @property
    def why(self) -> str:
        return reworded(self.facts["why"])

    @property
    def arithmetic(self) -> str:
        return reworded(self.facts["arithmetic"])

    @property
    def has_target(self) -> bool:
        return bool(self.facts["arithmetic"]) if "arithmetic" in self.facts else bool(self.target)

    @property
    def word(self) -> str:
        return str(WORDS[self.facts["status"]])

    @property
    def symbol(self) -> str:
        return SYMBOLS[self.facts["status"]]

    @property
    def spark(self) -> list[Fraction | None]:
        """The actuals of the last 13 weeks, this one last."""
        return [*(exact(actual) for actual, _ in self.facts["weeks"]), self.actual]


@dataclass(frozen=True)
class WeekView:
    """One week of the row: its number (or first day), score and status."""

    start: date
    label: str
    value: Fraction | None
    state: str
    away: bool


@dataclass(frozen=True)
class CardView:
    """A person's or a team's card."""

    facts: Mapping[str, Any]

    @cached_property
    def week(self) -> Period:
        return Period(
            date.fromisoformat(self.facts["week"]["start"]), date.fromisoformat(self.facts["week"]["end"])
        )

    @property
    def label(self) -> str:
        """Week 46, 9 to 15 November 2026."""
        return week_label(self.week)

    @property
    def short_label(self) -> str:
        """Week 46, or where weeks have no number: Week of 8 November."""
        return short_label(self.week.start)

    @cached_property
    def lines(self) -> list[LineView]:
        return [LineView(line) for line in self.facts["lines"]]

    @cached_property
    def score(self) -> Fraction | None:
        return exact(self.facts["score"])

    @property
    def status(self) -> str:
        return self.facts["status"]

    @property
    def word(self) -> str:
        return str(WORDS[self.status])

    @property
    def symbol(self) -> str:
        return SYMBOLS[self.status]

    @property
    def verdict(self) -> str:
        return reworded(self.facts["verdict"])

    @property
    def lede(self) -> str:
        return reworded(self.facts["lede"])

    @property
    def own_days(self) -> Fraction:
        return Fraction(self.facts["days"]["own"])

    @property
    def base_days(self) -> Fraction:
        return Fraction(self.facts["days"]["base"])

    @property
    def day_notes(self) -> list[str]:
        return [day_note(self.week, kept) for kept in self.facts["days"]["notes"]]

    @property
    def before(self) -> Fraction | None:
        return exact(self.facts["before"])

    @property
    def change(self) -> int | None:
        """Whole points more or less than the week before, between the figures as they are printed."""
        if self.score is None or self.before is None:
            return None
        return printed(self.score) - printed(self.before)

    @property
    def change_size(self) -> int:
        return abs(self.change or 0)

    @property
    def before_label(self) -> str:
        """The week before this one, as the row of the card knows it."""
        return in_sentence(short_label(self.weeks[-2].start))

    @property
    def streak(self) -> int:
        return self.facts["streak"]["length"]

    @property
    def grace_used(self) -> bool:
        return self.facts["streak"]["grace_used"]

    @property
    def lower_in_a_row(self) -> int:
        return self.facts["lower_in_a_row"]

    @property
    def template(self) -> Mapping[str, Any]:
        return self.facts["template"]

    @property
    def cap(self) -> Fraction:
        return Fraction(self.template["cap"])

    @property
    def commitments(self) -> Sequence[Mapping[str, Any]]:
        return [{**one, "word": reworded(one["word"])} for one in self.facts["commitments"]]

    @cached_property
    def weeks(self) -> list[WeekView]:
        return [week_view(one) for one in self.facts["weeks"]]

    @property
    def known_weeks(self) -> list[WeekView]:
        """The row from its first week with a card on."""
        first = next(
            (n for n, one in enumerate(self.weeks) if one.value is not None or one.away), len(self.weeks)
        )
        return self.weeks[first:]

    @property
    def bars(self) -> str:
        """The row as text: ▇▇▆–▅."""
        top = max((one.value for one in self.known_weeks if one.value), default=Fraction(1))
        return "".join(bar(one.value, top) for one in self.known_weeks)

    @property
    def scored(self) -> list[LineView]:
        return [line for line in self.lines if line.attainment is not None]

    @property
    def gap(self) -> LineView | None:
        """The line that is furthest behind, if one is short."""
        short = [line for line in self.scored if line.attainment is not None and line.attainment < 1]
        return min(short, key=lambda line: line.attainment or Fraction(0), default=None)

    @property
    def best(self) -> LineView | None:
        """The line that is furthest ahead, if one was met."""
        met = [line for line in self.scored if line.attainment is not None and line.attainment >= 1]
        return max(met, key=lambda line: line.attainment or Fraction(0), default=None)


def week_view(one: Mapping[str, Any]) -> WeekView:
    start = date.fromisoformat(one["start"])
    label = str(start.isocalendar().week) if start.weekday() == MONDAY else f"{start.day}.{start.month}."
    return WeekView(start, label, exact(one["score"]), one["status"], one["away"])


def short_label(start: date) -> str:
    if start.weekday() == MONDAY:
        return _("Week %(number)s") % {"number": start.isocalendar().week}
    return _("Week of %(day)s") % {"day": day_and_month(start)}


def day_note(week: Period, kept: str) -> str:
    """ "Fri 13 Nov: leave", as it was kept, with the day and the reason in the reader's words."""
    for day in week.days():
        begin = f"{kept_day(day)}: "
        if kept.startswith(begin):
            return _("%(day)s: %(reason)s") % {"day": short_day(day), "reason": reworded(kept[len(begin) :])}
    return kept


def bar(value: Fraction | None, top: Fraction) -> str:
    if value is None:
        return "–"
    return BARS[min(int(value / top * 7), 7)] if top else BARS[0]


def printed(value: Fraction) -> int:
    """The score as it is shown: whole, rounded half up."""
    return int(value + Fraction(1, 2))
