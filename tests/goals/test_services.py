"""Setting targets: from a day on, never into a closed week."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from goals.models import Goal, TargetStep
from goals.services import end_goal, set_target
from metrics.models import Metric
from organizations.models import Event
from organizations.services import deactivate_member
from tests.cast import MONDAY, NOW, TODAY


@pytest.fixture
def attempts(acme):
    with acme.scope():
        yield Metric.objects.get(key="attempts")


def aim_at(acme, metric, value, from_on=TODAY, **more):
    given = {"member": acme.rob, "metric": metric, "by": acme.lea, "now": NOW} | more
    return set_target(value=Decimal(value), from_on=from_on, **given)


def test_a_target_makes_the_goal_and_its_first_step(acme, attempts):
    goal = aim_at(acme, attempts, 50, reason="Agreed on Monday")
    step = goal.steps.get()
    assert (goal.starts_on, step.value, step.set_by, step.reason) == (TODAY, 50, acme.lea, "Agreed on Monday")
    event = Event.objects.get(verb="target_set")
    assert (event.actor, event.data["before"], event.data["after"]) == (acme.lea, None, "50")


def test_a_change_is_one_step_more_of_the_same_goal(acme, attempts):
    goal = aim_at(acme, attempts, 50, MONDAY)
    assert aim_at(acme, attempts, 60, TODAY) == goal
    assert list(goal.steps.values_list("from_on", "value")) == [(MONDAY, 50), (TODAY, 60)]


def test_the_same_day_again_corrects_it_and_the_event_says_so(acme, attempts):
    aim_at(acme, attempts, 50)
    aim_at(acme, attempts, 55)
    aim_at(acme, attempts, 55)
    assert TargetStep.objects.get().value == 55
    events = Event.objects.filter(verb="target_set").order_by("pk")
    assert [event.data["before"] for event in events] == [None, "50.00"]


def test_the_running_week_can_change_from_its_first_day_and_no_day_before(acme, attempts):
    aim_at(acme, attempts, 50, MONDAY)
    with pytest.raises(ValidationError, match="Choose Monday 16 November or later"):
        aim_at(acme, attempts, 50, MONDAY - timedelta(days=1))


def test_which_week_runs_is_the_members_own(acme, attempts):
    acme.rob.zone = "Pacific/Auckland"
    acme.rob.save(update_fields=["zone"])
    sunday_noon = NOW.replace(day=15, hour=12)  # Monday 01:00 in Auckland
    with pytest.raises(ValidationError, match="Monday 16 November"):
        set_target(
            member=acme.rob,
            metric=attempts,
            value=Decimal(1),
            from_on=date(2026, 11, 15),
            by=acme.lea,
            now=sunday_noon,
        )


def test_a_later_day_is_allowed_and_an_earlier_one_moves_the_start(acme, attempts):
    goal = aim_at(acme, attempts, 50, MONDAY + timedelta(days=7))
    aim_at(acme, attempts, 40, TODAY)
    goal.refresh_from_db()
    assert goal.starts_on == TODAY
    assert Goal.objects.count() == 1


@pytest.mark.parametrize(("value", "says"), [(-1, "0 or more"), (10**12, "number of digits")])
def test_numbers_that_make_no_sense_are_refused(acme, attempts, value, says):
    with pytest.raises(ValidationError, match=says):
        aim_at(acme, attempts, value)


def test_someone_who_left_gets_no_target(acme, attempts):
    deactivate_member(membership=acme.rob, by=acme.ada, now=NOW)
    with pytest.raises(ValidationError, match="Rob Rep has left"):
        aim_at(acme, attempts, 5)


def test_an_ended_goal_asks_for_nothing_from_that_day_and_a_new_one_may_follow(acme, attempts):
    goal = aim_at(acme, attempts, 50, MONDAY)
    end_goal(goal=goal, on=TODAY, by=acme.lea, now=NOW)
    goal.refresh_from_db()
    assert goal.ends_on == TODAY
    assert aim_at(acme, attempts, 30, TODAY) != goal


def test_a_goal_that_has_not_begun_goes_altogether(acme, attempts):
    goal = aim_at(acme, attempts, 50, TODAY + timedelta(days=3))
    end_goal(goal=goal, on=TODAY, by=acme.lea, now=NOW)
    assert not Goal.objects.exists()
    assert Event.objects.filter(verb="goal_ended").exists()
