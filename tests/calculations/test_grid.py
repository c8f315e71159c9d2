"""Weeks and fiscal years while their rules change: each day in exactly one, whatever was changed when."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dated_rules import RuleChange, changed, on_day, planned
from organizations.grid import Grid, full_week, is_short
from organizations.periods import Period, period_of

MONDAY, SUNDAY = 0, 6
DAY = timedelta(days=1)
days = st.dates(date(2024, 1, 1), date(2029, 12, 31))
weekdays, months = st.integers(0, 6), st.integers(1, 12)


def steps(values):
    return st.lists(st.tuples(days, values), max_size=6, unique_by=lambda step: step[0]).map(
        lambda found: tuple(sorted(found))
    )


grids = st.builds(Grid, weekdays, months, steps(weekdays), steps(months))
cadences = st.sampled_from(["day", "week", "month", "quarter", "year"])


@given(grids, cadences, days, st.integers(1, 800))
def test_each_day_is_in_exactly_one_bucket_whatever_was_changed_when(grid, cadence, first, length):
    period = Period(first, first + length * DAY)
    found = grid.periods_between(cadence, period)
    inside = [day for bucket in found for day in bucket.days()]
    assert len(inside) == len(set(inside))
    assert set(period.days()) <= set(inside)
    assert all(one.end == after.start for one, after in pairwise(found))
    assert all(grid.period_of(cadence, day) == bucket for bucket in found[:5] for day in bucket.days())


@given(grids, days)
def test_a_week_has_seven_days_or_is_cut_at_a_change(grid, day):
    week = grid.week_of(day)
    changes = {on for on, _ in grid.weekdays}
    assert 1 <= week.length <= 7
    assert week.length == 7 or {week.start, week.end} & changes


@given(grids, cadences, days)
def test_what_comes_before_and_after_touches_what_is_between(grid, cadence, day):
    here = grid.period_of(cadence, day)
    assert grid.before(cadence, here).end == here.start
    assert grid.after(cadence, here).start == here.end
    assert grid.after(cadence, grid.before(cadence, here)) == here


@given(grids, days, st.integers(1, 20))
def test_so_many_weeks_in_a_row_are_distinct_and_without_a_gap(grid, day, count):
    row = grid.last("week", count, day)
    assert len(row) == count
    assert day in row[-1]
    assert all(one.end == after.start for one, after in pairwise(row))
    assert grid.weeks_before(row[-1], count - 1) == row[:-1] if count > 1 else True


@given(weekdays, months, cadences, days)
def test_without_a_change_it_is_what_it_always_was(weekday, month, cadence, day):
    grid = Grid(weekday, month)
    assert grid.period_of(cadence, day) == period_of(cadence, day, first_weekday=weekday, fiscal_month=month)


@given(grids, days, weekdays)
def test_a_change_leaves_every_earlier_week_as_it_was(grid, day, weekday):
    """The rule of the product: a change holds from the end of a week on, so nothing before it moves."""
    edge = grid.week_of(day).end
    after = Grid(
        grid.first_weekday, grid.fiscal_month,
        (*(step for step in grid.weekdays if step[0] < edge), (edge, weekday)), grid.fiscal_months,
    )  # fmt: skip
    for earlier in grid.last("week", 10, day):
        assert after.week_of(earlier.start) == earlier


def test_from_monday_to_sunday_makes_one_week_of_six_days():
    grid = Grid(MONDAY, weekdays=((date(2026, 11, 23), SUNDAY),))
    found = grid.periods_between("week", Period(date(2026, 11, 16), date(2026, 12, 13)))
    assert [(week.start.day, week.length) for week in found] == [(16, 7), (23, 6), (29, 7), (6, 7)]
    assert is_short(found[1])
    assert full_week(found[1]) == Period(date(2026, 11, 23), date(2026, 11, 30))
    assert full_week(found[0]) == found[0]


def test_a_fiscal_year_that_is_cut_is_named_by_its_days():
    grid = Grid(fiscal_month=4, fiscal_months=((date(2026, 7, 1), 7),))
    years = grid.periods_between("year", Period(date(2025, 4, 1), date(2027, 7, 1)))
    assert [grid.key("year", year) for year in years] == ["FY2026", "2026-04-01..2026-06-30", "FY2027"]
    quarters = grid.periods_between("quarter", Period(date(2026, 1, 1), date(2026, 10, 1)))
    assert [grid.key("quarter", one) for one in quarters] == [
        "FY2026-Q4",
        "2026-04-01..2026-06-30",
        "FY2027-Q1",
    ]


@given(grids, cadences, days)
def test_no_two_buckets_have_one_name(grid, cadence, day):
    row = grid.last(cadence, 8, day)
    assert len({grid.key(cadence, one) for one in row}) == 8


plans = st.lists(st.tuples(days, weekdays), max_size=8)


@given(weekdays, plans)
def test_planning_anew_replaces_what_has_not_begun_and_nothing_else(first, wanted):
    changes, edge = (), date.min
    for day, value in sorted(wanted):
        edge = max(edge, day)
        before = {one: on_day(first, changes, "first_weekday", one) for one in past_days(edge)}
        changes = changed(first, changes, RuleChange("first_weekday", edge, value), edge)
        assert on_day(first, changes, "first_weekday", edge) == value
        assert before == {one: on_day(first, changes, "first_weekday", one) for one in past_days(edge)}
        assert sum(1 for one in changes if one.from_on >= edge) <= 1


def past_days(edge: date) -> list[date]:
    return [edge - back * DAY for back in (1, 7, 30, 365)]


def test_taking_back_what_is_planned_leaves_no_trace():
    edge = date(2026, 11, 23)
    planned_ = changed(MONDAY, (), RuleChange("first_weekday", edge, SUNDAY), edge)
    assert planned(planned_, "first_weekday", edge).value == SUNDAY
    assert changed(MONDAY, planned_, RuleChange("first_weekday", edge, MONDAY), edge) == ()


@pytest.mark.parametrize(
    ("rule", "stored"), [("close_time", "06:30"), ("zone", "Europe/Berlin"), ("currency", "USD")]
)
def test_what_is_kept_in_json_reads_as_it_was(rule, stored):
    from organizations.dated_rules import read, written

    kept = [{"rule": rule, "from": "2026-11-23", "value": stored}]
    assert written(read(kept)) == kept
