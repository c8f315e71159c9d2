"""The benchmark's own claims: the SQL by hand says what the engine says, and the table says it in words."""

from datetime import timedelta

import pytest

from activities.models import Activity
from activities.services import log_activity
from bench.by_hand import METRICS, ByHand
from bench.parts.engine import demand_equal
from bench.report import Result, as_json, figure
from metrics.engine import tally
from organizations.periods import Period
from tests.cast import MONDAY, NOW

WEEKS = Period(MONDAY - timedelta(weeks=1), MONDAY + timedelta(weeks=1))
# type, outcome, prospect, days ago: the same prospect twice, on two days, on two channels, and nobody in particular
LOG = [
    ("call", "no_answer", "Tom", 0), ("call", "busy", "Tom", 0), ("call", "no_answer", "Tom", 1),
    ("email", "sent", "Tom", 0), ("call", "voicemail", "", 0), ("call", "no_answer", "", 0),
    ("call", "meeting_booked", "Tom", 7), ("meeting", "held", "Ann", 0), ("visit", "left_card", "Ann", 0),
]  # fmt: skip


@pytest.fixture
def log(acme):
    from activities.picking import pick_type

    with acme.scope():
        for member in (acme.rob, acme.sol):
            for kind, outcome, prospect, days in LOG:
                type_, ended = pick_type(kind, outcome)
                then = NOW - timedelta(days=days)
                log_activity(
                    member=member, type=type_, outcome=ended, prospect=prospect, occurred_at=then, now=NOW, by=None,
                    seconds=40, follow_up_on=NOW.date() if ended.needs_date else None,
                )  # fmt: skip
        yield acme


@pytest.mark.parametrize("weekly", [False, True])
def test_the_engine_and_the_sql_by_hand_agree(log, weekly):
    counted = tally(
        METRICS, WEEKS, by="person", every="week" if weekly else None, organization=log.organization
    )
    by_hand = ByHand(log.organization.pk).figures(WEEKS, weekly=weekly)
    assert sum(figures[0] for figures in by_hand.values()) == 2 * 7
    demand_equal(counted, by_hand, WEEKS)


def test_figures_that_differ_stop_the_benchmark(log):
    counted = tally(METRICS, WEEKS, by="person", organization=log.organization)
    by_hand = ByHand(log.organization.pk).figures(WEEKS)
    by_hand[log.rob.pk, 0] = (99, *by_hand[log.rob.pk, 0][1:])
    with pytest.raises(AssertionError, match="Rob Rep"):
        demand_equal(counted, by_hand, WEEKS)


def test_a_deleted_entry_counts_for_neither(log):
    Activity.objects.filter(member=log.rob).update(deleted_at=NOW)
    by_hand = ByHand(log.organization.pk).figures(WEEKS)
    assert {member for member, _ in by_hand} == {log.sol.pk}
    demand_equal(tally(METRICS, WEEKS, by="person", organization=log.organization), by_hand, WEEKS)


def test_a_verdict_is_about_the_ratio_or_where_there_is_no_floor_about_the_figure():
    assert Result("a", 30, 10, "ms", 3).verdict == "inside"
    assert Result("a", 31, 10, "ms", 3).verdict == "OUTSIDE"
    assert Result("a", 3, 10, "a second", 0.4, at_least=True).verdict == "OUTSIDE"
    assert Result("a", 9, None, "", 8).verdict == "OUTSIDE"
    assert Result("a", 9, 10, "").verdict == ""
    assert '"ratio": 3.0' in as_json([Result("a", 30, 10, "ms", 3)])
    assert [figure(one) for one in (1234.5, 12.34, 1.234, 8, None)] == ["1,234", "12.3", "1.23", "8", ""]
