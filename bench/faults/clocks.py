"""Faults 9 and 10: clocks that are put forward and back, years of 53 weeks, leap days.

No process waits for these hours: the closing is asked below the task's door, which takes `now`. What is right is
worked out here from the time zone database alone.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from .house import House
from .report import Outcome

HOURS = 7 * 24
SUNDAY = 6
DAY, WEEK, MINUTE, SECOND = timedelta(days=1), timedelta(weeks=1), timedelta(minutes=1), timedelta(seconds=1)


@dataclass(frozen=True)
class Change:
    """A week whose clocks change (or do not), and how many hours it has."""

    zone: str
    day: date
    hours: Fraction
    first_weekday: int = 0
    close_time: time = time(6)

    @property
    def start(self) -> date:
        return self.day - timedelta(days=(self.day.weekday() - self.first_weekday) % 7)

    def instant(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, ZoneInfo(self.zone)).astimezone(UTC)


CHANGES = [
    Change("America/New_York", date(2026, 11, 1), Fraction(HOURS + 1)),
    Change("America/New_York", date(2027, 3, 14), Fraction(HOURS - 1)),
    Change("Europe/Berlin", date(2026, 10, 25), Fraction(HOURS + 1)),
    Change("Europe/Berlin", date(2027, 3, 28), Fraction(HOURS - 1)),
    Change("Australia/Lord_Howe", date(2026, 4, 5), HOURS + Fraction(1, 2)),
    Change("Australia/Lord_Howe", date(2026, 10, 4), HOURS - Fraction(1, 2)),
    Change("Asia/Kathmandu", date(2026, 10, 25), Fraction(HOURS)),
    Change("Pacific/Apia", date(2026, 10, 25), Fraction(HOURS)),
    # Weeks that end on the very day, and close at an hour that comes twice, or never.
    Change("America/New_York", date(2026, 10, 31), Fraction(HOURS), SUNDAY, time(1, 30)),
    Change("America/New_York", date(2027, 3, 13), Fraction(HOURS), SUNDAY, time(2, 30)),
]


def in_a_house(house: House, number: int) -> list[Outcome]:
    """In a program of the house's own environment."""
    said = house.inside("-m", "bench.faults.clocks", str(number))
    return [Outcome(**one) for one in json.loads(said.splitlines()[-1])]


# --- 9: daylight saving


def daylight_saving() -> list[Outcome]:
    return [one_change(change) for change in CHANGES]


def one_change(change: Change) -> Outcome:
    """Entries around the change, a week before and a week after; each of the three weeks closed at its hour."""
    from organizations.periods import Period, hours_in

    weeks = [Period(change.start + n * WEEK, change.start + (n + 1) * WEEK) for n in (-1, 0, 1)]
    person = Person.make(change.zone, change.first_weekday, weeks[0].start, close_time=change.close_time)
    instants = sorted(set(around(change)))
    for instant in instants:
        person.log(instant)
    right = [closes_and_mails_at_its_hour(person, change, week) for week in weeks]
    expected = [sum(change_day(change, instant) in week for instant in instants) for week in weeks]
    found = [person.attempts(week.start) for week in weeks]
    hours = hours_in(weeks[1], change.zone)
    passed = all(right) and found == expected and sum(found) == len(instants) and hours == change.hours
    closes = f", weeks from Sunday closing at {change.close_time:%H:%M}" if change.first_weekday else ""
    return Outcome(
        9, f"{change.zone}, the week of {change.day}{closes}: entries every half hour of the day",
        f"{float(change.hours):g} h; each entry in one week, their sum the total; closed and mailed at the local hour",
        f"{float(hours):g} h; weeks {' + '.join(map(str, found))} of {len(instants)} entries;"
        f" {sum(right)} of 3 closed and mailed at their hour",
        passed,
    )  # fmt: skip


def around(change: Change) -> Iterator[datetime]:
    """Every half hour of the day and of the night after, and the first and last second of the weeks beside it."""
    instant, end = change.instant(change.day, time(0)), change.instant(change.day + DAY, time(12))
    while instant < end:
        yield instant
        instant += timedelta(minutes=30)
    for boundary in (change.start, change.start + WEEK):
        yield change.instant(boundary - DAY, time(23, 59, 59))
        yield change.instant(boundary, time(0))


def change_day(change: Change, instant: datetime) -> date:
    return instant.astimezone(ZoneInfo(change.zone)).date()


def closes_and_mails_at_its_hour(person: "Person", change: Change, week: Any) -> bool:
    """Not a second before, at the second, and the mail waits for the first 07:00 after it."""
    closes = first_instant(change, week.end, change.close_time)
    early = person.close(closes - SECOND)
    person.close(closes)
    mail = change.instant(week.end, time(7))
    return not early and person.closed(week.start) == closes and person.mail_goes_at(week.start) == mail


def first_instant(change: Change, day: date, at: time) -> datetime:
    """The first minute of the day, in real time from its midnight, at which the wall shows that hour or more."""
    instant = change.instant(day, time(0))
    while instant.astimezone(ZoneInfo(change.zone)).time() < at:
        instant += MINUTE
    return instant


# --- 10: weeks and years


