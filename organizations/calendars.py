"""The working calendars and ramps of members, read together in one query for any number of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, F, Func, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce

from organizations.holidays_of import OwnRule, RegionStep, days_off
from organizations.models import (
    HolidayRegion,
    Membership,
    Organization,
    OwnDay,
    RampStep,
    Schedule,
    StandardWeek,
    TimeOff,
)
from organizations.models.organization import BEGINNING
from organizations.periods import Period
from organizations.prepared import Members, Prepared, ids_of
from organizations.working_days import Absence, Calendar, DayOff
from organizations.working_days import Schedule as Weights

Ramp = list[tuple[date, Fraction]]
SCHEDULE, ABSENCE, RAMP = "schedule", "absence", "ramp"
STANDARD_WEEK, REGION, OWN_DAY = "standard week", "region", "own day"
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


def facts_of(members: Sequence[Membership], period: Period) -> list[tuple[Any, ...]]:
    """The rows of `fact_query`."""
    return FACTS.rows(members=ids_of(members), start=period.start, end=period.end)


def fact_query(members: Members, start: date, end: date) -> QuerySet[Any]:
    """What the calendars of these members rest on, as rows of `DatedFact`: schedules, approved time off inside
    the period, ramps, and the organization's weeks, regions and own days.

    A higher app may add what it needs from the same query with `union(…, all=True)`.
    """
    theirs = {"membership__in": members}
    inside = TimeOff.objects.approved().during(start, end).filter(**theirs)
    return dated(
        Schedule.objects.filter(**theirs), SCHEDULE, "membership_id", "from_on", NEVER, joined(*WEEK)
    ).union(
        dated(inside, ABSENCE, "membership_id", "starts_on", F("ends_on"), joined("share")),
        dated(RampStep.objects.filter(**theirs), RAMP, "membership_id", "from_on", NEVER, joined("share")),
        *rule_facts(),
        all=True,
    )


FACTS = Prepared(fact_query)


def rule_facts() -> list[QuerySet[Any]]:
    """The organization's rules, all of them, for they are few: standard weeks, regions (its own and those of its
    members), own days.
    """
    return [
        dated(StandardWeek.objects.all(), STANDARD_WEEK, None, "from_on", NEVER, joined(*WEEK)),
        dated(
            HolidayRegion.objects.all(),
            REGION,
            "membership_id",
            "from_on",
            NEVER,
            joined("country", "subdivision"),
        ),
        # The name comes last: it may hold commas.
        dated(
            OwnDay.objects.all(),
            OWN_DAY,
            None,
            "on",
            NEVER,
            joined("share", "country", "subdivision", "name"),
        ),
    ]


def dated(
    rows: QuerySet[Any],
    kind: str,
    member: str | None,
    from_on: Any,
    until_on: Any,
    figures: Any,
    about: Any = None,
) -> QuerySet[Any]:
    """One part of the union: the columns of `DatedFact`, in its order. `member` None: it is about everyone."""
    number = Value(0) if about is None else F(about)
    whose = Value(EVERYONE) if member is None else Coalesce(F(member), EVERYONE)
    begins = F(from_on) if isinstance(from_on, str) else from_on
    columns = (Value(kind, CharField()), whose, number, begins, until_on, figures)
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
    return calendars_from(facts_of(members, period), members, organization, period)


def calendars_from(
    rows: Sequence[tuple], members: Sequence[Membership], organization: Organization, period: Period
) -> dict[int, Calendar]:
    schedules, absences = by_member(rows, SCHEDULE), by_member(rows, ABSENCE)
    standard_weeks = in_weights(by_member(rows, STANDARD_WEEK)[EVERYONE])
    off = DaysOff(rows, organization, period)
    return {
        member.pk: Calendar(
            schedules=in_weights(schedules[member.pk]),
            standard_weeks=standard_weeks,
            absences=[absence(one) for one in absences[member.pk]],
            holidays=off.of(member),
            started_on=member.started_on,
            ended_on=member.ended_on,
        )
        for member in members
    }


class DaysOff:
    """Public holidays and own days by who works where; worked out once for all who work in the same places."""

    def __init__(self, rows: Sequence[tuple], organization: Organization, period: Period) -> None:
        self.regions = by_member(rows, REGION)
        self.standard_weeks = by_member(rows, STANDARD_WEEK)[EVERYONE]
        self.everyone = self.steps(EVERYONE, organization)
        self.rules = [own_rule(fact) for fact in by_member(rows, OWN_DAY)[EVERYONE]]
        self.years = range(period.start.year, period.end.year + 1)
        self.known: dict[tuple[RegionStep, ...], Mapping[date, DayOff]] = {}

    def of(self, member: Membership) -> Mapping[date, DayOff]:
        return self.at(where(self.steps(member.pk, member), self.everyone))

    def at(self, places: tuple[RegionStep, ...]) -> Mapping[date, DayOff]:
        """The days off of who works in these places, by date."""
        if places not in self.known:
            self.known[places] = days_off(places, self.rules, self.years)
        return self.known[places]

    def steps(self, whose: int, of: Membership | Organization) -> tuple[RegionStep, ...]:
        """The regions of a member or of the organization by date; without a row, the one that always held."""
        found = (RegionStep(fact.from_on, *fact.figures.split(",")) for fact in self.regions[whose])
        return tuple(found) or (RegionStep(BEGINNING, of.country, of.subdivision),)


def where(own: Sequence[RegionStep], everyone: Sequence[RegionStep]) -> tuple[RegionStep, ...]:
    """Where a member is by date: their own region, else the organization's."""
    days = sorted({step.from_on for step in (*own, *everyone)})
    return tuple(in_force(own, day) or in_force(everyone, day) or RegionStep(day, "") for day in days)


def in_force(steps: Sequence[RegionStep], day: date) -> RegionStep | None:
    """What holds on the day, from that day on; the first step holds before it too. None for no country."""
    begun = [step for step in steps if step.from_on <= day] or list(steps[:1])
    held = begun[-1] if begun else None
    return RegionStep(day, held.country, held.subdivision) if held and held.country else None


def own_rule(fact: DatedFact) -> OwnRule:
    share, country, subdivision, name = fact.figures.split(",", 3)
    return OwnRule(fact.from_on, name, Fraction(Decimal(share)), country, subdivision)


def absence(fact: DatedFact) -> Absence:
    assert fact.until_on is not None
    return Absence(fact.from_on, fact.until_on, Decimal(fact.figures))


def in_weights(facts: Iterable[DatedFact]) -> list[Weights]:
    return [Weights(one.from_on, weights(one.figures)) for one in facts]


def weights(figures: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(figure) for figure in figures.split(","))


def ramps_from(rows: Sequence[tuple], members: Iterable[Membership]) -> dict[int, Ramp]:
    """Each member's ramp steps, by date. Members without a ramp have an empty list."""
    ramps = by_member(rows, RAMP)
    return {
        member.pk: [(step.from_on, Fraction(Decimal(step.figures))) for step in ramps[member.pk]]
        for member in members
    }
