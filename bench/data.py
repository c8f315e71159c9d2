"""The data of the benchmark, made once and found again: a large organization, a small firm, and many of a hundred.

The log is loaded by the owner in one statement, with indexes and foreign keys taken off and put back: what is
measured is reading and single writes, not loading. The clock of everything is NOW.
"""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import psycopg2
from django.db import connection

from goals.models import Goal, TargetStep
from metrics.models import Metric
from organizations.models import Membership, Organization, Placement, Team, User
from organizations.periods import Period
from organizations.services import create_team, start_organization
from organizations.tenancy.scope import organization_scope
from scorecards.models import Card
from scorecards.services import close_cards
from scorecards.weekly import BATCH, batches

NOW = datetime(2026, 11, 18, 10, 40, tzinfo=UTC)  # a Wednesday
THIS_WEEK = Period(date(2026, 11, 16), date(2026, 11, 23))
LAST_WEEK = THIS_WEEK.shift(-7)
TEAM_OF = 20
TABLE = "activities_activity"
LOG = Path(__file__).with_name("log.sql")
# What people aim at a week: about what they do, some more and some less.
TARGETS = {"attempts": 110, "conversations": 25, "meetings_booked": 12, "meetings_held": 10}


@dataclass(frozen=True)
class Size:
    """How large the three are. People log 150 activities a week, some 120 and some 180."""

    prefix: str = ""
    people: int = 1000
    weeks: int = 52
    firm_people: int = 100
    firm_weeks: int = 7
    many: int = 100
    many_people: int = 100


SMALL = Size("small-", people=40, weeks=14, firm_people=20, firm_weeks=2, many=3, many_people=10)


@dataclass(frozen=True)
class Data:
    """The organizations to measure with."""

    size: Size
    large: Organization
    firm: Organization
    many: list[Organization]


def load(size: Size) -> Data:
    """Make what is not there yet."""
    sizes = {
        f"{size.prefix}large": (size.people, size.weeks),
        f"{size.prefix}firm": (size.firm_people, size.firm_weeks),
    }
    sizes |= {f"{size.prefix}many-{number}": (size.many_people, 1) for number in range(size.many)}
    found = {one.slug: one for one in Organization.objects.filter(slug__in=sizes)}
    missing = {slug: sizes[slug] for slug in sizes if slug not in found}
    if missing:
        say(f"Making {len(missing)} organizations and their log; the next run finds them")
        made = {slug: make(slug, *one) for slug, one in missing.items()}
        fill_the_log([(made[slug], weeks) for slug, (_, weeks) in missing.items()])
        for slug, (_, weeks) in missing.items():
            give_a_past(made[slug], weeks)
        tidy()
        found |= made
    large, firm, *many = (found[slug] for slug in sizes)
    return Data(size, large, firm, many)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def make(slug: str, people: int, weeks: int) -> Organization:
    first = first_day(weeks)
    organization = start_organization(
        name=slug.capitalize(), slug=slug, zone="UTC", admin_name="Ada", admin_email=f"ada@{slug}.example",
        password=None, now=datetime.combine(first, NOW.time(), UTC),
    )  # fmt: skip
    with organization_scope(organization.pk):
        members = populate(slug, people, first)
        set_goals(members, first)
    return organization


def first_day(weeks: int) -> date:
    """So many whole weeks, then the days of the running one."""
    return THIS_WEEK.start - timedelta(weeks=weeks)


