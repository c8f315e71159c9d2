"""1:1s are planned with people one leads, moved, held once, called off and brought back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from coaching import services
from coaching.models import OneOnOne
from organizations.models import Event
from tests.cast import NOW

SOON = NOW + timedelta(days=1)


def test_a_leader_plans_a_talk_with_a_person_they_lead(acme):
    with acme.scope():
        talk = services.plan_one_on_one(leader=acme.lea, rep=acme.rob, planned_at=SOON, by=acme.lea, now=NOW)
        assert list(OneOnOne.objects.upcoming(NOW)) == [talk]
        assert Event.objects.get(verb="one_on_one_planned").data["rep"] == acme.rob.pk


@pytest.mark.parametrize("who", ["sol", "ada", "lea"])
def test_nobody_else_can_be_planned_with(acme, who):
    with acme.scope(), pytest.raises(ValidationError, match="people you lead"):
        services.plan_one_on_one(
            leader=acme.lea, rep=getattr(acme, who), planned_at=SOON, by=acme.lea, now=NOW
        )


def test_a_time_that_has_passed_is_refused(acme):
    with acme.scope(), pytest.raises(ValidationError, match="still to come"):
        services.plan_one_on_one(leader=acme.lea, rep=acme.rob, planned_at=NOW, by=acme.lea, now=NOW)


def test_the_same_two_are_not_planned_twice_for_the_same_time(acme, talk):
    with acme.scope(), pytest.raises(ValidationError, match="already"):
        services.plan_one_on_one(
            leader=acme.lea, rep=acme.rob, planned_at=talk.planned_at, by=acme.lea, now=NOW
        )


def test_moving_keeps_before_and_after_in_the_trail(acme, talk):
    with acme.scope():
        services.reschedule(one_on_one=talk, planned_at=SOON, by=acme.rob, now=NOW)
        assert OneOnOne.objects.get(pk=talk.pk).planned_at == SOON
        assert Event.objects.get(verb="one_on_one_moved").data["after"] == SOON.isoformat()


def test_holding_twice_is_the_same_as_once(acme, talk):
    with acme.scope():
        services.hold_one_on_one(one_on_one=talk, by=acme.lea, now=SOON)
        services.hold_one_on_one(one_on_one=talk, by=acme.lea, now=SOON + timedelta(hours=1))
        assert OneOnOne.objects.get(pk=talk.pk).held_at == SOON
        assert Event.objects.filter(verb="one_on_one_held").count() == 1


def test_what_was_called_off_can_be_brought_back_and_not_be_held_before(acme, talk):
    with acme.scope():
        services.cancel(one_on_one=talk, by=acme.lea, now=NOW)
        with pytest.raises(ValidationError, match="called off"):
            services.hold_one_on_one(one_on_one=talk, by=acme.lea, now=NOW)
        services.restore(one_on_one=talk, by=acme.lea, now=NOW)
        assert OneOnOne.objects.open().get() == talk


def test_what_was_held_is_not_moved(acme, talk):
    with acme.scope():
        services.hold_one_on_one(one_on_one=talk, by=acme.lea, now=SOON)
        with pytest.raises(ValidationError, match="held already"):
            services.reschedule(one_on_one=talk, planned_at=SOON + timedelta(days=1), by=acme.lea, now=SOON)


def test_the_topic_stays_out_of_the_trail(acme, talk):
    with acme.scope():
        services.choose_topic(one_on_one=talk, topic="Fear of the phone", by=acme.lea, now=NOW)
        assert "Fear" not in str(list(Event.objects.values_list("data", flat=True)))
