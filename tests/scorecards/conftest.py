"""What tests of cards start from: Acme with targets, and a way to log so many of something in a week."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from activities.models import Activity, ActivityType, Outcome
from goals.models import Goal, TargetStep
from metrics.models import Metric
from organizations.models import Placement
from organizations.periods import Period
from tests.cast import SINCE, STARTED
from tests.imports.conftest import Desk

WEEK = Period(date(2026, 11, 9), date(2026, 11, 16))  # week 46
MONDAY_AT_SIX = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)
TARGETS = {"attempts": 100, "conversations": 20, "meetings_booked": 5, "meetings_held": 5}
# What has to be logged for one of each: (type, outcome).
ENTRIES = {
    "attempts": ("call", "no_answer"),
    "conversations": ("call", "not_interested"),
    "meetings_booked": ("call", "meeting_booked"),
    "meetings_held": ("meeting", "held"),
}


def aim(member, from_on=SINCE, **targets):
    """Targets of a member, straight into the tables: services refuse the past."""
    for key, value in (targets or TARGETS).items():
        metric = Metric.objects.get(key=key)
        goal = Goal.objects.create(member=member, metric=metric, starts_on=from_on, created_at=STARTED)
        TargetStep.objects.create(goal=goal, from_on=from_on, value=Decimal(value), created_at=STARTED)


def log(member, count, type_key="call", outcome_key="no_answer", on=WEEK.start):
    """So many entries on a day, each with a prospect of its own."""
    kind = ActivityType.objects.get(key=type_key)
    outcome = Outcome.objects.get(type=kind, key=outcome_key)
    stay = Placement.objects.on(on).filter(membership=member).first()
    at = datetime.combine(on, time(10), tzinfo=UTC)
    names = [f"{member.pk} {type_key} {outcome_key} {on} {n}" for n in range(count)]
    return Activity.objects.bulk_create(
        Activity(
            member=member, team=stay and stay.team, type=kind, outcome=outcome, prospect=name,
            prospect_key=f"text:{name}", occurred_at=at + timedelta(minutes=n), occurred_on=on, logged_at=at,
        )
        for n, name in enumerate(names)
    )  # fmt: skip


@pytest.fixture
def north(acme):
    """Acme with everybody in North aiming, inside the scope."""
    with acme.scope():
        for member in (acme.lea, acme.rob, acme.rita):
            aim(member)
        yield acme


@pytest.fixture
def desk(tmp_path, acme) -> Desk:
    """Brings files in through the command."""
    return Desk(tmp_path, acme.organization.slug)
