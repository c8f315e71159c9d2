"""Days, weeks and periods, and where they meet the clock (COUNTING §1)."""

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizations.periods import (
    CADENCES,
    Period,
    close_instant,
    first_local_time_after,
    hours_in,
    last_weeks,
    local_day,
    local_instant,
    month_of,
    next_period,
    period_key,
    period_label,
    period_of,
    periods_between,
    previous_period,
    quarter_of,
    range_label,
    week_label,
    week_of,
    year_of,
)

quick = settings(max_examples=60, deadline=None)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
weekdays = st.integers(0, 6)
months = st.integers(1, 12)
cadences = st.sampled_from(CADENCES)
ZONES = [
    "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia",
    "America/Santiago", "Africa/Casablanca", "Pacific/Chatham", "UTC",
]  # fmt: skip
zones = st.sampled_from(ZONES)


def test_a_period_holds_its_start_and_not_its_end():
    week = Period(date(2026, 11, 9), date(2026, 11, 16))
    assert date(2026, 11, 9) in week
    assert date(2026, 11, 15) in week
    assert date(2026, 11, 16) not in week
    assert week.length == 7 == len(list(week.days()))
    assert week.last == date(2026, 11, 15)


def test_a_period_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match="cannot end on 2026-11-01"):
        Period(date(2026, 11, 2), date(2026, 11, 1))


def test_an_empty_period_has_no_days_and_no_weeks():
    nothing = Period(date(2026, 11, 2), date(2026, 11, 2))
    assert list(nothing.days()) == []
    assert periods_between("week", nothing) == []


def test_periods_overlap_in_the_days_they_share_and_touching_ones_do_not():
    november = month_of(date(2026, 11, 5))
    assert week_of(date(2026, 11, 30)).overlap(november) == Period(date(2026, 11, 30), date(2026, 12, 1))
    assert november.overlap(month_of(date(2026, 12, 1))) is None


def test_a_week_may_start_on_sunday():
    assert week_of(date(2026, 11, 14), 6) == Period(date(2026, 11, 8), date(2026, 11, 15))
    assert week_of(date(2026, 11, 15), 6).start == date(2026, 11, 15)


def test_the_week_of_28_december_2026_is_week_53_and_crosses_the_year():
    week = week_of(date(2026, 12, 31))
    assert week_label(week) == "Week 53, 28 December 2026 to 3 January 2027"
    assert period_key("week", week) == "2026-W53"
    assert next_period("week", date(2026, 12, 31)) == week_of(date(2027, 1, 4))
    assert period_key("week", week_of(date(2027, 1, 4))) == "2027-W01"


def test_2032_has_a_week_53_too():
    assert period_key("week", week_of(date(2033, 1, 1))) == "2032-W53"


def test_a_week_is_labelled_with_its_number_and_its_days():
    assert week_label(week_of(date(2026, 11, 12))) == "Week 46, 9 to 15 November 2026"
    assert week_label(week_of(date(2026, 12, 1))) == "Week 49, 30 November to 6 December 2026"


def test_a_sunday_week_has_no_iso_number():
    week = week_of(date(2026, 11, 12), 6)
    assert week_label(week) == "8 to 14 November 2026"
    assert period_key("week", week) == "W2026-11-08"


def test_quarters_and_years_follow_the_fiscal_year():
    day = date(2026, 11, 12)
    assert quarter_of(day) == Period(date(2026, 10, 1), date(2027, 1, 1))
    assert quarter_of(day, 2) == Period(date(2026, 11, 1), date(2027, 2, 1))
    assert year_of(day, 10) == Period(date(2026, 10, 1), date(2027, 10, 1))
    assert year_of(date(2026, 9, 30), 10) == Period(date(2025, 10, 1), date(2026, 10, 1))


def test_keys_name_months_quarters_and_fiscal_years():
    day = date(2026, 11, 12)
    assert period_key("month", month_of(day)) == "2026-11"
    assert period_key("quarter", quarter_of(day, 10), fiscal_month=10) == "FY2027-Q1"
    assert period_key("year", year_of(day, 10), fiscal_month=10) == "FY2027"
    assert period_key("quarter", quarter_of(day)) == "2026-Q4"
    assert period_key("day", period_of("day", day)) == "2026-11-12"


