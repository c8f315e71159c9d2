"""Whatever the schedules, regions, own days and leave: the sums are exact and the explanation adds up."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from organizations.calendars import where
from organizations.day_reasons import explain, parts_of
from organizations.holidays_of import OwnRule, RegionStep, days_off, public_holidays, region_on
from organizations.models import Membership, Organization
from organizations.models.organization import BEGINNING
from organizations.periods import Period, last_weeks, month_of, week_of, year_of
from organizations.ramps import TEMPLATES, later, steps_of, why_not
from organizations.working_days import (
    Absence,
    Calendar,
    DayOff,
    Schedule,
    day_weight,
    gross_days,
    net_days,
    own_days,
)

quick = settings(max_examples=80, deadline=None)
START = date(2025, 12, 1)
days = st.integers(0, 500).map(lambda n: START + timedelta(days=n))
shares = st.sampled_from([Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1)])
weeks = st.builds(Schedule, days, st.tuples(*[shares] * 7))
absences = st.builds(
    lambda start, length, share: Absence(start, start + timedelta(days=length), share), days, st.integers(0, 20), shares
)  # fmt: skip
regions = st.sampled_from([("", ""), ("US", ""), ("GB", "ENG"), ("GB", "SCT"), ("AU", "NSW"), ("EG", "")])
steps = st.builds(lambda day, place: RegionStep(day, *place), days, regions)
# What a member or the organization has: what always held, then changes, one a day.
histories = st.builds(
    lambda first, later: sorted([RegionStep(BEGINNING, *first), *later], key=lambda step: step.from_on),
    regions,
    st.lists(steps, max_size=3, unique_by=lambda step: step.from_on),
)
rules = st.builds(
    lambda on, share, place: OwnRule(on, "Own", share, *place), days, shares, regions
)  # fmt: skip
calendars = st.builds(
    lambda schedules, standards, away, places, own, started, ended: Calendar(
        schedules, days_off(places, own, range(2025, 2028)), away, started, ended, standard_weeks=standards
    ),
    st.lists(weeks, max_size=3), st.lists(weeks, max_size=2), st.lists(absences, max_size=4),
    st.lists(steps, max_size=3), st.lists(rules, max_size=4), st.none() | days, st.none() | days,
)  # fmt: skip


@quick
@given(calendars, days)
def test_the_parts_of_every_day_add_up_to_its_weight(calendar, day):
    for one in month_of(day).days():
        parts = parts_of(one, calendar)
        assert parts.own == day_weight(one, calendar)
        assert 0 <= parts.own <= 1
        assert parts.by_day_off <= 0
        assert parts.by_leave <= 0
        assert parts.by_employment <= 0


@quick
@given(calendars, days, st.integers(0, 90), st.integers(0, 90))
def test_any_two_runs_of_days_add_up_over_year_and_month_ends(calendar, start, first, second):
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second)
    for count in (own_days, gross_days, net_days):
        halves = count(Period(start, middle), calendar) + count(Period(middle, end), calendar)
        assert halves == count(Period(start, end), calendar)


@quick
@given(calendars, days)
def test_weeks_across_the_53rd_of_the_year_add_up_to_the_days_they_hold(calendar, day):
    found = last_weeks(13, max(day, date(2027, 1, 2)))
    whole = Period(found[0].start, found[-1].end)
    assert sum(own_days(week, calendar) for week in found) == own_days(whole, calendar)


@quick
@given(calendars, days)
def test_own_days_are_what_a_second_way_of_counting_gives(calendar, day):
    """COUNTING §1, written again: Σ weight × (1 − holiday) × (1 − time off), from the raw rules."""
    month, total = month_of(day), Fraction(0)
    for one in month.days():
        started = calendar.started_on is None or calendar.started_on <= one
        if not started or (calendar.ended_on is not None and one >= calendar.ended_on):
            continue
        weights = calendar.standard
        for week in (*calendar.standard_weeks, *calendar.schedules):
            own = week in calendar.schedules
            if week.from_on <= one and (own or not any(s.from_on <= one for s in calendar.schedules)):
                weights = week.weights
        off = calendar.holidays.get(one, DayOff("", Fraction(0))).share
        away = sum((Fraction(a.share) for a in calendar.absences if a.start <= one < a.end), Fraction(0))
        total += Fraction(weights[one.weekday()]) * (1 - off) * (1 - min(Fraction(1), away))
    assert own_days(month, calendar) == total


@quick
@given(calendars, days)
def test_every_day_has_a_reason(calendar, day):
    lines = explain(month_of(day), calendar)
    assert all(line.reason for line in lines)
    assert sum(line.weight for line in lines) == own_days(month_of(day), calendar)


@quick
@given(histories, histories, days)
def test_a_members_region_is_their_own_else_the_organizations(own, everyone, day):
    mine, theirs = region_on(own, day), region_on(everyone, day)
    expected = mine if mine.country else theirs
    found = region_on(where(own, everyone), day)
    assert (found.country, found.subdivision) == (
        (expected.country, expected.subdivision) if expected.country else ("", "")
    )


@quick
@given(st.lists(rules, max_size=4), regions)
def test_without_a_rule_for_it_a_holiday_is_off_and_with_one_the_rule_holds(own, place):
    found = days_off([RegionStep(START, *place)], own, [2026])
    ruled = {rule.on for rule in own if rule.holds_in(*place)}
    assert ruled <= set(found)
    if place[0]:
        for day in set(public_holidays(*place, [2026])) - ruled:
            assert found[day].share == 1


@quick
@given(st.lists(absences, max_size=5), st.lists(weeks, max_size=2))
def test_less_leave_never_means_fewer_own_days(away, schedules):
    year = year_of(date(2026, 6, 1))
    with_all = own_days(year, Calendar(schedules, absences=away))
    with_fewer = own_days(year, Calendar(schedules, absences=away[1:]))
    assert with_all <= with_fewer <= own_days(year, Calendar(schedules))


@quick
@given(st.sampled_from(TEMPLATES), days)
def test_a_ramp_begins_on_its_day_and_rises_to_the_whole(template, start):
    assert why_not(template.shares) == ""
    found = steps_of(template, start)
    assert min(found) == start
    assert list(found) == sorted(found)
    assert list(found.values()) == sorted(set(found.values()))
    assert found[max(found)] == Decimal(1)


def test_a_month_later_from_the_last_day_of_a_long_one_is_the_last_of_the_short_one():
    assert later(date(2026, 1, 31), 1, "months") == date(2026, 2, 28)
    assert later(date(2027, 11, 30), 3, "months") == date(2028, 2, 29)
    assert later(date(2026, 12, 28), 1, "weeks") == date(2027, 1, 4)


ZONES = st.sampled_from(
    [
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "America/New_York",
        "Europe/Berlin",
        "Asia/Kathmandu",
        "Pacific/Kiritimati",
    ]
)
# Around the days on which clocks change there.
MOMENTS = st.datetimes(datetime(2026, 10, 20), datetime(2027, 4, 10), timezones=st.just(UTC))


@quick
@given(ZONES, MOMENTS, st.integers(0, 6))
def test_a_persons_rules_change_from_their_own_running_week_and_the_organizations_from_its_next(
    zone, now, first
):
    organization = Organization(zone=zone, first_weekday=first, created_at=datetime(2026, 1, 5, tzinfo=UTC))
    member = Membership(organization=organization, zone=zone, created_at=organization.created_at)
    here = now.astimezone(ZoneInfo(zone)).date()
    running = week_of(here, first)
    assert member.rules_from(now) == running.start <= here
    assert organization.rules_from(now) == running.end > here
    assert (organization.rules_from(now) - member.rules_from(now)).days == 7
