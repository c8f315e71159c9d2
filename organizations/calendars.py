"""The working calendars and ramps of members, read together in one query for any number of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, F, Func, QuerySet, TextField, Value
from django.db.models.functions import Cast

from organizations.holidays_of import public_holidays
from organizations.models import Membership, Organization, RampStep, Schedule, StandardWeek, TimeOff
from organizations.periods import Period
from organizations.working_days import Absence, Calendar
from organizations.working_days import Schedule as Weights

Ramp = list[tuple[date, Fraction]]
SCHEDULE, ABSENCE, RAMP, STANDARD_WEEK = "schedule", "absence", "ramp", "standard week"
# Facts about the organization itself stand under this id.
EVERYONE = 0
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NEVER = Cast(Value(None), DateField())


class DatedFact(NamedTuple):
    """Something about a member (or everyone) from a day on (until a day, excluded).

    `figures` are exact numbers or codes as text, with commas between them.
    """

    kind: str
    member_id: int
    about: int
    from_on: date
    until_on: date | None
    figures: str


def facts_of(members: Sequence[Membership], period: Period) -> QuerySet[Any]:
    """What the calendars of these members rest on, as rows of `DatedFact`: the organization's standard weeks,
    schedules, absences inside the period, and ramps.

    A higher app may add what it needs from the same query with `union(…, all=True)`.
    """
    theirs = {"membership__in": members}
    inside = TimeOff.objects.filter(**theirs, starts_on__lt=period.end, ends_on__gt=period.start)
    return dated(
        Schedule.objects.filter(**theirs), SCHEDULE, "membership_id", "from_on", NEVER, joined(*WEEK)
    ).union(
        dated(inside, ABSENCE, "membership_id", "starts_on", F("ends_on"), joined("share")),
        dated(RampStep.objects.filter(**theirs), RAMP, "membership_id", "from_on", NEVER, joined("share")),
        dated(StandardWeek.objects.all(), STANDARD_WEEK, None, "from_on", NEVER, joined(*WEEK)),
        all=True,
    )


def dated(
    rows: QuerySet[Any],
    kind: str,
    member: str | None,
    from_on: str,
    until_on: Any,
    figures: Any,
    about: Any = None,
) -> QuerySet[Any]:
    """One part of the union: the columns of `DatedFact`, in its order. `member` None: it is about everyone."""
    number = Value(0) if about is None else F(about)
    whose = Value(EVERYONE) if member is None else F(member)
    columns = (Value(kind, CharField()), whose, number, F(from_on), until_on, figures)
    return rows.order_by().values_list(*columns)


def joined(*fields: str) -> Func:
    return Func(Value(","), *(F(name) for name in fields), function="CONCAT_WS", output_field=TextField())


def by_member(rows: Iterable[tuple], kind: str) -> dict[int, list[DatedFact]]:
    """The facts of one kind by member, the earliest first."""
    found: dict[int, list[DatedFact]] = defaultdict(list)
    for fact in sorted((DatedFact(*row) for row in rows if row[0] == kind), key=lambda one: one.from_on):
        found[fact.member_id].append(fact)
    return found


def calendars_of(
    members: Sequence[Membership], organization: Organization, period: Period
) -> dict[int, Calendar]:
    """Each member's calendar by their id, good for days in the period."""
    return calendars_from(list(facts_of(members, period)), members, organization, period)


def calendars_from(
    rows: Sequence[tuple], members: Sequence[Membership], organization: Organization, period: Period
) -> dict[int, Calendar]:
    schedules, absences = by_member(rows, SCHEDULE), by_member(rows, ABSENCE)
    standard_weeks = in_weights(by_member(rows, STANDARD_WEEK)[EVERYONE])
    return {
        member.pk: Calendar(
            schedules=in_weights(schedules[member.pk]),
            standard_weeks=standard_weeks,
            absences=[absence(one) for one in absences[member.pk]],
            holidays=holidays_of(member, organization, period),
            started_on=member.started_on,
            ended_on=member.ended_on,
        )
        for member in members
    }


def absence(fact: DatedFact) -> Absence:
    assert fact.until_on is not None
    return Absence(fact.from_on, fact.until_on, Decimal(fact.figures))


def in_weights(facts: Iterable[DatedFact]) -> list[Weights]:
    return [Weights(one.from_on, weights(one.figures)) for one in facts]


def weights(figures: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(figure) for figure in figures.split(","))


def holidays_of(member: Membership, organization: Organization, period: Period) -> dict[date, str]:
    """Public holidays where the member works: their own region, else the organization's; none if neither is set."""
    country = member.country or organization.country
    subdivision = member.subdivision if member.country else organization.subdivision
    if not country:
        return {}
    return public_holidays(country, subdivision, range(period.start.year, period.end.year + 1))


def ramps_from(rows: Sequence[tuple], members: Iterable[Membership]) -> dict[int, Ramp]:
    """Each member's ramp steps, by date. Members without a ramp have an empty list."""
    ramps = by_member(rows, RAMP)
    return {
        member.pk: [(step.from_on, Fraction(Decimal(step.figures))) for step in ramps[member.pk]]
        for member in members
    }
