"""Estimates from small samples (COUNTING §7)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.estimates import chance_of_at_most, enough_to_tell, is_assumption, rate, shrunk, wilson

quick = settings(max_examples=60, deadline=None)


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(3, 20, 5.2, 36.0), (15, 100, 9.3, 23.3), (150, 1000, 12.9, 17.3),
     (600, 4800, 11.6, 13.5), (150, 600, 21.7, 28.6), (10, 40, 14.2, 40.2), (48, 96, 40.2, 59.8)],
)  # fmt: skip
def test_likely_ranges_are_wilson_s(successes, trials, low, high):
    likely = wilson(successes, trials)
    assert (round(likely.low * 100, 1), round(likely.high * 100, 1)) == (low, high)


def test_120_of_150_may_be_anything_from_73_to_86_percent():
    likely = wilson(120, 150)
    assert (round(likely.low * 100, 1), round(likely.high * 100, 1)) == (72.9, 85.6)


def test_6_of_40_leaning_on_10_percent_is_12_point_22_percent():
    assert shrunk(6, 40, 0.10) == pytest.approx(11 / 90, abs=1e-9)
    assert round(shrunk(6, 40, 0.10), 4) == 0.1222


def test_below_20_trials_a_rate_is_an_assumption():
    assert is_assumption(19)
    assert not is_assumption(20)
    assert rate(6, 40, 0.10).assumption is False
    assert rate(0, 0, 0.10).value == pytest.approx(0.10)


def test_without_trials_anything_is_likely():
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0, 1)


def test_impossible_counts_are_refused():
    with pytest.raises(ValueError, match="5 of 4 is not a share"):
        wilson(5, 4)
    with pytest.raises(ValueError, match="rate to lean on"):
        shrunk(0, 0, 0.1, 0)


def test_plain_division_is_a_coin_flip():
    assert 1 - chance_of_at_most(0, 5, 0.20) == pytest.approx(0.672, abs=5e-4)
    assert 1 - chance_of_at_most(5, 24, 0.25) == pytest.approx(0.578, abs=5e-4)
    assert 1 - chance_of_at_most(9, 50, 0.20) == pytest.approx(0.556, abs=5e-4)


def test_9_of_84_at_a_planned_fifth_is_more_than_chance_and_0_of_4_is_not():
    assert enough_to_tell(9, 84, 0.20)
    assert not enough_to_tell(0, 4, 0.25)
    assert not enough_to_tell(1, 8, 0.25)


def test_chances_hold_at_their_ends():
    assert chance_of_at_most(-1, 5, 0.5) == 0
    assert chance_of_at_most(5, 5, 0.5) == 1
    assert chance_of_at_most(0, 5, 0.0) == 1
    assert chance_of_at_most(4, 5, 1.0) == 0


@quick
@given(st.integers(0, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_likely_range_holds_the_share_and_stays_within_0_and_1(counts):
    successes, trials = counts
    likely = wilson(successes, trials)
    assert 0 <= likely.low <= likely.high <= 1
    if trials:
        assert likely.low <= successes / trials <= likely.high


@quick
@given(st.integers(0, 500), st.integers(0, 500), st.floats(0, 1))
def test_a_shrunk_rate_lies_between_history_and_what_it_leans_on(successes, misses, prior):
    trials = successes + misses
    own = successes / trials if trials else prior
    assert min(own, prior) - 1e-9 <= shrunk(successes, trials, prior) <= max(own, prior) + 1e-9


@quick
@given(st.integers(1, 3000), st.floats(0.001, 0.999))
def test_chances_grow_to_one(trials, probability):
    steps = [chance_of_at_most(k, trials, probability) for k in (0, trials // 2, trials)]
    assert steps == sorted(steps)
    assert steps[-1] == 1
