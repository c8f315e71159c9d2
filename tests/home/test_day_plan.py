"""Today's number, on plain values."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from salesleader.day_chart import day_chart
from salesleader.day_plan import DayFact, plan_day

MONDAY = date(2026, 11, 16)
FULL, HALF, NONE = Fraction(1), Fraction(1, 2), Fraction(0)


def week(*done, weights=(FULL,) * 5 + (NONE,) * 2):
    given = [*done, *[0] * (7 - len(done))]
    return [
        DayFact(MONDAY + timedelta(days=at), weight, Fraction(count), usual=at < 5)
        for at, (weight, count) in enumerate(zip(weights, given, strict=True))
    ]


def test_a_shortfall_is_spread_over_the_days_left():
    plan = plan_day(week(22, 15, 7), Fraction(100), MONDAY + timedelta(days=2))
    assert (plan.due, plan.done, plan.left) == (21, 7, 14)
    assert plan.arithmetic == "(100 − 37) ÷ 3 days left = 21"


def test_what_does_not_divide_is_due_earlier():
    plan = plan_day(week(22, 14), Fraction(100), MONDAY + timedelta(days=2))
    assert plan.due == 22
    assert plan.arithmetic == "(100 − 36) ÷ 3 days left = 21 1/3 a day, 22 today"
    assert [bar.target for bar in plan.bars] == [20, 20, 22, 21, 21]


def test_a_half_day_is_due_half():
    plan = plan_day(week(weights=(FULL, FULL, HALF, FULL, FULL, NONE, NONE)), Fraction(90), MONDAY)
    assert [bar.target for bar in plan.bars] == [20, 20, 10, 20, 20]


def test_a_week_that_is_done_asks_for_nothing():
    plan = plan_day(week(60, 45), Fraction(100), MONDAY + timedelta(days=2))
    assert (plan.due, plan.left) == (0, 0)
    assert "105 of 100" in plan.arithmetic


def test_a_day_off_and_a_week_off_ask_for_nothing():
    plan = plan_day(week(), Fraction(100), MONDAY + timedelta(days=5))
    assert (plan.due, plan.is_off, plan.arithmetic) == (0, True, "")
    assert plan_day(week(weights=(NONE,) * 7), Fraction(0), MONDAY).due == 0


def test_a_weekend_shows_only_where_something_was_done():
    assert len(plan_day(week(), Fraction(10), MONDAY).bars) == 5
    assert len(plan_day(week(0, 0, 0, 0, 0, 3), Fraction(10), MONDAY).bars) == 6


@pytest.mark.parametrize(
    ("done", "words"),
    [((), "Attempts this week: today 0 of 20 so far"), ((22,), "Attempts this week: today 22 of 20 so far")],
)
def test_the_chart_says_its_finding(done, words):
    assert words in day_chart(plan_day(week(*done), Fraction(100), MONDAY).bars, "Attempts")