@dataclass(frozen=True)
class Span:
    """Weeks in a row, and the names that must be among them."""

    name: str
    first: date
    weeks: int
    labels: frozenset[str]
    first_weekday: int = 0


SPANS = [
    Span("2026 has a week 53", date(2026, 10, 5), 15, frozenset({"2026-W52", "2026-W53", "2027-W01"})),
    Span("2032 has a week 53", date(2032, 10, 4), 15, frozenset({"2032-W52", "2032-W53", "2033-W01"})),
    Span("2026, weeks from Sunday", date(2026, 10, 4), 15, frozenset({"W2026-12-27", "W2027-01-03"}), SUNDAY),
    Span("leap day 2028", date(2027, 12, 6), 13, frozenset({"2028-W09"})),
    Span("leap day 2028, weeks from Sunday", date(2027, 12, 5), 13, frozenset({"W2028-02-27"}), SUNDAY),
]


def long_years() -> list[Outcome]:
    return [one_span(span) for span in SPANS]


def one_span(span: Span) -> Outcome:
    """Entries on the days around each boundary; every week closed when it is over; then the trailing 13 weeks."""
    from organizations.periods import last_weeks, period_key, week_of

    first, weeks, first_weekday, labels = span.first, span.weeks, span.first_weekday, span.labels
    person = Person.make("UTC", first_weekday, first)
    days = [first + n * DAY for n in range(7 * weeks) if n % 7 in (0, 1, 2, 6)]
    for day in days:
        person.log(datetime.combine(day, time(12), UTC))
    for n in range(1, weeks + 1):
        person.close(datetime.combine(first + n * WEEK, time(12), UTC))
    starts = [first + n * WEEK for n in range(weeks)]
    found = {start: person.attempts(start) for start in person.weeks()}
    trailing = [week.start for week in last_weeks(13, days[-1], first_weekday)]
    seen = {period_key("week", week_of(day, first_weekday)) for day in days}
    passed = (
        list(found) == starts and set(found.values()) == {4} and trailing == starts[-13:]
        and len(seen) == weeks and labels <= seen
    )  # fmt: skip
    return Outcome(
        10, f"{span.name}: entries on four days of each of {weeks} weeks from {first}",
        f"no gap, no double, 13 distinct trailing weeks, labels {', '.join(sorted(labels))}",
        f"{len(found)} cards with {sum(found.values())} of {len(days)} entries, {len(set(trailing))} trailing weeks,"
        f" {len(seen)} labels, {', '.join(sorted(labels & seen))}",
        passed,
    )  # fmt: skip


# --- Somebody who sells in that zone


@dataclass(frozen=True)
class Person:
    """The only one in an organization of their own."""

    organization: Any
    member: Any

    @classmethod
    def make(cls, zone: str, first_weekday: int, first: date, **settings: Any) -> "Person":
        from organizations.models import Membership
        from organizations.services import start_organization
        from organizations.tenancy.scope import organization_scope

        slug = f"clocks-{uuid4().hex[:12]}"
        organization = start_organization(
            name=slug, slug=slug, zone=zone, admin_name="Ada", admin_email=f"ada@{slug}.example", password=None,
            admin_is_rep=True, first_weekday=first_weekday,
            now=datetime.combine(first, time(0), ZoneInfo(zone)).astimezone(UTC), **settings,
        )  # fmt: skip
        with organization_scope(organization.pk):
            return cls(organization, Membership.objects.get())

    def log(self, instant: datetime) -> None:
        from activities.models import ActivityType
        from activities.services import log_activity

        with self.scope():
            call = ActivityType.objects.get(key="call")
            log_activity(
                member=self.member, type=call, outcome=call.outcomes.get(key="no_answer"), occurred_at=instant,
                now=instant + MINUTE, by=self.member, prospect=f"Prospect at {instant.isoformat()}",
            )  # fmt: skip

    def close(self, now: datetime) -> bool:
        """Whether there was anything to close."""
        from scorecards.weekly import close_due

        return bool(close_due(organization_id=self.organization.pk, now=now))

    def attempts(self, week_on: date) -> int:
        from scorecards.models import Card

        with self.scope():
            lines = Card.objects.get(week_on=week_on).snapshot["lines"]
            return int(next(line["actual"] for line in lines if line["key"] == "attempts"))

    def weeks(self) -> list[date]:
        from scorecards.models import Card

        with self.scope():
            return list(Card.objects.closed().order_by("week_on").values_list("week_on", flat=True))

    def closed(self, week_on: date) -> datetime | None:
        from scorecards.models import Card

        with self.scope():
            return Card.objects.get(week_on=week_on).closed_at

    def mail_goes_at(self, week_on: date) -> datetime:
        from organizations.models import OutboxMail

        with self.scope():
            return OutboxMail.objects.get(key__startswith=f"card/{week_on}/").next_try_at

    def scope(self) -> Any:
        from organizations.tenancy.scope import organization_scope

        return organization_scope(self.organization.pk)


def main() -> None:
    import django

    django.setup()
    found = {"9": daylight_saving, "10": long_years}[sys.argv[1]]()
    print(json.dumps([asdict(one) for one in found]))


if __name__ == "__main__":
    main()
