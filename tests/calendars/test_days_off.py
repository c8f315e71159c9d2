"""Public holidays by region and date, the organization's own days, and who has which."""

from csv import DictReader
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError

from organizations.calendars import calendars_of
from organizations.day_reasons import explain, parts_of
from organizations.models import Event, HolidayRegion, Organization
from organizations.models.organization import BEGINNING
from organizations.periods import Period, month_of, week_of, year_of
from organizations.services import (
    add_member,
    add_own_day,
    remove_own_day,
    set_holiday_region,
    set_member_region,
    start_organization,
)
from organizations.tenancy.scope import organization_scope
from organizations.working_days import day_weight, gross_days, net_days, own_days
from tests.cast import MONDAY, NOW
from tests.outside_data import outside_data

HALF = Decimal("0.5")
YEAR = year_of(date(2026, 6, 1))
NEXT_MONDAY = MONDAY + timedelta(days=7)
THANKSGIVING = date(2026, 11, 26)  # in the week after NOW's


def calendar_of(member, period=YEAR):
    return calendars_of([member], member.organization, period)[member.pk]


def set_up(country, subdivision=""):
    """An organization with a region, begun in the week of NOW."""
    return start_organization(
        name="Newcomers", slug="newcomers", zone="UTC", admin_name="Nia", admin_email="nia@new.example", password=None,
        now=NOW, country=country, subdivision=subdivision,
    )  # fmt: skip


# Working days of 2026, Monday to Friday less public holidays (shared oracle; holidays package, government lists).
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("country", "part", "days"), [("US", "", 250), ("GB", "ENG", 253), ("AU", "NSW", 252)]
)
def test_a_member_there_has_the_known_number_of_working_days_in_2026(country, part, days):
    organization = set_up(country, part)
    with organization_scope(organization.pk):
        someone = add_member(name="Someone", email="s@new.example", zone="UTC", by=None, now=NOW)
        someone.organization = organization
        calendar = calendar_of(someone)
    assert own_days(YEAR, calendar) == net_days(YEAR, calendar) == days
    assert gross_days(YEAR, calendar) == 261


@pytest.mark.outside
@pytest.mark.django_db
def test_every_month_of_the_reference_comes_out_for_members_of_its_regions():
    with outside_data("oracles", "working-days.csv").open() as rows:
        wanted = list(DictReader(rows))
    organization = set_up("")
    with organization_scope(organization.pk):
        members = {
            place: add_member(
                name=place, email=f"{place}@new.example", zone="UTC", country=place[:2],
                subdivision=place[3:], by=None, now=NOW,
            )
            for place in {row["calendar"] for row in wanted}
        }  # fmt: skip
        years = Period(date(2025, 1, 1), date(2028, 1, 1))
        calendars = calendars_of(list(members.values()), organization, years)
    for row in wanted:
        month, calendar = (
            month_of(date.fromisoformat(f"{row['month']}-01")),
            calendars[members[row["calendar"]].pk],
        )
        assert own_days(month, calendar) == int(row["weekdays_minus_public_holidays"]), row
        assert gross_days(month, calendar) == int(row["weekdays_mon_fri"]), row


def test_a_change_of_the_organizations_region_holds_from_the_next_week(acme):
    Organization.objects.filter(pk=acme.organization.pk).update(country="GB", subdivision="ENG")
    acme.organization.refresh_from_db()
    with acme.scope():
        set_holiday_region(organization=acme.organization, country="US", subdivision="", by=acme.ada, now=NOW)
        calendar = calendar_of(acme.rob)
        event = Event.objects.get(verb="holiday_region_set")
    assert day_weight(date(2026, 8, 31), calendar) == 0  # the summer bank holiday stays where it was
    assert day_weight(date(2026, 9, 7), calendar) == 1  # Labor Day had not come yet
    assert day_weight(THANKSGIVING, calendar) == 0
    assert (acme.organization.country, event.data["from_on"]) == ("US", str(NEXT_MONDAY))


@pytest.mark.django_db
def test_in_its_first_week_an_organizations_region_holds_from_the_beginning():
    organization = set_up("")
    with organization_scope(organization.pk):
        set_holiday_region(organization=organization, country="US", subdivision="", by=None, now=NOW)
        someone = add_member(name="Someone", email="s@new.example", zone="UTC", by=None, now=NOW)
        someone.organization = organization
        assert own_days(YEAR, calendar_of(someone)) == 250
        assert HolidayRegion.objects.get().from_on == BEGINNING


def test_who_moves_has_the_holidays_of_where_they_are_from_that_day(acme):
    Organization.objects.filter(pk=acme.organization.pk).update(country="US")
    acme.organization.refresh_from_db()
    acme.rob.organization = acme.organization
    with acme.scope():
        set_member_region(
            membership=acme.rob, country="GB", subdivision="ENG", from_on=MONDAY, by=acme.ada, now=NOW
        )
        rob, rita = (calendar_of(one, YEAR) for one in (acme.rob, acme.rita))
    assert day_weight(date(2026, 6, 19), rob) == day_weight(date(2026, 6, 19), rita) == 0  # both were there
    assert (day_weight(THANKSGIVING, rob), day_weight(THANKSGIVING, rita)) == (1, 0)
    assert day_weight(date(2026, 12, 28), rob) == 0  # Boxing Day, in lieu


