"""Clocks that change and years that are long: see bench/faults/clocks.py."""

import pytest

from bench.faults import clocks

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("change", clocks.CHANGES, ids=lambda one: f"{one.zone} {one.day}")
def test_a_week_whose_clocks_change_counts_each_entry_once_and_closes_at_its_local_hour(change):
    seen = clocks.one_change(change)
    assert seen.passed, seen.seen


def test_a_date_that_a_zone_left_out_makes_a_short_week():
    from datetime import date

    from organizations.periods import Period, hours_in

    assert hours_in(Period(date(2011, 12, 26), date(2012, 1, 2)), "Pacific/Apia") == 6 * 24


@pytest.mark.parametrize("span", clocks.SPANS, ids=lambda one: one.name)
def test_week_53_weeks_from_sunday_and_leap_days_leave_no_gap_and_no_double(span):
    seen = clocks.one_span(span)
    assert seen.passed, seen.seen
