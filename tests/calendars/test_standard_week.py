"""The organization's standard working week: the base of everybody's targets, changed from the next week on."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from goals.progress import ground_of
from organizations.calendars import calendars_of
from organizations.models import Event, Membership, StandardWeek
from organizations.models.organization import BEGINNING
from organizations.periods import Period, week_of
from organizations.services import set_schedule, set_standard_week, start_organization
from organizations.tenancy.scope import organization_scope
from organizations.working_days import day_weight, gross_days, own_days
from tests.cast import MONDAY, NOW, STARTED

THIS_WEEK, NEXT_WEEK = week_of(MONDAY), week_of(MONDAY + timedelta(days=7))
SUNDAY_TO_THURSDAY = dict.fromkeys(("sunday", "monday", "tuesday", "wednesday", "thursday"), Decimal(1))
HALF = Decimal("0.5")


def test_without_one_it_is_monday_to_friday(acme):
    with acme.scope():
        ground = ground_of([acme.rob], THIS_WEEK, acme.organization)
    assert ground.base_days(acme.rob.pk) == ground.own_days(acme.rob.pk) == 5


def test_a_change_holds_from_the_next_week_and_leaves_this_one(acme):
    four = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday"), Decimal(1))
    with acme.scope():
        week = set_standard_week(organization=acme.organization, weights=four, by=acme.ada, now=NOW)
        ground = ground_of([acme.rob], THIS_WEEK, acme.organization)
        later = ground_of([acme.rob], NEXT_WEEK, acme.organization)
    assert week.from_on == NEXT_WEEK.start
    assert ground.base_days(acme.rob.pk) == 5
    assert later.base_days(acme.rob.pk) == later.own_days(acme.rob.pk) == 4


@pytest.mark.django_db
def test_a_sunday_to_thursday_organization_has_its_own_base_days_from_the_beginning():
    organization = start_organization(
        name="Nile", slug="nile", zone="Africa/Cairo", first_weekday=6, admin_name="Amal", now=STARTED,
        admin_email="amal@nile.example", password=None, admin_is_rep=True,
    )  # fmt: skip
    with organization_scope(organization.pk):
        amal = Membership.objects.get()
        made = set_standard_week(
            organization=organization, weights=SUNDAY_TO_THURSDAY, by=amal, now=STARTED + timedelta(days=2)
        )
        week = organization.week_of(MONDAY)
        calendar = calendars_of([amal], organization, week)[amal.pk]
    assert made.from_on == BEGINNING
    assert gross_days(week, calendar) == own_days(week, calendar) == 5
    assert day_weight(date(2026, 11, 15), calendar) == 1  # a Sunday
    assert day_weight(date(2026, 11, 20), calendar) == 0  # a Friday


def test_who_has_a_schedule_keeps_it_and_is_measured_by_the_standard_week(acme):
    with acme.scope():
        set_schedule(
            membership=acme.rob, from_on=MONDAY, weights={"monday": Decimal(1), "tuesday": HALF},
            by=acme.ada, now=NOW,
        )  # fmt: skip
        set_standard_week(organization=acme.organization, weights=SUNDAY_TO_THURSDAY, by=acme.ada, now=NOW)
        ground = ground_of([acme.rob], NEXT_WEEK, acme.organization)
    assert ground.own_days(acme.rob.pk) == 1 + HALF
    assert ground.base_days(acme.rob.pk) == 5


def test_a_second_change_before_it_begins_replaces_the_first(acme):
    with acme.scope():
        set_standard_week(organization=acme.organization, weights=SUNDAY_TO_THURSDAY, by=acme.ada, now=NOW)
        set_standard_week(
            organization=acme.organization, weights={"monday": Decimal(1)}, by=acme.ada, now=NOW
        )
        assert [week.weights()[:2] for week in StandardWeek.objects.all()] == [(1, 0)]
        event = Event.objects.filter(verb="standard_week_set").latest("pk")
    assert event.data["after"] == {"monday": "1"}
    assert event.data["before"]["sunday"] == "1"


@pytest.mark.parametrize("weights", [{}, {"monday": Decimal(0)}, {"monday": Decimal("1.5")}])
def test_a_week_without_work_or_with_more_than_a_day_is_refused(acme, weights):
    with acme.scope(), pytest.raises(ValidationError):
        set_standard_week(organization=acme.organization, weights=weights, by=acme.ada, now=NOW)


def test_the_day_it_changes_follows_the_organizations_own_clock_and_first_weekday(acme):
    acme.organization.zone = "Pacific/Auckland"
    late_on_sunday_in_utc = datetime.fromisoformat("2026-11-22T20:00:00+00:00")
    assert acme.organization.rules_from(late_on_sunday_in_utc) == date(2026, 11, 30)
    acme.organization.zone = "America/Los_Angeles"
    assert acme.organization.rules_from(late_on_sunday_in_utc) == date(2026, 11, 23)


def test_a_calendar_over_the_change_adds_up(acme):
    with acme.scope():
        set_standard_week(organization=acme.organization, weights={"monday": HALF}, by=acme.ada, now=NOW)
        both = Period(THIS_WEEK.start, NEXT_WEEK.end)
        calendar = calendars_of([acme.rob], acme.organization, both)[acme.rob.pk]
    assert own_days(both, calendar) == 5 + HALF
