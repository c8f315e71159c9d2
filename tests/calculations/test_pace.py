"""Pace, projection and what is still required (COUNTING §4)."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goals.pace import (
    STATUS_WORDS,
    Thresholds,
    attainment,
    best_four_week_rate,
    expected,
    pace_of,
    plausibility,
    projection,
    required_rate,
    status_of,
)

quick = settings(max_examples=60, deadline=None)


def test_after_9_of_18_own_days_36_of_72_are_expected():
    assert expected(72, 9, 18) == 36


def test_with_30_done_4_point_67_a_day_are_required():
    rate = required_rate(72, 30, 9)
    assert rate == Fraction(42, 9)
    assert round(float(rate), 2) == 4.67


def test_pace_is_actual_over_expected_and_values_over_100_percent_are_kept():
    assert pace_of(30, 72, 9, 18).ratio == Fraction(30, 36)
    assert pace_of(54, 72, 9, 18).ratio == Fraction(3, 2)


@pytest.mark.parametrize(
    ("actual", "status"),
    [(95, "good"), (Decimal("94.9999"), "watch"), (80, "watch"), (79, "off"), (0, "off")],
)
def test_on_track_begins_at_95_percent_and_behind_below_80(actual, status):
    assert pace_of(actual, 100, 5, 5).status == status


def test_statuses_are_judged_on_the_unrounded_value():
    assert status_of(Fraction(94999, 100_000)) == "watch"


def test_nobody_is_judged_before_20_percent_of_their_days():
    assert pace_of(0, 100, Fraction(1, 2), 5).status == "none"
    assert pace_of(0, 100, Fraction(1, 2), 5).why == "too early"
    assert pace_of(0, 100, 1, 5).status == "off"


def test_one_of_one_and_a_half_due_is_not_behind():
    assert pace_of(1, 3, Fraction(5, 2), 5).status == "watch"
    assert pace_of(0, 3, Fraction(5, 2), 5).status == "off"
    assert pace_of(1, 3, Fraction(5, 2), 5, is_count=False).status == "off"


def test_a_lack_of_exactly_one_unit_is_behind():
    assert pace_of(1, 2, 5, 5).status == "off"


def test_zero_targets_and_weeks_away_have_no_status():
    assert pace_of(3, 0, 5, 5).why == "target is 0"
    assert pace_of(3, 0, 0, 0).why == "no own working days"


def test_a_ratio_is_due_in_full_on_any_day():
    standing = pace_of(Decimal("0.8"), Decimal("0.9"), 2, 5, is_count=False, builds_up=False)
    assert standing.expected == Fraction(9, 10)
    assert standing.status == "watch"


def test_lower_is_better_turns_the_ratio_around():
    assert attainment(8, 4, lower_is_better=True) == Fraction(1, 2)
    assert attainment(0, 4, lower_is_better=True) == Fraction(6, 5)
    assert attainment(0, 0, lower_is_better=True) is None
    assert attainment(3, 0) is None
    assert pace_of(8, 4, 5, 5, lower_is_better=True).status == "off"
    assert pace_of(2, 4, 5, 5, lower_is_better=True).status == "good"


def test_one_too_many_of_a_half_due_is_watched_where_lower_is_better():
    assert pace_of(1, 1, Fraction(5, 2), 5, lower_is_better=True).status == "watch"


def test_thresholds_can_be_set_but_not_upside_down():
    assert pace_of(90, 100, 5, 5, thresholds=Thresholds(on_track=Fraction(9, 10))).status == "good"
    with pytest.raises(ValueError, match="“Watch” has to begin"):
        Thresholds(on_track=Fraction(1, 2))
    with pytest.raises(ValueError, match="Too early"):
        Thresholds(early=Fraction(2))


def test_status_words_are_those_of_the_design():
    assert list(STATUS_WORDS.values()) == ["On track", "Watch", "Behind", "Not scored"]


def test_nothing_more_is_required_once_reached_and_no_rate_helps_after_the_end():
    assert required_rate(72, 80, 0) == 0
    assert required_rate(72, 30, 0) is None


def test_the_best_rate_is_that_of_four_weeks_in_a_row():
    weeks = [(10, 5), (20, 5), (20, 4), (0, 0), (12, 4), (5, 5)]
    assert best_four_week_rate(weeks) == Fraction(52, 13)
    assert best_four_week_rate(weeks[:3]) is None
    assert best_four_week_rate([(0, 0)] * 4) is None


@pytest.mark.parametrize(
    ("required", "best", "words"),
    [(4, 4, "doable"), (5, 4, "stretch"), (6, 4, "stretch"), (Fraction(601, 100), 4, "unrealistic"),
     (0, None, "doable"), (None, 4, "unrealistic"), (4, None, "unknown"), (4, 0, "unrealistic")],
)  # fmt: skip
def test_a_required_rate_is_held_against_the_best_four_weeks(required, best, words):
    rates = [None if value is None else Fraction(value) for value in (required, best)]
    assert plausibility(*rates) == words


def test_a_projection_adds_the_own_rate_for_the_days_left():
    even = projection(30, [(4, 1)] * 10, 9)
    assert even is not None
    assert (even.value, even.low, even.high) == (66, 66, 66)


def test_a_half_day_counts_half_in_the_rate():
    found = projection(0, [(4, 1), (2, Fraction(1, 2))], 2)
    assert found is not None
    assert found.value == pytest.approx(8, abs=1e-9)


def test_an_uneven_past_makes_a_wide_range_that_never_falls_below_what_is_done():
    found = projection(30, [(0, 1), (20, 1)] * 5, 2)
    assert found is not None
    assert found.low == 30
    assert found.high is not None
    assert found.high > found.value == 50


def test_without_days_there_is_no_projection_and_with_one_no_range():
    assert projection(3, [], 5) is None
    one = projection(3, [(2, 1)], 5)
    assert one is not None
    assert (one.value, one.low, one.high) == (13, None, None)


@quick
@given(st.integers(0, 500), st.integers(1, 500), st.integers(1, 20), st.integers(1, 20))
def test_more_done_is_never_a_worse_status(actual, target, elapsed, more):
    order = ["off", "watch", "good"]
    total = elapsed + more
    worse, better = (pace_of(n, target, elapsed, total) for n in (actual, actual + more))
    if worse.status != "none":
        assert order.index(better.status) >= order.index(worse.status)


@quick
@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 20))
def test_working_at_the_required_rate_reaches_the_target(target, actual, left):
    rate = required_rate(target, actual, left)
    assert rate is not None
    assert actual + rate * left == max(actual, target)
