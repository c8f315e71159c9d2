"""Targets and their arithmetic (COUNTING §3)."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goals.targets import (
    RampStep,
    TargetRule,
    TargetStep,
    allocation,
    allot,
    in_figures,
    in_percent,
    left_by_day,
    spread,
    target_for,
    target_over,
)
from organizations.periods import month_of, week_of
from organizations.working_days import Absence, Calendar, Schedule

quick = settings(max_examples=60, deadline=None)
WEEK = week_of(date(2026, 11, 9))
SINCE = date(2026, 1, 1)
HUNDRED = [TargetStep(SINCE, 100)]
FRIDAY_OFF = Calendar(absences=[Absence(date(2026, 11, 13), date(2026, 11, 14))])
RATIO = TargetRule(prorate=False, is_ratio=True)
WHOLE = TargetRule(prorate=False)


def test_80_over_20_base_days_with_18_own_days_is_72():
    target = target_for(80, 18, 20)
    assert target.value == 72
    assert target.arithmetic == "80 × 18 of 20 days"
    assert target.scored


def test_a_ramp_of_half_on_4_of_5_days_makes_20_a_week_8():
    target = target_for(20, 4, 5, ramp=Decimal("0.5"))
    assert target.value == 8
    assert target.arithmetic == "20 × 50% ramp × 4 of 5 days"


def test_50_for_three_days_then_60_for_two_make_54():
    steps = [TargetStep(SINCE, 50), TargetStep(date(2026, 11, 12), 60)]
    target = target_over(WEEK, steps, Calendar())
    assert target.value == 54
    assert target.arithmetic == "50 × 3 of 5 days + 60 × 2 of 5 days"


def test_a_day_of_leave_lowers_a_weekly_target():
    target = target_over(WEEK, HUNDRED, FRIDAY_OFF)
    assert (target.value, target.arithmetic) == (80, "100 × 4 of 5 days")


def test_the_ramp_counts_day_by_day_too():
    steps = [RampStep(SINCE, Decimal("0.5")), RampStep(date(2026, 11, 11), 1)]
    target = target_over(WEEK, HUNDRED, FRIDAY_OFF, ramp=steps)
    assert target.value == 20 + 40
    assert target.arithmetic == "100 × 50% ramp × 2 of 5 days + 100 × 2 of 5 days"


def test_a_holiday_lowers_a_weekly_target_and_leaves_a_monthly_result():
    calendar = Calendar(holidays={date(2026, 11, 26): "Thanksgiving Day"})
    week, month = week_of(date(2026, 11, 26)), month_of(date(2026, 11, 26))
    assert target_over(week, HUNDRED, calendar).value == 80
    result = target_over(month, [TargetStep(SINCE, 20_000)], calendar, rule=TargetRule(base="net"))
    assert (result.value, result.arithmetic) == (20_000, "20,000 × 20 of 20 days")


def test_someone_who_works_four_days_has_four_fifths_of_the_standard_target():
    four = Calendar([Schedule(SINCE, (1, 1, 1, 1, 0, 0, 0))])
    assert target_over(WEEK, HUNDRED, four).value == 80


def test_half_days_are_printed_exactly():
    half = Calendar(absences=[Absence(date(2026, 11, 13), date(2026, 11, 14), Decimal("0.5"))])
    target = target_over(WEEK, [TargetStep(SINCE, 7)], half)
    assert (target.value, target.arithmetic) == (Fraction(63, 10), "7 × 4.5 of 5 days")


def test_a_ratio_is_never_scaled_and_needs_2_of_5_days():
    share = [TargetStep(SINCE, Decimal("0.9"))]
    target = target_over(WEEK, share, FRIDAY_OFF, rule=RATIO, ramp=[RampStep(SINCE, Decimal("0.5"))])
    assert (target.value, target.arithmetic, target.scored) == (Fraction(9, 10), "0.9, not scaled", True)
    mostly_away = Calendar(absences=[Absence(date(2026, 11, 10), date(2026, 11, 14))])
    target = target_over(WEEK, share, mostly_away, rule=RATIO)
    assert (target.scored, target.why) == (False, "only 1 of 5 days")
    assert target_for(Decimal("0.9"), 2, 5, rule=RATIO).scored


def test_a_metric_that_is_not_prorated_keeps_its_target():
    target = target_over(WEEK, HUNDRED, FRIDAY_OFF, rule=WHOLE)
    assert (target.value, target.arithmetic, target.scored) == (100, "100, not scaled", True)
    steps = [TargetStep(SINCE, 50), TargetStep(date(2026, 11, 12), 60)]
    assert target_over(WEEK, steps, FRIDAY_OFF, rule=WHOLE).value == 54


@pytest.mark.parametrize(
    ("target", "why"),
    [
        (target_for(0, 5, 5), "target is 0"),
        (target_for(100, 5, 5, ramp=0), "target is 0"),
        (target_for(100, 0, 5), "no own working days"),
        (target_for(100, 0, 5, rule=WHOLE), "no own working days"),
        (target_for(100, 0, 0), "no working days in this period"),
        (target_over(WEEK, [], Calendar()), "no target"),
        (target_over(WEEK, [], Calendar(), rule=RATIO), "no target"),
    ],
)
def test_what_is_not_scored_says_why(target, why):
    assert not target.scored
    assert target.why == why


def test_a_target_that_begins_in_the_week_counts_from_its_day():
    target = target_over(WEEK, [TargetStep(date(2026, 11, 12), 50)], Calendar())
    assert (target.value, target.arithmetic) == (20, "50 × 2 of 5 days")


def test_a_weekly_target_is_spread_over_days_by_largest_remainder():
    assert spread(54, [1, 1, 1, 1, 1]) == [11, 11, 11, 11, 10]
    assert spread(7, [1, 1, Decimal("0.5"), 0, 1]) == [2, 2, 1, 0, 2]


def test_what_is_left_is_spread_over_the_days_left():
    assert left_by_day(100, 37, [1, 1, 1]) == [21, 21, 21]
    assert left_by_day(Decimal("5.6"), 3, [1, 1]) == [2, 1]
    assert left_by_day(10, 12, [1, 1]) == [0, 0]
    assert left_by_day(10, 2, []) == []


def test_money_is_allotted_to_the_cent():
    assert allot(10_000, [1, 1, 1]) == [3334, 3333, 3333]
    assert allot(-10_000, [1, 1, 1]) == [-3334, -3333, -3333]
    assert allot(100, [Decimal("0.5"), Decimal("0.5")]) == [50, 50]


def test_nothing_can_be_divided_over_nobody():
    with pytest.raises(ValueError, match="nobody and no day"):
        allot(1, [])
    with pytest.raises(ValueError, match="less than nothing"):
        allot(1, [2, -1])
    assert allot(0, [0, 0]) == [0, 0]


def test_the_children_of_a_goal_can_hold_110_percent_of_it():
    found = allocation(100, {"North": 70, "West": 40, "South": None})
    assert found.ratio == Fraction(110, 100)
    assert found.gap == -10
    assert found.without == ("South",)
    assert allocation(0, {}).ratio is None


def test_figures_are_printed_exactly():
    assert in_figures(Fraction(56, 10)) == "5.6"
    assert in_figures(2480) == "2,480"
    assert in_figures(Decimal("1234567.125")) == "1,234,567.125"
    assert in_figures(-20_000) == "−20,000"
    assert in_figures(Fraction(40, 3)) == "13 1/3"
    assert in_figures(Fraction(-1, 3)) == "−1/3"
    assert in_percent(Decimal("0.125")) == "12.5%"


weights = st.lists(st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1), Fraction(1, 3)]), min_size=1)


@quick
@given(st.integers(-(10**12), 10**12), weights.filter(any))
def test_the_parts_of_money_add_up_to_the_whole_and_are_within_a_cent_of_fair(amount, shares):
    parts = allot(amount, shares)
    assert sum(parts) == amount
    total = sum(shares)
    assert all(abs(p - amount * s / total) < 1 for p, s in zip(parts, shares, strict=True))
    assert all(p == 0 for p, s in zip(parts, shares, strict=True) if s == 0)


@quick
@given(st.integers(0, 6), st.integers(0, 200), st.integers(0, 200))
def test_a_target_stays_between_the_values_valid_in_the_week(after, first, second):
    steps = [TargetStep(SINCE, first), TargetStep(WEEK.start + timedelta(days=after), second)]
    value = target_over(WEEK, steps, Calendar()).value
    assert min(first, second) <= value <= max(first, second)
    assert target_over(WEEK, steps[::-1], Calendar()).value == value


@quick
@given(st.integers(1, 10**6), st.integers(0, 62), st.integers(1, 62))
def test_targets_of_own_days_add_up(value, own, base):
    parts = [target_for(value, day, base).value for day in (own, base)]
    assert sum(parts) == target_for(value, own + base, base).value
