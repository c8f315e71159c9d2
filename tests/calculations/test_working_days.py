"""Own working days, and the public holidays behind them (COUNTING §1)."""

from csv import DictReader
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizations.day_reasons import DayReason, explain
from organizations.holidays_of import RegionStep, holidays_at, public_holidays, supported_regions
from organizations.periods import Period, month_of, week_of, year_of
from organizations.working_days import (
    Absence,
    Calendar,
    Schedule,
    day_weight,
    gross_days,
    last_own_days,
    net_days,
    next_own_day,
    nth_own_day,
    own_day_after,
    own_days,
    own_days_elapsed,
    own_days_left,
)
from tests.outside_data import outside_data

quick = settings(max_examples=60, deadline=None)
WEEK = week_of(date(2026, 11, 9))
THANKSGIVING = week_of(date(2026, 11, 26))
HALF = Decimal("0.5")
NO_FRIDAY = Schedule(date(2026, 1, 1), (1, 1, 1, 1, 0, 0, 0))

shares = st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1, 4), Fraction(1)])
some_days = st.dates(date(2026, 1, 1), date(2027, 3, 1))
schedules = st.builds(Schedule, some_days, st.tuples(*[shares] * 7))
absences = st.builds(
    lambda start, length, share: Absence(start, start + timedelta(days=length), share),
    some_days, st.integers(0, 20), shares,
)  # fmt: skip
calendars = st.builds(
    Calendar,
    schedules=st.lists(schedules, max_size=3),
    holidays=st.frozensets(some_days, max_size=10),
    absences=st.lists(absences, max_size=4),
    started_on=st.none() | some_days,
    ended_on=st.none() | some_days,
)


def test_a_plain_week_has_five_own_days():
    assert own_days(WEEK, Calendar()) == 5


def test_half_a_day_of_leave_takes_half_a_day():
    away = Calendar(absences=[Absence(date(2026, 11, 13), date(2026, 11, 14), HALF)])
    assert own_days(WEEK, away) == Fraction(9, 2)


def test_a_half_day_off_a_half_day_schedule_leaves_a_quarter():
    short = Schedule(date(2026, 1, 1), (HALF, 1, 1, 1, 1, 0, 0))
    away = Absence(date(2026, 11, 9), date(2026, 11, 10), HALF)
    assert day_weight(date(2026, 11, 9), Calendar([short], absences=[away])) == Fraction(1, 4)


def test_two_absences_on_one_day_take_no_more_than_the_day():
    day, after = date(2026, 11, 9), date(2026, 11, 10)
    away = [Absence(day, after, HALF), Absence(day, after, 1)]
    assert day_weight(day, Calendar(absences=away)) == 0


def test_leave_on_a_public_holiday_is_not_taken_twice():
    calendar = Calendar(
        holidays={date(2026, 11, 26): "Thanksgiving Day"},
        absences=[Absence(date(2026, 11, 26), date(2026, 11, 28))],
    )
    assert own_days(THANKSGIVING, calendar) == 3


def test_gross_keeps_holidays_and_net_removes_them_and_neither_knows_leave():
    calendar = Calendar(
        [NO_FRIDAY],
        {date(2026, 11, 26): "Thanksgiving Day"},
        [Absence(date(2026, 11, 23), date(2026, 11, 24))],
    )
    assert gross_days(THANKSGIVING, calendar) == 5
    assert net_days(THANKSGIVING, calendar) == 4
    assert own_days(THANKSGIVING, calendar) == 2


def test_a_schedule_changes_on_its_day():
    calendar = Calendar([Schedule(date(2026, 11, 11), (0, 0, HALF, HALF, 0, 1, 0))])
    assert own_days(WEEK, calendar) == 1 + 1 + HALF + HALF + 1


def test_someone_counts_from_the_day_they_start_and_until_the_day_they_leave():
    calendar = Calendar(started_on=date(2026, 11, 10), ended_on=date(2026, 11, 12))
    assert own_days(WEEK, calendar) == 2


def test_every_day_is_explained_in_words():
    calendar = Calendar(
        [Schedule(date(2026, 11, 1), (1, HALF, 1, 1, 1, 0, 0))],
        {date(2026, 11, 26): "Thanksgiving Day"},
        [
            Absence(date(2026, 11, 25), date(2026, 11, 26)),
            Absence(date(2026, 11, 27), date(2026, 11, 28), HALF),
        ],
        started_on=date(2026, 11, 24),
        ended_on=date(2026, 11, 29),
    )
    assert explain(THANKSGIVING, calendar) == [
        DayReason(date(2026, 11, 23), Fraction(0), "not started yet"),
        DayReason(date(2026, 11, 24), Fraction(1, 2), "half day"),
        DayReason(date(2026, 11, 25), Fraction(0), "leave"),
        DayReason(date(2026, 11, 26), Fraction(0), "public holiday: Thanksgiving Day"),
        DayReason(date(2026, 11, 27), Fraction(1, 2), "half day of leave"),
        DayReason(date(2026, 11, 28), Fraction(0), "not a working day"),
        DayReason(date(2026, 11, 29), Fraction(0), "has left"),
    ]


def test_a_plain_day_is_explained_as_a_working_day():
    assert explain(WEEK, Calendar())[0] == (date(2026, 11, 9), 1, "working day")


