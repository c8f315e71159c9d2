"""Commitments: how many and by when, kept or missed, carried once, settled at the second carry."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from coaching import services
from coaching.models import Commitment
from coaching.promises import kept_lately
from organizations.models import Event
from tests.cast import NOW, TODAY
from tests.coaching.conftest import FRIDAY

MONDAY_AFTER = date(2026, 11, 23)


def make(acme, **given):
    what = {"text": "Ask for referrals", "quantity": 2, "due_on": FRIDAY} | given
    return services.make_commitment(member=acme.rob, by=acme.rob, now=NOW, **what)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"quantity": None}, "quantity"),
        ({"quantity": 0}, "quantity"),
        ({"quantity": -1}, "quantity"),
        ({"quantity": 10**12}, "quantity"),
        ({"due_on": None}, "due_on"),
    ],
)
def test_more_cannot_be_kept_or_missed(acme, given, field):
    with acme.scope(), pytest.raises(ValidationError) as refused:
        make(acme, text="More referrals", **given)
    assert refused.value.message_dict[field] == [
        "Say how many, and by when. “More” cannot be kept or missed."
    ]


def test_a_promise_needs_words_and_a_day_that_is_still_to_come(acme):
    with acme.scope(), pytest.raises(ValidationError) as refused:
        make(acme, text="  ", due_on=TODAY - timedelta(days=1))
    assert set(refused.value.message_dict) == {"text", "due_on"}


def test_today_is_the_members_own_today(acme):
    late_evening = NOW.replace(hour=23, minute=30)
    acme.rob.zone = "Pacific/Auckland"  # it is Thursday there already
    with acme.scope(), pytest.raises(ValidationError, match="passed"):
        services.make_commitment(
            member=acme.rob, text="Call", quantity=1, due_on=TODAY, by=acme.rob, now=late_evening
        )


def test_two_promises_from_one_talk_are_enough(acme, talk, promise):
    with acme.scope():
        make(acme, one_on_one=talk)
        with pytest.raises(ValidationError, match="Two promises"):
            make(acme, one_on_one=talk)
        services.drop_commitment(commitment=promise, reason="Trade fair", by=acme.rob, now=NOW)
        make(acme, one_on_one=talk)


def test_kept_and_missed_are_decided_once_and_can_be_undone(acme, promise):
    with acme.scope():
        services.decide_commitment(commitment=promise, kept=True, by=acme.lea, now=NOW)
        with pytest.raises(ValidationError, match="decided already: kept"):
            services.decide_commitment(commitment=promise, kept=False, by=acme.lea, now=NOW)
        services.reopen_commitment(commitment=promise, by=acme.lea, now=NOW)
        services.decide_commitment(commitment=promise, kept=False, by=acme.lea, now=NOW)
        assert Commitment.objects.get().state == "missed"
        verbs = (
            Event.objects.filter(subject_type="coaching.commitment")
            .order_by("pk")
            .values_list("verb", flat=True)
        )
        assert list(verbs) == [
            "commitment_made",
            "commitment_kept",
            "commitment_reopened",
            "commitment_missed",
        ]


def test_carried_once_is_open_and_carried_twice_counts_as_missed(acme, promise):
    with acme.scope():
        services.carry_commitment(commitment=promise, due_on=MONDAY_AFTER, by=acme.rob, now=NOW)
        assert (promise.state, promise.carried, promise.due_on) == ("open", 1, MONDAY_AFTER)
        services.carry_commitment(
            commitment=promise, due_on=MONDAY_AFTER + timedelta(days=7), by=acme.rob, now=NOW
        )
        again = Commitment.objects.get()
        assert (again.state, again.carried, again.due_on) == ("missed", 2, MONDAY_AFTER)
        assert again.needs_settling
        assert list(Commitment.objects.unsettled()) == [again]
        with pytest.raises(ValidationError, match="decided already"):
            services.carry_commitment(commitment=again, due_on=None, by=acme.rob, now=NOW)
        with pytest.raises(ValidationError, match="counts as missed"):
            services.reopen_commitment(commitment=again, by=acme.rob, now=NOW)


def test_carrying_goes_forward_only(acme, promise):
    for day in (None, FRIDAY, TODAY):
        with acme.scope(), pytest.raises(ValidationError, match="later than"):
            services.carry_commitment(commitment=promise, due_on=day, by=acme.rob, now=NOW)


@pytest.fixture
def carried_twice(acme, promise):
    with acme.scope():
        services.carry_commitment(commitment=promise, due_on=MONDAY_AFTER, by=acme.rob, now=NOW)
        services.carry_commitment(commitment=promise, due_on=None, by=acme.rob, now=NOW)
    return promise


def test_what_was_carried_twice_is_made_smaller_with_a_reason(acme, carried_twice):
    with acme.scope():
        one = services.settle_commitment(
            commitment=carried_twice, decision="shrink", quantity=1, due_on=FRIDAY, reason="Trade fair", by=acme.rob,
            now=NOW,
        )  # fmt: skip
        assert (one.quantity, one.state, one.member_id) == (1, "open", acme.rob.pk)
        assert carried_twice.state == "missed"
        assert list(Commitment.objects.unsettled()) == [one]


def test_smaller_means_smaller(acme, carried_twice):
    for quantity in (None, 0, 2, 3):
        with acme.scope(), pytest.raises(ValidationError, match="below 2"):
            services.settle_commitment(
                commitment=carried_twice, decision="shrink", quantity=quantity, due_on=FRIDAY, reason="Fair",
                by=acme.rob, now=NOW,
            )  # fmt: skip
    with acme.scope():
        assert Commitment.objects.get().needs_settling


def test_it_is_handed_to_the_other_one(acme, carried_twice):
    with acme.scope():
        one = services.settle_commitment(
            commitment=carried_twice,
            decision="reassign",
            due_on=FRIDAY,
            reason="Lea knows them",
            by=acme.lea,
            now=NOW,
        )
        assert (one.member_id, one.witness_id) == (acme.lea.pk, acme.rob.pk)


def test_dropping_it_takes_a_reason(acme, carried_twice):
    with acme.scope():
        with pytest.raises(ValidationError, match="Say why"):
            services.settle_commitment(
                commitment=carried_twice, decision="drop", reason=" ", by=acme.rob, now=NOW
            )
        nothing = services.settle_commitment(
            commitment=carried_twice, decision="drop", reason="Firm closed", by=acme.rob, now=NOW
        )
        assert nothing is None
        assert Commitment.objects.get().state == "missed"
        assert not Commitment.objects.unsettled().exists()


def test_a_promise_is_not_dropped_after_its_day(acme, promise):
    later = NOW + timedelta(days=4)
    with acme.scope(), pytest.raises(ValidationError, match="Its day has passed"):
        services.drop_commitment(commitment=promise, reason="Forgot", by=acme.rob, now=later)


def test_kept_share_counts_kept_and_missed_of_four_weeks_and_nothing_else(acme):
    with acme.scope():
        for at, verb in enumerate(["kept", "kept", "missed", "open", "dropped", "old"]):
            one = make(acme, text=f"Promise {at}")
            when = NOW - timedelta(weeks=5) if verb == "old" else NOW
            if verb == "dropped":
                services.drop_commitment(commitment=one, reason="Fair", by=acme.rob, now=NOW)
            elif verb != "open":
                services.decide_commitment(commitment=one, kept=verb != "missed", by=acme.rob, now=when)
        share = kept_lately(acme.rob, NOW)
    assert (share.kept, share.of) == (2, 3)
