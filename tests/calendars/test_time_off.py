"""Time off: asked, answered, withdrawn; what counts, what is refused, and what stays in the trail."""

from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from organizations.calendars import calendars_of
from organizations.models import Event, TimeOff
from organizations.periods import week_of
from organizations.services import (
    approve_time_off,
    ask_time_off,
    decline_time_off,
    reopen_time_off,
    take_time_off,
    withdraw_time_off,
)
from organizations.working_days import own_days
from tests.cast import MONDAY, NOW

HALF = Decimal("0.5")
WEEK = week_of(MONDAY + timedelta(days=7))
WEDNESDAY = WEEK.start + timedelta(days=2)
DAY = timedelta(days=1)


def ask(acme, starts_on=WEDNESDAY, ends_on=None, member=None, **more):
    member = member or acme.rob
    return ask_time_off(
        membership=member, starts_on=starts_on, ends_on=ends_on or starts_on + DAY, by=member, now=NOW, **more
    )


def own(acme, member=None):
    member = member or acme.rob
    return own_days(WEEK, calendars_of([member], acme.organization, WEEK)[member.pk])


def test_only_what_is_approved_counts(acme):
    with acme.scope():
        off = ask(acme, part="afternoon", reason="Dentist")
        assert (off.share, own(acme)) == (HALF, 5)
        off = approve_time_off(time_off=off, by=acme.lea, now=NOW)
        assert (off.decided_by, own(acme)) == (acme.lea, 4 + HALF)
        withdraw_time_off(time_off=off, by=acme.rob, now=NOW)
        assert own(acme) == 5
        verbs = list(
            Event.objects.filter(subject_id=off.pk, subject_type="organizations.timeoff").order_by("pk")
        )
    assert [(event.verb, event.data["counted"], event.data["counts"]) for event in verbs] == [
        ("time_off_asked", False, False),
        ("time_off_approved", False, True),
        ("time_off_withdrawn", True, False),
    ]


def test_a_no_says_why(acme):
    with acme.scope():
        off = ask(acme)
        with pytest.raises(ValidationError, match="Say why"):
            decline_time_off(time_off=off, by=acme.lea, now=NOW, answer=" ")
        off = decline_time_off(time_off=off, by=acme.lea, now=NOW, answer="Fair week,  all hands")
        assert (off.state, off.answer, own(acme)) == (TimeOff.DECLINED, "Fair week, all hands", 5)


def test_what_was_answered_can_not_be_answered_again(acme):
    with acme.scope():
        off = approve_time_off(time_off=ask(acme), by=acme.lea, now=NOW)
        with pytest.raises(ValidationError, match="approved already"):
            decline_time_off(time_off=off, by=acme.lea, now=NOW, answer="No")
        withdraw_time_off(time_off=off, by=acme.rob, now=NOW)
        with pytest.raises(ValidationError, match="withdrawn"):
            approve_time_off(time_off=off, by=acme.lea, now=NOW)


def test_an_answer_can_be_undone_and_is_open_again(acme):
    with acme.scope():
        off = decline_time_off(time_off=ask(acme), by=acme.lea, now=NOW, answer="No")
        off = reopen_time_off(time_off=off, by=acme.lea, now=NOW)
        assert (off.state, off.answer, off.decided_by) == (TimeOff.ASKED, "", None)
        off = approve_time_off(time_off=off, by=acme.lea, now=NOW)
        with pytest.raises(ValidationError, match="Who leads you has answered"):
            reopen_time_off(time_off=off, by=acme.rob, now=NOW)


def test_who_withdraws_by_mistake_gets_it_back_as_it_was_for_ten_minutes(acme):
    with acme.scope():
        off = approve_time_off(time_off=ask(acme), by=acme.lea, now=NOW)
        withdraw_time_off(time_off=off, by=acme.rob, now=NOW)
        assert reopen_time_off(time_off=off, by=acme.rob, now=NOW + timedelta(minutes=9)).counts
        withdraw_time_off(time_off=off, by=acme.rob, now=NOW)
        again = reopen_time_off(time_off=off, by=acme.rob, now=NOW + timedelta(minutes=11))
        assert again.state == TimeOff.ASKED


