"""Makes organizations whose weeks are over, or soon will be. Run inside a house: `House.organization`.

One line of JSON asks for one, one line of JSON answers.
"""

import json
import sys
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

TARGETS = {"attempts": 30, "conversations": 12, "meetings_booked": 4, "meetings_held": 2}
TEAM_OF = 20
LOG = Path(__file__).with_name("log.sql")


def main() -> None:
    import django

    django.setup()
    from django.db import connection

    for wanted in sys.stdin:
        made = make(**json.loads(wanted))
        connection.close()  # the server may be another when the next one is asked for
        print(json.dumps(made), flush=True)


def make(*, slug: str, people: int, weeks: int, due_in: float | None, tokens: int) -> dict[str, Any]:
    """`weeks` weeks have ended today; they close in `due_in` seconds, or have closed this morning when None."""
    from django.db import transaction

    from organizations.models import Organization
    from organizations.services import start_organization
    from organizations.tenancy.scope import organization_scope

    now = datetime.now(UTC)
    zone = where_it_is_noon(now)
    there = now.astimezone(ZoneInfo(zone))
    first = there.date() - timedelta(weeks=weeks)
    hours: dict[str, time] = {}
    if due_in is not None:
        closes = there + timedelta(seconds=due_in)
        hours = {"close_time": clock(closes), "mail_time": clock(closes + timedelta(seconds=1))}
    # Together: beat ticks already, and must not find people without their work.
    with transaction.atomic():
        organization: Organization = start_organization(
            name=slug.capitalize(), slug=slug, zone=zone, first_weekday=there.weekday(), admin_name="Ada",
            admin_email=f"ada@{slug}.example", password=None,
            now=datetime.combine(first, time(8), ZoneInfo(zone)).astimezone(UTC), **hours,
        )  # fmt: skip
        with organization_scope(organization.pk):
            members = populate(organization, people, first)
            secrets = [token_of(member, now) for member in members[:tokens]]
            fill_the_log(organization.pk, first, 7 * weeks)
    starts = [(first + timedelta(weeks=n)).isoformat() for n in range(weeks)]
    return {"id": organization.pk, "slug": slug, "people": people, "weeks": starts, "tokens": secrets}


def where_it_is_noon(now: datetime) -> str:
    """A zone in which it is about noon: nothing that we set up meets a midnight while it runs."""
    ahead = 12 - now.hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


def clock(moment: datetime) -> time:
    return moment.time().replace(microsecond=0, tzinfo=None)


def populate(organization: Any, people: int, first: date) -> list[Any]:
    from organizations.models import Membership, Placement, User
    from organizations.services import create_team

    at = organization.created_at
    domain = f"{organization.slug}.example"
    users = User.objects.bulk_create(
        User(email=f"p{n}@{domain}", joined_at=at, password="!") for n in range(people)
    )
    members = Membership.objects.bulk_create(
        Membership(user=user, name=f"Person {n:04}", zone=organization.zone, started_on=first, created_at=at)
        for n, user in enumerate(users)
    )
    teams = [
        create_team(name=f"Team {n:02}", parent=None, leader=members[n * TEAM_OF], by=None, now=at)
        for n in range(-(-people // TEAM_OF))
    ]
    Placement.objects.bulk_create(
        Placement(membership=member, team=teams[n // TEAM_OF], starts_on=first)
        for n, member in enumerate(members)
    )
    set_goals(members, first, at)
    return members


def set_goals(members: list[Any], first: date, at: datetime) -> None:
    from goals.models import Goal, TargetStep
    from metrics.models import Metric

    metrics = {metric.key: metric for metric in Metric.objects.filter(key__in=TARGETS)}
    goals = Goal.objects.bulk_create(
        Goal(member=member, metric=metrics[key], starts_on=first, created_at=at)
        for member in members
        for key in TARGETS
    )
    TargetStep.objects.bulk_create(
        TargetStep(goal=goal, from_on=first, created_at=at, value=Decimal(TARGETS[goal.metric.key]))
        for goal in goals
    )


def token_of(member: Any, now: datetime) -> str:
    from organizations.services import make_token
    from organizations.tokens.scopes import EVERYTHING

    return make_token(membership=member, name="load", scopes=EVERYTHING, by=None, now=now)[1]


def fill_the_log(organization_id: int, first: date, days: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(LOG.read_text(), {"organization": organization_id, "first": first, "days": days})


if __name__ == "__main__":
    main()