def populate(slug: str, people: int, first: date) -> list[Membership]:
    """People in teams of twenty, each led by its first member; below a head office that the admin leads."""
    users = User.objects.bulk_create(
        User(email=f"p{n}@{slug}.example", joined_at=NOW, password="!") for n in range(people)
    )
    members = Membership.objects.bulk_create(
        Membership(user=user, name=f"Person {n:04}", zone="UTC", started_on=first, created_at=NOW)
        for n, user in enumerate(users)
    )
    teams = [
        create_team(name=f"Team {n:02}", leader=members[n * TEAM_OF], by=None, now=NOW)
        for n in range(-(-people // TEAM_OF))
    ]
    Placement.objects.bulk_create(
        Placement(membership=member, team=teams[n // TEAM_OF], starts_on=first)
        for n, member in enumerate(members)
    )
    return members


def set_goals(members: list[Membership], first: date) -> None:
    metrics = {metric.key: metric for metric in Metric.objects.filter(key__in=TARGETS)}
    goals = Goal.objects.bulk_create(
        Goal(member=member, metric=metrics[key], starts_on=first, created_at=NOW)
        for member in members for key in TARGETS
    )  # fmt: skip
    TargetStep.objects.bulk_create(
        TargetStep(goal=goal, from_on=first, created_at=NOW, value=target(goal)) for goal in goals
    )


def target(goal: Goal) -> Decimal:
    return Decimal(TARGETS[goal.metric.key] * (80 + goal.member_id % 40) // 100)


def fill_the_log(wanted: Iterable[tuple[Organization, int]]) -> None:
    with psycopg2.connect(os.environ["DATABASE_OWNER_URL"]) as owner, owner.cursor() as cursor:
        taken = take_off(cursor)
        for organization, weeks in wanted:
            first = first_day(weeks)
            days = (NOW.date() - first).days
            cursor.execute(LOG.read_text(), {"organization": organization.pk, "first": first, "days": days})
        for statement in taken:
            cursor.execute(statement)


def tidy() -> None:
    """What autovacuum does in its own time: index-only scans depend on it."""
    say("Vacuuming")
    with_owner("VACUUM (ANALYZE)")
    connection.close()


def with_owner(*statements: str, parameters: dict | None = None) -> None:
    owner = psycopg2.connect(os.environ["DATABASE_OWNER_URL"])
    owner.autocommit = True
    with owner.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, parameters)
    owner.close()


def take_off(cursor) -> list[str]:
    """Drop the table's foreign keys and plain indexes; the statements that put them back."""
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = %s::regclass AND contype = 'f'",
        [TABLE],
    )
    keys = cursor.fetchall()
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexname NOT IN"
        " (SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass)",
        [TABLE, TABLE],
    )
    indexes = cursor.fetchall()
    for name, _ in keys:
        cursor.execute(f'ALTER TABLE {TABLE} DROP CONSTRAINT "{name}"')
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    back = [definition for _, definition in indexes]
    return back + [f'ALTER TABLE {TABLE} ADD CONSTRAINT "{name}" {definition}' for name, definition in keys]


def give_a_past(organization: Organization, weeks: int) -> None:
    """Closed cards for every week before the last: the oldest closed by the product, the others copied from it."""
    oldest = THIS_WEEK.shift(-7 * weeks)
    if weeks < 2:
        return
    with organization_scope(organization.pk):
        for batch in batches(list(Membership.objects.reps().order_by("pk")), BATCH):
            close_cards(members=batch, week=oldest, now=NOW)
    copied = [
        f'"{field.column}"' for field in Card._meta.concrete_fields if field.column not in ("id", "week_on")
    ]
    with_owner(
        f"INSERT INTO scorecards_card (week_on, {', '.join(copied)})"
        f" SELECT week_on + 7 * n, {', '.join(copied)} FROM scorecards_card, generate_series(1, %(copies)s) n"
        " WHERE organization_id = %(organization)s AND week_on = %(oldest)s",
        parameters={"organization": organization.pk, "oldest": oldest.start, "copies": weeks - 2},
    )


def forget_the_close(organizations: Iterable[Organization]) -> None:
    """Take the last week's cards and mails away again, so that it can be closed once more."""
    parameters = {"ids": [one.pk for one in organizations], "week": LAST_WEEK.start, "now": NOW}
    with_owner(
        "DELETE FROM scorecards_card WHERE organization_id = ANY(%(ids)s) AND week_on = %(week)s",
        "DELETE FROM scorecards_teamcard WHERE organization_id = ANY(%(ids)s) AND week_on = %(week)s",
        "DELETE FROM organizations_mailabout WHERE organization_id = ANY(%(ids)s)",
        "DELETE FROM organizations_outboxmail WHERE organization_id = ANY(%(ids)s)",
        "DELETE FROM organizations_event WHERE organization_id = ANY(%(ids)s) AND at >= %(now)s",
        "VACUUM (ANALYZE) scorecards_card, scorecards_teamcard, organizations_outboxmail, organizations_event",
        parameters=parameters,
    )


def leader_of_a_team(organization: Organization) -> Membership:
    """Who leads the first team, with their account."""
    with organization_scope(organization.pk):
        team = Team.objects.select_related("leader__user").order_by("pk")[0]
        assert team.leader is not None
        return team.leader