def test_who_moves_back_to_the_organization_follows_it(acme):
    with acme.scope():
        set_member_region(
            membership=acme.rob, country="US", subdivision="", from_on=MONDAY, by=acme.ada, now=NOW
        )
        set_member_region(
            membership=acme.rob, country="", subdivision="", from_on=date(2026, 12, 1), by=acme.ada, now=NOW
        )
        set_holiday_region(
            organization=acme.organization, country="GB", subdivision="SCT", by=acme.ada, now=NOW
        )
        calendar = calendar_of(acme.rob, Period(MONDAY, date(2027, 2, 1)))
    assert day_weight(THANKSGIVING, calendar) == 0
    assert day_weight(date(2027, 1, 4), calendar) == 0  # 2 January in lieu, Scotland alone


def test_a_region_can_not_change_in_a_week_that_is_over(acme):
    with acme.scope(), pytest.raises(ValidationError, match="Weeks that are over keep their days"):
        set_member_region(
            membership=acme.rob, country="US", subdivision="", from_on=MONDAY - timedelta(days=1),
            by=acme.ada, now=NOW,
        )  # fmt: skip


@pytest.mark.parametrize(("country", "part"), [("XX", ""), ("US", "XX"), ("", "ENG")])
def test_an_unknown_region_is_refused_everywhere(acme, country, part):
    with acme.scope():
        with pytest.raises(ValidationError):
            set_holiday_region(
                organization=acme.organization, country=country, subdivision=part, by=acme.ada, now=NOW
            )
        with pytest.raises(ValidationError):
            add_member(
                name="X",
                email="x@acme.example",
                zone="UTC",
                country=country,
                subdivision=part,
                by=None,
                now=NOW,
            )


def own_day(acme, on, name="Summer party", share=Decimal(1), **more):
    return add_own_day(
        organization=acme.organization, on=on, name=name, share=share, by=acme.ada, now=NOW, **more
    )


def test_a_company_half_day_takes_half_a_day_from_everyone_and_from_the_net_base(acme):
    week = week_of(NEXT_MONDAY)
    with acme.scope():
        own_day(acme, date(2026, 11, 25), share=HALF)
        calendar = calendar_of(acme.rob, week)
    assert own_days(week, calendar) == net_days(week, calendar) == 4 + HALF
    assert gross_days(week, calendar) == 5
    assert explain(week, calendar)[2].reason == "company half day: Summer party"


def test_a_public_holiday_can_be_worked_by_those_of_one_country_alone(acme):
    with acme.scope():
        set_member_region(
            membership=acme.rob, country="US", subdivision="", from_on=MONDAY, by=acme.ada, now=NOW
        )
        set_member_region(
            membership=acme.rita, country="GB", subdivision="ENG", from_on=MONDAY, by=acme.ada, now=NOW
        )
        own_day(acme, date(2026, 12, 25), name="Christmas shift", share=Decimal(0), country="US")
        two = calendars_of([acme.rob, acme.rita], acme.organization, Period(MONDAY, date(2027, 1, 1)))
    christmas = date(2026, 12, 25)
    assert [day_weight(christmas, two[one.pk]) for one in (acme.rob, acme.rita)] == [1, 0]


def test_a_rule_for_a_region_goes_before_one_for_everyone(acme):
    day = date(2026, 12, 24)
    with acme.scope():
        set_member_region(
            membership=acme.rita, country="GB", subdivision="ENG", from_on=MONDAY, by=acme.ada, now=NOW
        )
        own_day(acme, day, name="Closed, early", share=Decimal(1), country="GB", subdivision="ENG")
        own_day(acme, day, name="Noon, then home", share=HALF)
        two = calendars_of([acme.rob, acme.rita], acme.organization, Period(MONDAY, date(2027, 1, 1)))
    assert [day_weight(day, two[one.pk]) for one in (acme.rob, acme.rita)] == [HALF, 0]
    assert parts_of(day, two[acme.rob.pk]).off.name == "Noon, then home"  # commas in names survive


def test_an_own_day_is_refused_in_this_week_and_twice_and_can_be_removed(acme):
    day = date(2026, 12, 24)
    with acme.scope():
        with pytest.raises(ValidationError, match="Choose Monday 23 November or later"):
            own_day(acme, MONDAY + timedelta(days=4))
        made = own_day(acme, day)
        with pytest.raises(ValidationError, match="There is a rule for this day already"):
            own_day(acme, day, name="Again")
        remove_own_day(organization=acme.organization, day=made, by=acme.ada, now=NOW)
        assert day_weight(day, calendar_of(acme.rob, month_of(day))) == 1
        verbs = set(Event.objects.filter(subject_type="organizations.ownday").values_list("verb", flat=True))
    assert verbs == {"own_day_added", "own_day_removed"}


def test_an_own_day_of_a_week_that_is_over_can_not_be_removed(acme):
    with acme.scope():
        made = own_day(acme, date(2026, 11, 25))
        with pytest.raises(ValidationError, match="stay as they are"):
            remove_own_day(organization=acme.organization, day=made, by=acme.ada, now=NOW + timedelta(days=7))


def test_the_parts_of_a_day_lead_from_the_standard_day_to_the_own_one(acme):
    with acme.scope():
        own_day(acme, date(2026, 11, 25), share=HALF)
        calendar = calendar_of(acme.rob, month_of(MONDAY))
    parts = [parts_of(day, calendar) for day in month_of(MONDAY).days()]
    assert all(one.own == day_weight(one.day, calendar) for one in parts)
    assert sum(one.by_day_off for one in parts) == -Fraction(1, 2)


def test_calendars_of_many_cost_one_query(acme, django_assert_num_queries):
    with acme.scope():
        for one in (acme.rob, acme.rita, acme.sol):
            set_member_region(
                membership=one, country="US", subdivision="", from_on=MONDAY, by=acme.ada, now=NOW
            )
        own_day(acme, date(2026, 12, 24))
        with django_assert_num_queries(1):
            calendars_of(acme.people, acme.organization, YEAR)
