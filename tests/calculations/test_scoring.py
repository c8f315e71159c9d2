"""Scores of people and teams (COUNTING §5)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.scoring import Line, check_card, check_weights, credit_for, score, team_line, team_score

quick = settings(max_examples=60, deadline=None)


def line(weight, actual, target, key="calls", **more):
    return Line(key, key.capitalize(), weight, actual, target, **more)


def weekly(calls, conversations, meetings, cap=Fraction(6, 5)):
    return [
        line(20, calls, 40, "calls", cap=cap),
        line(40, conversations, 5, "conversations", cap=cap),
        line(40, meetings, 2, "meetings", cap=cap),
    ]


WEEK_46 = [
    line(15, 84, 80, "attempts"),
    line(25, 9, 16, "conversations"),
    line(25, 2, 4, "meetings_booked"),
    line(25, 4, 4, "meetings_held"),
    line(10, Decimal("0.95"), Decimal("0.90"), "follow_ups", unit="share"),
]


def test_without_a_cap_twice_the_revenue_makes_half_the_deals_a_170():
    lines = [line(20, 2, 4, "opportunities", cap=None), line(80, 40_000, 20_000, "revenue", cap=None)]
    assert score(lines).value == 170


@pytest.mark.parametrize(("cap", "value"), [(None, 60), (Decimal("1.2"), 24), (1, 20)])
def test_calls_alone_cannot_carry_a_week_once_there_is_a_cap(cap, value):
    assert score(weekly(120, 0, 0, cap)).value == value


def test_36_of_40_and_4_of_5_and_2_of_2_are_90():
    assert score(weekly(36, 4, 2)).value == 90


def test_week_46_is_77_point_9_and_its_points_add_up():
    found = score(WEEK_46)
    assert found.value is not None
    assert round(float(found.value), 1) == 77.9
    assert [round(float(told.points), 1) for told in found.lines] == [15.8, 14.1, 12.5, 25.0, 10.6]
    assert [told.out_of for told in found.lines] == [15, 25, 25, 25, 10]


def test_a_late_call_makes_week_46_78_point_1_and_a_meeting_held_83():
    late = [replace(WEEK_46[0], actual=85), *WEEK_46[1:]]
    held = [*WEEK_46[:3], replace(WEEK_46[3], actual=5), WEEK_46[4]]
    assert round(float(score(late).value), 1) == 78.1
    assert round(float(score(held).value)) == 83


def test_lines_that_are_not_scored_leave_their_weight_to_the_others():
    found = score([line(50, 5, 10), line(50, 3, 4, "ratio", scored=False, why="only 1 of 5 days")])
    assert found.value == 50
    assert found.lines[0].out_of == 100
    assert found.lines[1].points is None
    assert found.lines[1].why == "only 1 of 5 days"


def test_a_target_of_zero_is_shown_and_not_scored():
    found = score([line(100, 3, 0)])
    assert found.value is None
    assert found.lines[0].why == "target is 0"


def test_with_nothing_scored_there_is_no_score():
    assert score([]).value is None


def test_a_zero_is_a_score():
    assert score([line(100, 0, 10)]).value == 0


def test_below_the_floor_there_is_no_credit():
    half = Fraction(1, 2)
    assert credit_for(Fraction(49, 100), floor=half) == 0
    assert credit_for(half, floor=half) == half
    assert credit_for(Fraction(-1), floor=-2) == 0


def test_lower_is_better_earns_credit_for_less():
    assert score([line(100, 8, 4, lower_is_better=True)]).value == 50
    assert score([line(100, 0, 4, lower_is_better=True)]).value == 120
    assert score([line(100, 0, 4, lower_is_better=True, cap=1)]).value == 100
    assert score([line(100, 0, 0, lower_is_better=True)]).value is None
    assert score([line(100, 2, 4, lower_is_better=True)]).value == 120


def test_weights_that_do_not_add_to_100_are_refused_with_the_difference():
    with pytest.raises(ValueError, match=r"The weights add to 95, not 100\. Add 5\."):
        check_weights([50, 45])
    with pytest.raises(ValueError, match=r"The weights add to 102\.5, not 100\. Take 2\.5 away\."):
        check_weights([60, Decimal("42.5")])
    with pytest.raises(ValueError, match="weight above 0"):
        check_weights([100, 0])
    check_weights([Decimal("33.3"), Decimal("33.3"), Decimal("33.4")])


def test_a_card_holds_five_metrics_and_each_of_them_once():
    check_card(WEEK_46)
    with pytest.raises(ValueError, match="at most 5 metrics, this one has 6"):
        check_card([line(Decimal(100) / 6, 1, 1, str(i)) for i in range(6)])
    with pytest.raises(ValueError, match="only once"):
        check_card([line(50, 1, 1), line(50, 1, 1)])


def test_five_of_ten_and_zero_of_ten_make_a_team_at_25_percent():
    people = [[line(100, 5, 10)], [line(100, 0, 10)]]
    assert team_score([line(100, 0, 0)], people).value == 25


def test_a_team_is_weighted_as_its_own_template_says():
    people = [
        [line(50, 10, 10), line(50, 0, 10, "meetings")],
        [line(90, 10, 10), line(10, 10, 10, "meetings")],
    ]
    template = [line(60, 0, 0), line(40, 0, 0, "meetings")]
    assert team_score(template, people).value == 60 + 20


def test_a_person_without_a_target_still_adds_what_they_did():
    people = [line(100, 5, 10), line(100, 3, 0, scored=False, why="target is 0")]
    assert team_line(line(100, 0, 0), people).actual == 8
    assert team_line(line(100, 0, 0), people).target == 10


def test_a_team_s_ratio_is_made_from_its_parts():
    people = [line(100, 1, 1, parts=(1, 1)), line(100, 0, 1, parts=(0, 9))]
    found = team_line(line(100, 0, Decimal("0.5"), parts=(0, 0)), people)
    assert found.actual == Fraction(1, 10)
    assert score([found]).value == 20
    nothing = team_line(line(100, 0, Decimal("0.5"), parts=(0, 0)), [])
    assert score([nothing]).lines[0].why == "nothing to measure"


amounts = st.integers(-50, 10_000)
caps = st.none() | st.fractions(0, 3, max_denominator=100)


@quick
@given(st.fractions(-5, 5, max_denominator=100), st.fractions(0, 2, max_denominator=10), caps)
def test_credit_lies_between_0_and_the_cap(reached, floor, cap):
    credit = credit_for(reached, floor=floor, cap=cap)
    assert credit >= 0
    assert cap is None or credit <= cap


@quick
@given(st.lists(st.tuples(st.integers(1, 100), amounts, st.integers(0, 500), st.booleans()), max_size=5))
def test_the_points_add_up_to_the_score_and_what_they_are_out_of_to_100(rows):
    lines = [line(w, a, t, str(i), scored=s) for i, (w, a, t, s) in enumerate(rows)]
    found = score(lines)
    scored = [told for told in found.lines if told.scored]
    if not scored:
        assert found.value is None
    else:
        assert sum(told.points for told in scored) == found.value
        assert sum(told.out_of for told in scored) == 100
        assert 0 <= found.value <= 120


@quick
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=12))
def test_the_team_is_the_sum_of_its_people_in_any_order(people):
    lines = [line(100, *pair, cap=None) for pair in people]
    done, due = sum(a for a, _ in people), sum(t for _, t in people)
    one, other = (score([team_line(line(100, 0, 0, cap=None), row)]).value for row in (lines, lines[::-1]))
    assert one == other == (Fraction(100 * done, due) if due else None)
