"""What the page of a person's month shows, read in three queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from organizations.calendars import calendars_from, facts_of, ramps_from
from organizations.day_reasons import parts_of
from organizations.models import Membership, TimeOff
from organizations.periods import DAY, Period, month_of, year_of
from organizations.working_days import Calendar, exact_sum

from .lookups import year_around
from .month import MonthView, in_figures, month_view

EARLIER = 12


@dataclass(frozen=True)
class Leave:
    """Days of leave in a calendar year, from the calendar itself: so they are own days, never weekends."""

    taken: Fraction
    ahead: Fraction
    asked: int


@dataclass(frozen=True)
class Sheet:
    member: Membership
    view: MonthView
    before: date
    after: date
    coming: Sequence[TimeOff]
    earlier: Sequence[TimeOff]
    leave: Leave
    verdict: str


def sheet_of(member: Membership, month: Period, today: date, *, own: bool) -> Sheet:
    """The sheet of a member for a month; `own`: the reader is the member."""
    period, organization = year_around(month), member.organization
    rows = facts_of([member], period)
    calendar = calendars_from(rows, [member], organization, period)[member.pk]
    entries = list(TimeOff.objects.filter(membership=member).with_people().order_by("starts_on", "pk"))
    standing = [one for one in entries if one.state in (TimeOff.ASKED, TimeOff.APPROVED)]
    view = month_view(
        month, calendar, today=today, first_weekday=organization.rule_on("first_weekday", month.last), entries=standing,
        ramp=ramps_from(rows, [member])[member.pk],
    )  # fmt: skip
    coming = [one for one in standing if one.last_on >= today or one.state == TimeOff.ASKED]
    earlier = [one for one in reversed(entries) if one not in coming][:EARLIER]
    return Sheet(
        member, view, month_of(month.start - DAY).start, month.end, coming, earlier,
        leave_of(calendar, month, today, standing), verdict_of(member, view, own=own),
    )  # fmt: skip


def leave_of(calendar: Calendar, month: Period, today: date, standing: Sequence[TimeOff]) -> Leave:
    year = year_of(month.start)
    taken = exact_sum(-parts_of(day, calendar).by_leave for day in year.days() if day < today)
    ahead = exact_sum(-parts_of(day, calendar).by_leave for day in year.days() if day >= today)
    return Leave(taken, ahead, sum(1 for one in standing if one.state == TimeOff.ASKED))


def verdict_of(member: Membership, view: MonthView, *, own: bool) -> str:
    facts = {
        "name": member.name, "own": in_figures(view.own), "all": in_figures(view.standard),
        "month": date_format(view.period.start, "F"),
    }  # fmt: skip
    if own:
        return _("You work %(own)s of %(all)s days in %(month)s.") % facts
    return _("%(name)s works %(own)s of %(all)s days in %(month)s.") % facts