def test_leave_that_has_begun_is_changed_by_who_leads_the_person(acme):
    with acme.scope():
        off = take_time_off(
            membership=acme.rob, starts_on=MONDAY, ends_on=MONDAY + 5 * DAY, by=acme.lea, now=NOW
        )
        with pytest.raises(ValidationError, match="has begun"):
            withdraw_time_off(time_off=off, by=acme.rob, now=NOW)
        assert withdraw_time_off(time_off=off, by=acme.lea, now=NOW).state == TimeOff.WITHDRAWN


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {}),
        ({"part": "morning"}, {"part": "morning"}),
        ({"part": "morning"}, {}),
        ({"share": Decimal("0.75")}, {"share": HALF}),
    ],
)
def test_nobody_is_away_twice(acme, first, second):
    with acme.scope():
        ask(acme, **first)
        with pytest.raises(ValidationError, match="There is time off on these days already: Wed 25 Nov"):
            ask(acme, WEEK.start, WEEK.end, **second)


def test_two_halves_of_a_day_and_days_after_each_other_go_together(acme):
    with acme.scope():
        ask(acme, part="morning")
        ask(acme, part="afternoon")
        ask(acme, WEDNESDAY + DAY)
        ask(acme, member=acme.rita)
        ask(acme, WEEK.start, WEDNESDAY, part="morning")
        assert TimeOff.objects.asked().count() == 5


def test_half_days_on_other_days_leave_room_for_more_half_days(acme):
    with acme.scope():
        ask(acme, WEEK.start, share=HALF)
        ask(acme, WEEK.start + DAY, share=HALF)
        assert ask(acme, WEEK.start, WEEK.end, share=HALF).pk


def test_what_was_declined_or_withdrawn_is_no_hindrance(acme):
    with acme.scope():
        decline_time_off(time_off=ask(acme), by=acme.lea, now=NOW, answer="No")
        withdraw_time_off(time_off=ask(acme), by=acme.rob, now=NOW)
        assert ask(acme).pk


def test_getting_it_back_finds_the_days_taken(acme):
    with acme.scope():
        off = ask(acme)
        withdraw_time_off(time_off=off, by=acme.rob, now=NOW)
        ask(acme)
        with pytest.raises(ValidationError, match="these days already"):
            reopen_time_off(time_off=off, by=acme.rob, now=NOW)


@pytest.mark.parametrize(
    ("days", "words"), [(0, "can't be before"), (-2, "can't be before"), (800, "Two years at most")]
)
def test_days_that_make_no_sense_are_refused(acme, days, words):
    with acme.scope(), pytest.raises(ValidationError, match=words):
        ask(acme, WEDNESDAY, WEDNESDAY + days * DAY)


@pytest.mark.django_db(transaction=True)
def test_two_requests_for_the_same_day_at_once_leave_one(acme):
    start, answers = Barrier(2), []

    def send():
        try:
            with acme.scope():
                start.wait()
                ask(acme)
            answers.append("kept")
        except ValidationError:
            answers.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["kept", "refused"]
    with acme.scope():
        assert TimeOff.objects.count() == 1


def test_the_one_to_answer_is_who_leads_the_person_or_else_the_admin(acme):
    with acme.scope():
        mine, led, other = ask(acme, member=acme.lea), ask(acme), ask(acme, member=acme.sol)
        waiting = {
            one.name.split()[0]: set(TimeOff.objects.waiting_for(one).values_list("pk", flat=True))
            for one in (acme.ada, acme.lea, acme.sam, acme.rob)
        }
    assert waiting == {"Ada": {mine.pk}, "Lea": {led.pk}, "Sam": {other.pk}, "Rob": set()}


def test_a_person_sees_their_own_and_that_of_those_they_lead(acme):
    with acme.scope():
        for one in (acme.rob, acme.rita, acme.sol):
            ask(acme, member=one)
        seen = {
            name: TimeOff.objects.visible_to(getattr(acme, name)).count()
            for name in ("ada", "lea", "rob", "sol")
        }
    assert seen == {"ada": 3, "lea": 2, "rob": 1, "sol": 1}


def test_the_year_of_leave_over_new_year_counts_in_both(acme):
    with acme.scope():
        take_time_off(
            membership=acme.rob, starts_on=date(2026, 12, 28), ends_on=date(2027, 1, 4), by=acme.lea, now=NOW
        )
        week = week_of(date(2026, 12, 28))  # the 53rd of 2026, four of its days in the old year
        assert own_days(week, calendars_of([acme.rob], acme.organization, week)[acme.rob.pk]) == 0