def test_labels_say_what_the_period_is():
    day = date(2026, 11, 12)
    assert period_label("day", period_of("day", day)) == "Thursday 12 November 2026"
    assert period_label("week", week_of(day)) == "Week 46, 9 to 15 November 2026"
    assert period_label("month", month_of(day)) == "November 2026"
    assert period_label("quarter", quarter_of(day)) == "Quarter 4 of 2026"
    assert period_label("quarter", quarter_of(day, 10), fiscal_month=10) == "Quarter 1 of fiscal 2027"
    assert period_label("year", year_of(day, 10), fiscal_month=10) == "Fiscal 2027"
    assert range_label(Period(day, day + timedelta(days=1))) == "12 November 2026"


def test_february_of_a_leap_year_has_29_days():
    assert month_of(date(2028, 2, 29)).length == 29
    assert year_of(date(2028, 2, 29)).length == 366


def test_13_trailing_weeks_cross_the_year_without_a_gap():
    weeks = last_weeks(13, date(2027, 1, 20))
    assert len(weeks) == 13
    assert weeks[-1] == week_of(date(2027, 1, 20))
    assert weeks[0].start == date(2026, 10, 26)
    assert all(a.end == b.start for a, b in pairwise(weeks))
    assert "2026-W53" in [period_key("week", week) for week in weeks]


def test_unknown_cadences_weekdays_and_fiscal_months_are_refused():
    with pytest.raises(ValueError, match="no cadence"):
        period_of("fortnight", date(2026, 1, 1))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="first day of the week"):
        week_of(date(2026, 1, 1), 7)
    with pytest.raises(ValueError, match="fiscal year starts"):
        year_of(date(2026, 1, 1), 13)


@quick
@given(cadences, days, weekdays, months)
def test_each_day_is_in_exactly_one_bucket_of_every_cadence(cadence, day, first_weekday, fiscal_month):
    rules = {"first_weekday": first_weekday, "fiscal_month": fiscal_month}
    around = Period(day - timedelta(days=3), day + timedelta(days=4))
    buckets = periods_between(cadence, around, **rules)
    assert sum(day in bucket for bucket in buckets) == 1
    assert day in period_of(cadence, day, **rules)
    assert all(a.end == b.start for a, b in pairwise(buckets))


@quick
@given(cadences, days, weekdays, months)
def test_next_and_previous_lead_back_to_the_same_bucket(cadence, day, first_weekday, fiscal_month):
    rules = {"first_weekday": first_weekday, "fiscal_month": fiscal_month}
    here = period_of(cadence, day, **rules)
    assert previous_period(cadence, next_period(cadence, day, **rules).start, **rules) == here


@quick
@given(days, st.integers(0, 400), weekdays, st.randoms(use_true_random=False))
def test_the_sum_of_the_weeks_is_the_total(start, length, first_weekday, random):
    whole = Period(start, start + timedelta(days=length))
    entries = {day: random.randint(0, 9) for day in whole.days()}
    weeks = periods_between("week", whole, first_weekday=first_weekday)
    assert sum(n for week in weeks for day, n in entries.items() if day in week) == sum(entries.values())


@quick
@given(days, months)
def test_months_make_quarters_and_quarters_make_years(day, fiscal_month):
    year = year_of(day, fiscal_month)
    quarters = periods_between("quarter", year, fiscal_month=fiscal_month)
    assert len(quarters) == 4
    assert len(periods_between("month", year)) == 12
    assert sum(quarter.length for quarter in quarters) == year.length


def test_a_call_at_half_past_eleven_at_night_belongs_to_that_day():
    instant = datetime(2026, 11, 13, 4, 30, tzinfo=UTC)
    assert local_day(instant, "America/New_York") == date(2026, 11, 12)
    assert local_day(instant, ZoneInfo("Europe/Berlin")) == date(2026, 11, 13)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="needs its zone"):
        local_day(datetime(2026, 11, 13, 4, 30), "UTC")


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        (date(2026, 11, 1), "America/New_York", 169),
        (date(2027, 3, 14), "America/New_York", 167),
        (date(2026, 10, 25), "Europe/Berlin", 169),
        (date(2027, 3, 28), "Europe/Berlin", 167),
        (date(2026, 10, 4), "Australia/Lord_Howe", Fraction(335, 2)),
        (date(2027, 4, 4), "Australia/Lord_Howe", Fraction(337, 2)),
        (date(2026, 11, 1), "Asia/Kathmandu", 168),
        (date(2011, 12, 30), "Pacific/Apia", 144),
    ],
)
def test_a_week_has_as_many_hours_as_its_clocks_say(day, zone, hours):
    assert hours_in(week_of(day), zone) == hours


