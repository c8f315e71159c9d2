"""The working calendars and ramps of members, read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from organizations.holidays_of import public_holidays
from organizations.models import Membership, Organization, RampStep, Schedule, TimeOff
from organizations.periods import Period
from organizations.working_days import Absence, Calendar
from organizations.working_days import Schedule as Weights

Ramp = list[tuple[date, Fraction]]


def calendars_of(
    members: Sequence[Membership], organization: Organization, period: Period
) -> dict[int, Calendar]:
    """Each member's calendar by their id, good for days in the period. Two queries for any number of members."""
    schedules = grouped(Schedule.objects.filter(membership__in=members))
    inside = TimeOff.objects.filter(
        membership__in=members, starts_on__lt=period.end, ends_on__gt=period.start
    )
    absences = grouped(inside)
    return {
        member.pk: Calendar(
            schedules=[Weights(s.from_on, s.weights()) for s in schedules[member.pk]],
            absences=[Absence(a.starts_on, a.ends_on, a.share) for a in absences[member.pk]],
            holidays=holidays_of(member, organization, period),
            started_on=member.started_on,
            ended_on=member.ended_on,
        )
        for member in members
    }


def holidays_of(member: Membership, organization: Organization, period: Period) -> dict[date, str]:
    """Public holidays where the member works: their own region, else the organization's; none if neither is set."""
    country = member.country or organization.country
    subdivision = member.subdivision if member.country else organization.subdivision
    if not country:
        return {}
    return public_holidays(country, subdivision, range(period.start.year, period.end.year + 1))


def ramps_of(members: Sequence[Membership]) -> dict[int, Ramp]:
    """Each member's ramp steps, by date; one query. Members without a ramp have an empty list."""
    steps = grouped(RampStep.objects.filter(membership__in=members).order_by("from_on"))
    return {
        member.pk: [(step.from_on, Fraction(step.share)) for step in steps[member.pk]] for member in members
    }


def grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    by_member: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_member[row.membership_id].append(row)
    return by_member