def test_the_second_own_day_skips_a_holiday_on_monday():
    calendar = Calendar(holidays=[date(2026, 11, 9)])
    assert nth_own_day(WEEK, calendar, 2) == date(2026, 11, 11)
    assert nth_own_day(WEEK, calendar, 5) is None


def test_elapsed_days_are_those_that_are_over():
    assert own_days_elapsed(WEEK, Calendar(), date(2026, 11, 9)) == 0
    assert own_days_elapsed(WEEK, Calendar(), date(2026, 11, 11)) == 2
    assert own_days_elapsed(WEEK, Calendar(), date(2027, 1, 1)) == 5
    assert own_days_left(WEEK, Calendar(), date(2026, 11, 11)) == 3
    assert own_days_elapsed(WEEK, Calendar(), date(2026, 1, 1)) == 0


def test_a_follow_up_moves_off_days_that_are_not_worked():
    calendar = Calendar(holidays={date(2026, 11, 16): ""})
    assert next_own_day(date(2026, 11, 14), calendar) == date(2026, 11, 17)
    assert next_own_day(date(2026, 11, 13), calendar) == date(2026, 11, 13)
    assert own_day_after(date(2026, 11, 13), 2, calendar) == date(2026, 11, 18)


def test_the_last_ten_own_days_reach_over_leave():
    calendar = Calendar(absences=[Absence(date(2026, 11, 2), date(2026, 11, 9))])
    found = last_own_days(date(2026, 11, 16), 10, calendar)
    assert len(found) == 10
    assert (found[0], found[-1]) == (date(2026, 10, 26), date(2026, 11, 13))


def test_someone_who_works_no_day_has_no_next_one():
    idle = Calendar([Schedule(date(2020, 1, 1), (0,) * 7)], standard=(0,) * 7)
    assert next_own_day(date(2026, 11, 9), idle) is None
    assert own_day_after(date(2026, 11, 9), 3, idle) is None


def test_floats_and_impossible_shares_are_refused():
    with pytest.raises(TypeError, match="binary float"):
        Absence(date(2026, 11, 9), date(2026, 11, 10), 0.5)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="share of a day"):
        Absence(date(2026, 11, 9), date(2026, 11, 10), 2)
    with pytest.raises(ValueError, match="seven days"):
        Schedule(date(2026, 1, 1), (1, 1, 1))


@quick
@given(calendars, some_days, st.integers(0, 60), st.integers(0, 60))
def test_own_days_of_two_halves_add_up_to_the_whole(calendar, start, first, second):
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second)
    halves = own_days(Period(start, middle), calendar) + own_days(Period(middle, end), calendar)
    assert halves == own_days(Period(start, end), calendar)


@quick
@given(calendars, some_days)
def test_the_explanation_adds_up_and_every_day_of_it_is_between_none_and_one(calendar, day):
    month = month_of(day)
    lines = explain(month, calendar)
    assert sum(line.weight for line in lines) == own_days(month, calendar)
    assert all(0 <= line.weight <= 1 and line.reason for line in lines)
    assert net_days(month, calendar) <= gross_days(month, calendar)


@quick
@given(calendars, some_days, some_days)
def test_elapsed_and_left_make_the_whole(calendar, day, today):
    month = month_of(day)
    both = own_days_elapsed(month, calendar, today) + own_days_left(month, calendar, today)
    assert both == own_days(month, calendar)


@pytest.mark.parametrize(
    ("country", "part", "days"), [("US", "", 250), ("GB", "ENG", 253), ("AU", "NSW", 252)]
)
def test_2026_has_the_known_number_of_working_days(country, part, days):
    year = year_of(date(2026, 6, 1))
    calendar = Calendar(holidays=public_holidays(country, part, [2026]))
    assert net_days(year, calendar) == own_days(year, calendar) == days


def test_holidays_have_names_and_days_in_lieu_that_fall_into_the_year_before():
    assert public_holidays("US", "", [2026])[date(2026, 11, 26)] == "Thanksgiving Day"
    assert date(2027, 12, 31) in public_holidays("US", "", [2027])
    assert next(iter(public_holidays("US", "", [2027, 2026]))).year == 2026


def test_an_unknown_region_is_refused_in_words():
    with pytest.raises(ValueError, match="No public holidays are known for “US-XX”"):
        public_holidays("US", "XX", [2026])
    assert "NSW" in supported_regions()["AU"]


def test_who_moves_has_the_holidays_of_where_they_are():
    moved = [RegionStep(date(2020, 1, 1), "US"), RegionStep(date(2026, 7, 1), "GB", "ENG")]
    found = holidays_at(moved, [2026])
    assert date(2026, 6, 19) in found
    assert date(2026, 8, 31) in found
    assert date(2026, 11, 26) not in found


@pytest.mark.outside
def test_every_month_of_three_years_agrees_with_the_reference():
    with outside_data("oracles", "working-days.csv").open() as rows:
        for row in DictReader(rows):
            country, _, part = row["calendar"].partition("-")
            month = month_of(date.fromisoformat(f"{row['month']}-01"))
            calendar = Calendar(holidays=public_holidays(country, part, [month.start.year]))
            assert gross_days(month, calendar) == int(row["weekdays_mon_fri"]), row
            assert net_days(month, calendar) == int(row["weekdays_minus_public_holidays"]), row
