"""Ramps: how the share of full targets rises for a new member, and the templates to start from.

Sources: common practice by sales cycle (transactional 1 to 3 months, mid-market 3 to 6, enterprise 6 to 12).
A ramp should last longer than the sales cycle; activity rises faster than results.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

Unit = Literal["weeks", "months"]
WHOLE = 100


@dataclass(frozen=True)
class Template:
    """Shares of the full target in percent, each for `every` weeks or months; the last one stays."""

    key: str
    name: Any
    about: Any
    shares: tuple[int, ...]
    every: int = 1
    unit: Unit = "months"
    id: int | None = None

    @property
    def percents(self) -> str:
        """The shares as "25, 50, 75, 100%"."""
        return ", ".join(str(share) for share in self.shares) + "%"

    @property
    def pace(self) -> str:
        """How long each share holds."""
        words = (
            ngettext("a step every week", "a step every %(n)s weeks", self.every)
            if self.unit == "weeks"
            else ngettext("a step every month", "a step every %(n)s months", self.every)
        )
        return words % {"n": self.every}


TEMPLATES = (
    Template(
        "standard", _("Standard"), _("A quarter more each month, from learning only."), (0, 25, 50, 75, 100)
    ),
    Template(
        "activity", _("Activity"), _("Half the calls from the first day, all from the third month."),
        (50, 75, 100),
    ),
    Template(
        "transactional", _("Transactional"), _("Short sales cycles: full after nine weeks."),
        (25, 50, 75, 100), 3, "weeks",
    ),
    Template(
        "mid", _("Mid-market"), _("Sales cycles of one to three months: full after five months."),
        (0, 20, 40, 60, 80, 100),
    ),
    Template(
        "enterprise", _("Enterprise"), _("Long sales cycles: full after eight months."),
        (0, 0, 15, 30, 45, 60, 75, 90, 100),
    ),
)  # fmt: skip


def steps_of(template: Template, start: date) -> dict[date, Decimal]:
    """The steps from a start date: {date: share of full targets}. Equal shares in a row are one step."""
    steps: dict[date, Decimal] = {}
    before: int | None = None
    for number, percent in enumerate(template.shares):
        if percent != before:
            steps[later(start, number * template.every, template.unit)] = Decimal(percent) / WHOLE
        before = percent
    return steps


def later(start: date, count: int, unit: Unit) -> date:
    """So many weeks or months after a day; the last day of a month that is too short."""
    if unit == "weeks":
        return start + timedelta(weeks=count)
    months = start.year * 12 + start.month - 1 + count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def why_not(shares: Sequence[int]) -> str:
    """What is wrong with the shares of a template, in words; empty when nothing is."""
    if not 2 <= len(shares) <= 24:
        return str(_("Give 2 to 24 shares, such as 25, 50, 75, 100."))
    if any(not 0 <= share <= WHOLE for share in shares):
        return str(_("A share is from 0 to 100 percent."))
    if shares[-1] != WHOLE:
        return str(_("The last share is 100: that is when the ramp is over."))
    return ""


def as_template(row: Any) -> Template:
    """A template of the organization's own (RampTemplate), to lay out like the shipped ones."""
    return Template(f"own-{row.pk}", row.name, "", tuple(row.shares), row.every, row.unit, row.pk)
