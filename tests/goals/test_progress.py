"""Where people stand: actual, target with arithmetic, what is due by now, pace, and what is left a day."""

from datetime import date
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.models import Goal, TargetStep
from goals.progress import progress_of
from metrics.models import Metric
from organizations.periods import Period
from organizations.services import add_member, set_ramp, take_time_off
from tests.cast import NOW, SINCE, STARTED, TODAY
from tests.scorecards.conftest import aim, log

WEEK = Period(date(2026, 11, 16), date(2026, 11, 23))


def stand(acme, *members, metric="attempts", today=TODAY):
    metrics = [Metric.objects.get(key=metric)]
    found = progress_of(members, metrics, WEEK, today, organization=acme.organization)
    return found if len(members) > 1 else found[members[0].pk, metric]


def test_two_of_five_days_are_due_on_wednesday(acme):
    with acme.scope():
        aim(acme.rob, attempts=100)
        log(acme.rob, 37, on=WEEK.start)
        one = stand(acme, acme.rob)
    assert (one.actual, one.target.value, one.target.arithmetic) == (37, 100, "100 × 5 of 5 days")
    assert (one.due, one.status, one.required, one.days_left) == (40, "watch", 21, 3)


def test_leave_lowers_the_target_and_ramp_too(acme):
    with acme.scope():
        aim(acme.rob, attempts=20)
        take_time_off(
            membership=acme.rob, starts_on=date(2026, 11, 20), ends_on=date(2026, 11, 21), by=None, now=NOW
        )
        set_ramp(membership=acme.rob, steps={SINCE: Decimal("0.5")}, by=None, now=NOW)
        one = stand(acme, acme.rob)
    assert (one.target.value, one.target.arithmetic) == (8, "20 × 50% ramp × 4 of 5 days")


def test_a_change_in_the_middle_of_the_week_counts_by_days(acme):
    with acme.scope():
        aim(acme.rob, attempts=50)
        goal = Goal.objects.get()
        TargetStep.objects.create(goal=goal, from_on=date(2026, 11, 19), value=60, created_at=NOW)
        assert stand(acme, acme.rob).target.value == 54


def test_a_goal_that_ended_asks_only_for_its_days(acme):
    with acme.scope():
        aim(acme.rob, attempts=50)
        Goal.objects.update(ends_on=date(2026, 11, 18))
        assert stand(acme, acme.rob).target.value == 20
        Goal.objects.update(ends_on=date(2026, 11, 16))
        assert not stand(acme, acme.rob).has_goal


def test_without_a_goal_the_actual_is_there_and_nothing_is_judged(acme):
    with acme.scope():
        log(acme.rob, 3, on=WEEK.start)
        one = stand(acme, acme.rob)
    assert (one.actual, one.status, one.why, one.required) == (3, "none", "no goal yet", None)


def test_on_monday_morning_nobody_is_judged(acme):
    with acme.scope():
        aim(acme.rob, attempts=50)
        assert stand(acme, acme.rob, today=WEEK.start).why == "too early"


def test_each_member_has_their_own_day(acme):
    with acme.scope():
        aim(acme.rob, attempts=50)
        aim(acme.rita, attempts=50)
        days = {acme.rob.pk: TODAY, acme.rita.pk: date(2026, 11, 19)}
        found = stand(acme, acme.rob, acme.rita, today=days)
    assert (found[acme.rob.pk, "attempts"].due, found[acme.rita.pk, "attempts"].due) == (20, 30)


def test_a_ratio_is_due_in_full_on_any_day(acme):
    with acme.scope():
        aim(acme.rob, conversation_rate="0.20")
        assert stand(acme, acme.rob, metric="conversation_rate").why == "nothing to measure yet"
        log(acme.rob, 9, on=WEEK.start)
        log(acme.rob, 1, "call", "not_interested", on=WEEK.start)
        one = stand(acme, acme.rob, metric="conversation_rate")
    assert (one.actual, one.due, one.status) == (Decimal("0.1"), Decimal("0.2"), "off")
    assert one.target.arithmetic == "20%, a share, so not scaled"


def test_seven_people_cost_the_queries_of_two(acme):
    def cost(members):
        with CaptureQueriesContext(connection) as captured:
            stand(acme, *members)
        return len(captured)

    with acme.scope():
        few = [acme.rob, acme.rita]
        more = [
            add_member(name=f"Extra {n}", email=f"x{n}@acme.example", zone="UTC", by=acme.ada, now=STARTED)
            for n in range(5)
        ]
        for member in [*few, *more]:
            aim(member)
        assert cost([*few, *more]) == cost(few)
