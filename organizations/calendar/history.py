"""Weeks and ramps in words: which weekdays, how much of each, from when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from organizations.models import Schedule
from organizations.models.organization import BEGINNING
from organizations.working_days import as_fraction, exact_sum

from .month import FIGURES, in_figures


@dataclass(frozen=True)
class WeekInWords:
    """A schedule as one line. `may_go`: no closed week rests on it, so it can be taken back."""

    pk: int
    from_on: date
    words: str
    days: Fraction
    may_go: bool

    @property
    def since_ever(self) -> bool:
        return self.from_on <= BEGINNING


def weeks_in_words(schedules: Sequence[Schedule], rules_from: date) -> list[WeekInWords]:
    return [
        WeekInWords(
            one.pk,
            one.from_on,
            weights_in_words(one.weights()),
            total(one.weights()),
            one.from_on >= rules_from,
        )
        for one in schedules
    ]


def total(weights: Sequence[Decimal]) -> Fraction:
    return exact_sum(as_fraction(weight) for weight in weights)


def weights_in_words(weights: Sequence[Decimal]) -> str:
    """ "Mon to Thu, ½ Fri"; "no day" where none is worked."""
    runs: list[tuple[int, int, Decimal]] = []
    for number, weight in enumerate(weights):
        if runs and runs[-1][1] == number - 1 and runs[-1][2] == weight:
            runs[-1] = (runs[-1][0], number, weight)
        else:
            runs.append((number, number, weight))
    told = [run_in_words(first, last, weight) for first, last, weight in runs if weight]
    return ", ".join(told) or _("no day")


def run_in_words(first: int, last: int, weight: Decimal) -> str:
    names = str(WEEKDAYS_ABBR[first])
    if last > first:
        names = _("%(first)s to %(last)s") % {"first": names, "last": WEEKDAYS_ABBR[last]}
    share = as_fraction(weight)
    return names if share == 1 else f"{FIGURES.get(share) or in_figures(share)} {names}"
