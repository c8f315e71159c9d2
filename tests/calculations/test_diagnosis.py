"""Where a shortfall comes from (COUNTING §6)."""

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goals.diagnosis import (
    Factor,
    Step,
    diagnose,
    factors_of,
    in_words,
    logarithmic_mean,
    points_shown,
    split,
)

quick = settings(max_examples=60, deadline=None)


def funnel(attempts, conversations, booked):
    return [
        Step("attempts", "Attempts", *attempts),
        Step("conversations", "Conversations", *conversations),
        Step("meetings_booked", "Meetings booked", *booked),
    ]


def test_two_of_four_meetings_split_into_3_5_won_and_45_and_8_5_lost():
    found = diagnose(funnel((84, 80), (9, 16), (2, 4)))
    assert [round(part.change * 100, 1) for part in found.parts] == [3.5, -45.0, -8.5]
    assert found.change == -0.5
    assert sum(part.change for part in found.parts) == pytest.approx(-0.5, abs=1e-9)
    assert found.cause == "list or timing"


def test_38_percent_short_reads_as_25_and_10_and_3_points():
    factors = [
        Factor("attempts", "Attempts", Fraction(7302, 10_000)),
        Factor("meetings_booked", "Conversation → meeting", Fraction(8818, 10_000)),
        Factor("value", "Deal size", Fraction(9629, 10_000)),
    ]
    found = split(factors)
    assert in_words(found) == (
        "38% short: 25 points from fewer attempts, 10 from conversation → meeting, 3 from deal size"
    )
    assert found.cause == "effort"


def test_no_attempts_are_all_effort():
    found = diagnose(funnel((0, 80), (0, 16), (0, 4)))
    assert [part.change for part in found.parts] == [-1.0]
    assert found.cause == "effort"
    assert in_words(found) == "100% short: 100 points from fewer attempts"


def test_a_factor_at_zero_takes_the_shortfall_that_is_left():
    found = diagnose(funnel((40, 80), (0, 16), (0, 4)))
    assert [round(part.change, 9) for part in found.parts] == [-0.5, -0.5]
    assert found.attainment == 0


def test_enough_attempts_and_no_conversation_are_the_list_or_the_timing():
    found = diagnose(funnel((80, 80), (0, 16), (0, 4)))
    assert found.cause == "list or timing"


def test_enough_conversations_and_few_meetings_are_skill():
    assert diagnose(funnel((80, 80), (16, 16), (1, 4))).cause == "skill"


def test_too_few_conversations_are_not_enough_to_tell():
    assert diagnose(funnel((20, 20), (4, 4), (0, 1))).cause == "not enough to tell yet"


def test_a_meeting_that_came_from_nowhere_is_not_counted_against_conversations():
    factors = factors_of(funnel((80, 80), (0, 16), (2, 4)))
    assert [factor.label for factor in factors] == ["Attempts", "Attempts → meetings booked"]
    assert diagnose(funnel((80, 80), (0, 16), (2, 4))).attainment == Fraction(1, 2)


def test_money_at_the_end_is_a_matter_of_deal_size():
    steps = [Step("wins", "Wins", 2, 2), Step("value", "Deal size", 20_000, 40_000)]
    found = diagnose(steps)
    assert found.cause == "deal size"
    assert found.parts[1].change == pytest.approx(-0.5, abs=1e-9)


def test_a_full_week_is_not_short():
    found = diagnose(funnel((80, 80), (16, 16), (4, 4)))
    assert in_words(found) == "Nothing is short."
    assert [part.change for part in found.parts] == [0, 0, 0]
    assert found.cause == "not enough to tell yet"


def test_what_was_won_back_is_said_too():
    found = diagnose(funnel((84, 80), (9, 16), (2, 4)))
    assert in_words(found) == (
        "50% short: 45 points from attempts → conversations, 9 from conversations → meetings booked;"
        " 4 won back elsewhere"
    )


def test_a_target_of_zero_cannot_be_split():
    with pytest.raises(ValueError, match="target above 0"):
        factors_of([Step("attempts", "Attempts", 1, 0)])


def test_the_logarithmic_mean_of_nothing_changed_is_one():
    assert logarithmic_mean(Fraction(1)) == 1
    assert logarithmic_mean(Fraction(10**15 + 1, 10**15)) == pytest.approx(1, abs=1e-9)


counts = st.tuples(st.integers(0, 10_000), st.integers(1, 10_000))


@quick
@given(st.lists(counts, min_size=1, max_size=6))
def test_the_parts_add_up_to_the_shortfall(pairs):
    found = diagnose([Step(f"step{i}", f"Step {i}", *pair) for i, pair in enumerate(pairs)])
    assert math.fsum(p.change for p in found.parts) == pytest.approx(found.change, rel=1e-9, abs=1e-9)
    done, due = pairs[-1]
    assert found.attainment == Fraction(done, due)
    shown = points_shown(found)
    assert sum(shown) == -math.floor((1 - found.attainment) * 100 + Fraction(1, 2))
    assert all(abs(p - part.change * 100) <= 2 for p, part in zip(shown, found.parts, strict=True))


@quick
@given(st.lists(st.fractions(Fraction(1, 100), 3, max_denominator=1000), min_size=1, max_size=5))
def test_a_factor_below_plan_loses_and_one_above_it_wins(ratios):
    found = split([Factor("x", "x", ratio) for ratio in ratios])
    assert all((part.change < 0) == (part.ratio < 1) for part in found.parts)
