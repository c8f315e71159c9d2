"""Streaks and trend arrows over a row of weeks (COUNTING §5)."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizations.grid import Grid
from organizations.periods import quarter_of
from scorecards.trends import (
    MetricWeek,
    ScoredWeek,
    judged,
    lower_in_a_row,
    score_trend,
    streak,
    theil_sen,
    trend,
)

quick = settings(max_examples=60, deadline=None)
FIRST = date(2026, 10, 5)


def row(scores, first=FIRST, own_days=5):
    """Weeks in a row; None is a week away."""
    starts = (first + timedelta(weeks=n) for n in range(len(scores)))
    return [
        ScoredWeek(start, score, 0 if score is None else own_days)
        for start, score in zip(starts, scores, strict=True)
    ]


def metric(pairs, first=FIRST):
    return [MetricWeek(first + timedelta(weeks=n), *pair) for n, pair in enumerate(pairs)]


def test_weeks_at_90_count_and_89_point_9_does_not():
    assert streak(row([90, 90])).length == 2
    assert streak(row([90, Fraction(899, 10), 90])) == streak(row([90, 0, 90]))


def test_a_week_with_fewer_than_2_own_days_neither_extends_nor_breaks():
    weeks = row([95, 95, 95])
    short = ScoredWeek(FIRST + timedelta(weeks=3), 0, Fraction(3, 2))
    assert streak([*weeks, short]).length == 3
    assert not streak([*weeks, short]).grace_used
    assert streak([*weeks, ScoredWeek(short.start, 100, 1)]).length == 3
    assert streak([*weeks, ScoredWeek(short.start, 100, 2)]).length == 4


def test_one_week_below_a_quarter_is_forgiven_and_the_second_ends_the_streak():
    forgiven = streak(row([95, 50, 95]))
    assert (forgiven.length, forgiven.grace_used) == (2, True)
    assert streak(row([95, 50, 95, 50])).length == 0
    assert streak(row([95, 50, 95, 50, 95])).length == 1


def test_a_new_quarter_brings_a_new_grace():
    weeks = row([95, 50, 95, 50, 95], first=date(2026, 12, 7))
    assert quarter_of(weeks[3].start) == quarter_of(weeks[1].start)
    weeks = row([95, 50, 95, 95, 50, 95], first=date(2026, 12, 7))
    assert streak(weeks).length == 4
    assert streak(weeks).grace_used


def test_quarters_of_the_grace_follow_the_fiscal_year():
    weeks = row([95, 50, 95, 50, 95], first=date(2026, 10, 12))
    assert streak(weeks).length == 1
    assert streak(weeks, grid=Grid(fiscal_month=2)).length == 3


def test_the_grace_is_used_only_in_the_quarter_of_the_last_week():
    weeks = row([95, 50, 95, 95, 95], first=date(2026, 12, 14))
    assert streak(weeks[:3]).grace_used
    assert not streak(weeks).grace_used


def test_a_streak_of_11_weeks_with_the_grace_used_reads_over_a_week_away():
    scores = [101, 98, 104, 97, 99, None, 103, 100, 96, 93, 91, 88, 78]
    found = streak(row(scores, first=date(2026, 8, 17)), threshold=80)
    assert (found.length, found.grace_used) == (11, True)
    assert lower_in_a_row(row(scores)) == 6


def test_no_weeks_make_no_streak():
    assert streak([]).length == 0
    assert lower_in_a_row([]) == 0
    assert lower_in_a_row(row([90])) == 0


def test_the_order_in_which_weeks_arrive_does_not_matter():
    weeks = row([95, 50, 95, 91, 89, 95])
    assert streak(weeks[::-1]) == streak(weeks)


scores = st.lists(st.none() | st.integers(0, 120), max_size=40)


@quick
@given(scores)
def test_a_streak_is_no_longer_than_the_good_weeks_and_equals_them_without_a_miss(values):
    found = streak(row(values))
    good = [value for value in values if value is not None and value >= 90]
    assert 0 <= found.length <= len(good)
    if all(value is None or value >= 90 for value in values):
        assert found.length == len(good)


@quick
@given(scores)
def test_a_good_week_adds_exactly_one_and_a_week_away_nothing(values):
    before = streak(row(values)).length
    assert streak(row([*values, 90])).length == before + 1
    assert streak(row([*values, None])).length == before


@quick
@given(scores.filter(bool), st.data())
def test_a_better_week_never_shortens_a_streak(values, data):
    place = data.draw(st.integers(0, len(values) - 1))
    better = [120 if i == place and value is not None else value for i, value in enumerate(values)]
    assert streak(row(better)).length >= streak(row(values)).length


def test_one_odd_week_does_not_turn_the_slope():
    assert theil_sen([(0, 0), (1, 1), (2, 2), (3, 50), (4, 4)]) == 1
    assert theil_sen([(0, 3)]) is None


def test_an_arrow_needs_6_weeks_with_data():
    falling = [(90 - 5 * n, 100) for n in range(6)]
    assert trend(metric(falling)).arrow == "down"
    assert trend(metric(falling[:5])).arrow == ""
    assert trend(metric([*falling[:5], (None, 100)])).weeks == 5
    assert trend(metric([*falling[:5], (3, 0)])).slope is None
    assert trend([]).arrow == ""


def test_an_arrow_is_shown_above_10_percent_of_target_in_13_weeks():
    above = [(Fraction(1000 + 8 * n), 1000) for n in range(13)]
    below = [(Fraction(1000 + 7 * n), 1000) for n in range(13)]
    assert trend(metric(above)).arrow == "up"
    assert trend(metric(below)).arrow == ""
    assert trend(metric(below)).slope == pytest.approx(0.007, abs=1e-9)


def test_leave_and_new_targets_are_no_trend_because_each_week_has_its_own():
    pairs = [(100, 100), (80, 80), (60, 60), (40, 40), (120, 120), (100, 100)]
    assert trend(metric(pairs)).arrow == ""
    assert judged(metric([(40, 40), (40, 50), (40, 100), (40, 0), (None, 10)])) == [
        "good", "watch", "off", "none", "none",
    ]  # fmt: skip


def test_up_is_better_where_lower_is_better():
    pairs = [(20 - n, 10) for n in range(8)]
    assert trend(metric(pairs), lower_is_better=True).arrow == "up"


def test_the_score_has_an_arrow_too():
    assert score_trend(row([103, 100, 96, None, 93, 91, 88, 78])).arrow == "down"
    assert score_trend(row([100] * 13)).arrow == ""


@quick
@given(st.lists(st.none() | st.integers(0, 150), min_size=6, max_size=13))
def test_turning_the_row_around_turns_the_arrow(values):
    there = trend(metric([(value, 100) for value in values]))
    back = trend(metric([(value, 100) for value in values[::-1]]))
    turned = {"up": "down", "down": "up", "": ""}
    assert back.arrow == turned[there.arrow]
