"""Whatever was logged and won: levels add up, buckets add up, rows make the number."""

from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from activities.models import Activity, ActivityType
from crm.models import Credit, Opportunity, Stage
from metrics.engine import rows, tally
from metrics.models import Metric
from organizations.models import Team
from organizations.periods import Period
from organizations.services import create_team
from tests.cast import NOW
from tests.metrics.log import day

DAYS = Period(day(9), day(30))
ADDITIVE = [
    "dials",
    "calls",
    "conversations",
    "talk_time",
    "opportunities_won",
    "won_value",
    "opportunities_lost",
]
KEYS = [*ADDITIVE, "attempts", "conversation_rate", "win_rate", "average_deal"]
BUCKETS = ["day", "week", "month", "quarter", "year"]

an_entry = some.fixed_dictionaries({
    "member": some.integers(0, 3),
    "team": some.integers(0, 4),  # 4 is no team
    "kind": some.integers(0, 5),
    "days": some.integers(0, 24),
    "prospect": some.sampled_from(["", "", "contact:1", "contact:2", "a b", "ä"]),
    "seconds": some.none() | some.integers(0, 7200),
    "inbound": some.booleans(),
    "deleted": some.sampled_from([False, False, False, True]),
})  # fmt: skip
a_deal = some.fixed_dictionaries({
    "cents": some.integers(0, 10_000_000),
    "won": some.booleans(),
    "days": some.integers(0, 24),
    "share": some.integers(1, 99),
    "team": some.integers(0, 4),
    "alone": some.booleans(),
})  # fmt: skip


@pytest.fixture
def house(acme):
    """Acme with a team below another and one below that."""
    with acme.scope():
        west = create_team(name="West", parent=acme.north, by=acme.ada, now=NOW)
        far = create_team(name="Far", parent=west, by=acme.ada, now=NOW)
        acme.teams = [acme.north, acme.south, west, far, None]
        acme.sellers = [acme.rob, acme.rita, acme.sol, acme.sam]
        acme.kinds = [
            (kind, outcome)
            for kind in ActivityType.objects.filter(key__in=["call", "email", "visit"]).order_by("key")
            for outcome in kind.outcomes.order_by("position")[3:5]
        ]
        acme.stages = {
            kind: Stage.objects.get_or_create(key=kind, defaults={"name": kind, "kind": kind})[0]
            for kind in ("won", "lost")
        }
        yield acme


@contextmanager
def worked(house, entries, deals):
    """The house after this work; afterwards as it was."""
    with transaction.atomic():
        Activity.objects.bulk_create([activity(house, **one) for one in entries])
        for one in deals:
            close(house, **one)
        yield
        transaction.set_rollback(True)


def activity(house, *, member, team, kind, days, prospect, seconds, inbound, deleted):
    of, outcome = house.kinds[kind]
    on = DAYS.start - timedelta(days=2) + timedelta(days=days)
    return Activity(
        member=house.sellers[member], team=house.teams[team], type=of, outcome=outcome, prospect_key=prospect,
        occurred_on=on, occurred_at=NOW, seconds=seconds, inbound=inbound, logged_at=NOW,
        deleted_at=NOW if deleted else None,
    )  # fmt: skip


def close(house, *, cents, won, days, share, team, alone):
    on = DAYS.start - timedelta(days=2) + timedelta(days=days)
    amount = Decimal(cents) / 100
    deal = Opportunity.objects.create(
        name="Deal", stage=house.stages["won" if won else "lost"], amount=amount, currency="EUR", closed_on=on,
        owner=house.rob, created_at=NOW,
    )  # fmt: skip
    first = amount if alone else (amount * share / 100).quantize(Decimal("0.01"))
    parts = [(house.rob, 100 if alone else share, first)]
    if not alone:
        parts.append((house.sol, 100 - share, amount - first))
    for place, (member, percent, part) in enumerate(parts):
        stamped = house.teams[(team + place) % 5]
        Credit.objects.create(
            opportunity=deal, member=member, team=stamped, share=percent, amount=part, on=on
        )


def any_work(test):
    work = given(entries=some.lists(an_entry, max_size=25), deals=some.lists(a_deal, max_size=5))
    quiet = settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
        derandomize=True,
    )
    return quiet(work(test))


def count(house, by, **more):
    return tally(KEYS, DAYS, by=by, organization=house.organization, **more)


@any_work
def test_the_organization_is_the_sum_of_its_teams_and_of_its_people(house, entries, deals):
    with worked(house, entries, deals):
        whole, people, teams = (count(house, by) for by in ("organization", "person", "team"))
        for key in ADDITIVE:
            assert sum(people.value(key, row.id) for row in people.rows) == whole.value(key)
            assert sum(teams.own(key, row.id) for row in teams.rows) == whole.value(key)


@any_work
def test_a_team_is_what_a_tally_of_it_and_those_below_counts(house, entries, deals):
    with worked(house, entries, deals):
        teams = count(house, "team")
        for team in Team.objects.all():
            alone = count(house, "organization", teams=[team])
            below = [one.pk for one in Team.objects.below(team)]
            for key in KEYS:
                assert teams.value(key, team.pk) == alone.value(key)
            for key in ADDITIVE:
                assert teams.value(key, team.pk) == sum(teams.own(key, pk) for pk in below)


@pytest.mark.long
@any_work
def test_buckets_add_up_to_the_period_on_every_level(house, entries, deals):
    with worked(house, entries, deals):
        for by in ("organization", "person", "team"):
            for every in BUCKETS:
                counted = count(house, by, every=every)
                for row in counted.rows:
                    for key in [*ADDITIVE, "attempts"]:
                        parts = [counted.value(key, row.id, bucket.start) for bucket in counted.buckets]
                        assert sum(parts) == counted.value(key, row.id)


@pytest.mark.long
@any_work
def test_the_rows_make_the_number(house, entries, deals):
    with worked(house, entries, deals):
        metrics = {metric.key: metric for metric in Metric.objects.filter(key__in=[*ADDITIVE, "attempts"])}
        asked = [{}, *({"members": [m]} for m in house.sellers), *({"teams": [t]} for t in house.teams)]
        for whose in asked:
            narrowed = {"people": whose["members"]} if "members" in whose else whose
            counted = count(house, "organization", **narrowed)
            for key, metric in metrics.items():
                assert make(metric, list(rows(metric, DAYS, **whose))) == counted.value(key)


def make(metric, records):
    """Count or add up the records by hand."""
    if metric.aggregate == Metric.SUM:
        total = sum(record.worth or 0 for record in records)
        return total / 100 if metric.value == "share" else total
    return sum(record.earns for record in records)