def test_a_sunday_week_holds_the_change_of_clocks_on_its_first_day():
    assert hours_in(week_of(date(2026, 11, 1), 6), "America/New_York") == 169
    assert hours_in(week_of(date(2026, 11, 1)).shift(7), "America/New_York") == 168


def test_the_day_that_samoa_skipped_has_no_hours():
    assert hours_in(Period(date(2011, 12, 30), date(2011, 12, 31)), "Pacific/Apia") == 0
    after = local_instant(date(2011, 12, 30), time(12), "Pacific/Apia")
    assert after == datetime(2011, 12, 30, 10, tzinfo=UTC)
    assert local_day(after, "Pacific/Apia") == date(2011, 12, 31)


def test_a_skipped_hour_means_the_first_instant_after_the_gap():
    after = local_instant(date(2027, 3, 14), time(2, 30), "America/New_York")
    assert after == datetime(2027, 3, 14, 7, tzinfo=UTC)
    assert after.astimezone(ZoneInfo("America/New_York")).time() == time(3)
    half = local_instant(date(2026, 10, 4), time(2, 10), "Australia/Lord_Howe")
    assert half.astimezone(ZoneInfo("Australia/Lord_Howe")).time() == time(2, 30)


def test_a_repeated_hour_means_its_first_occurrence():
    assert local_instant(date(2026, 11, 1), time(1, 30), "America/New_York") == datetime(
        2026, 11, 1, 5, 30, tzinfo=UTC
    )


def test_kathmandu_is_three_quarters_of_an_hour_off():
    assert local_instant(date(2026, 11, 16), time(6), "Asia/Kathmandu") == datetime(
        2026, 11, 16, 0, 15, tzinfo=UTC
    )


def test_a_card_closes_at_six_on_the_first_day_after_the_week_where_the_member_is():
    week = week_of(date(2026, 11, 12))
    far_east = close_instant(week, time(6), "Pacific/Apia")
    far_west = close_instant(week, time(6), "America/Los_Angeles")
    assert far_east == datetime(2026, 11, 15, 17, tzinfo=UTC)
    assert far_west == datetime(2026, 11, 16, 14, tzinfo=UTC)


def test_mail_goes_at_the_first_seven_o_clock_after_the_close():
    close = datetime(2026, 11, 16, 14, tzinfo=UTC)
    assert first_local_time_after(close, time(7), "America/Los_Angeles") == close + timedelta(hours=1)
    assert first_local_time_after(close, time(7), "Europe/Berlin") == datetime(2026, 11, 17, 6, tzinfo=UTC)
    seven = datetime(2026, 11, 16, 15, tzinfo=UTC)
    assert first_local_time_after(seven, time(7), "America/Los_Angeles") == seven + timedelta(days=1)


@quick
@given(st.datetimes(datetime(2005, 1, 1), datetime(2036, 1, 1)), zones)
def test_a_local_instant_shows_its_own_wall_time_or_the_first_after_a_gap(wall, zone):
    instant = local_instant(wall.date(), wall.time(), zone)
    shown = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
    assert shown >= wall
    if shown > wall:
        just_before = (instant - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert just_before < wall


@quick
@given(st.dates(date(2005, 1, 1), date(2036, 1, 1)), st.integers(1, 60), zones, weekdays)
def test_hours_of_weeks_add_up_to_the_hours_of_the_whole(day, count, zone, first_weekday):
    weeks = last_weeks(count, day, first_weekday)
    whole = Period(weeks[0].start, weeks[-1].end)
    assert sum(hours_in(week, zone) for week in weeks) == hours_in(whole, zone)
