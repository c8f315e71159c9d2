"""Follow-ups on their pages: planned, changed, handed over, coming again, and never a pile after days off."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.after_days_off import MOST_A_DAY, Due, moved
from activities.models import FollowUp
from activities.services import (
    drop_follow_up,
    finish_follow_up,
    move_after_days_off,
    plan_follow_up,
    reassign_follow_up,
    reopen_follow_up,
)
from activities.services.follow_ups import after
from organizations.choosing_people import FEW
from organizations.models import Event
from organizations.services import deactivate_member, take_time_off
from organizations.working_days import Absence, Calendar
from tests.cast import NOW, TODAY, add_people
from tests.flat import assert_flat

BASE = "/o/acme/log/follow-ups/"
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def plan(acme):
    def make(prospect="Tom Healy", due_on=TODAY, **more):
        with acme.scope():
            return plan_follow_up(
                member=acme.rob, prospect=prospect, due_on=due_on, by=acme.rob, now=NOW, **more
            )

    return make


def open_ones(acme):
    with acme.scope():
        return list(FollowUp.objects.open().filter(member=acme.rob).in_order())


FORM = {
    "prospect": "Ann Orr",
    "due_on": "2026-11-20",
    "channel": "email",
    "priority": "2",
    "reason": "Send prices",
}


def test_one_is_planned_with_a_time_a_weight_and_a_channel(acme, enter):
    answer = enter(acme.rob).post(f"{BASE}plan/", FORM | {"due_time": "14:30"})
    assert answer.status_code == 302
    (one,) = open_ones(acme)
    assert (one.prospect, one.due_time, one.priority, one.channel) == (
        "Ann Orr",
        time(14, 30),
        FollowUp.HIGH,
        "email",
    )


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"due_on": "2026-11-17"}, "Choose today or a later day."),
        ({"due_on": "9999-12-31", "every": "99", "unit": "months"}, "within the next ten years."),
        ({"prospect": ""}, "Say who this is with"),
        ({"every": "2"}, "Choose days, weeks or months."),
        ({"every": "0", "unit": "days"}, "1"),
        ({"due_time": "25:00"}, "valid time"),
    ],
)
def test_what_cannot_be_is_refused_at_the_field_and_nothing_is_lost(acme, enter, wrong, words):
    answer = enter(acme.rob).post(f"{BASE}plan/", FORM | wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert "Send prices" in page
    assert open_ones(acme) == []


def test_changing_it_is_kept_in_the_trail(acme, enter, plan):
    one = plan()
    form = FORM | {"due_on": "2026-11-23", "prospect": "Tom Healy"}
    assert enter(acme.rob).post(f"{BASE}{one.pk}/", form).status_code == 302
    with acme.scope():
        event = Event.objects.get(verb="follow_up_changed")
    assert event.data["before"]["due_on"] == "2026-11-18"
    assert event.data["after"]["due_on"] == "2026-11-23"


def test_an_overdue_one_can_be_changed_without_moving_it(acme, enter, plan):
    one = plan()
    with acme.scope():
        FollowUp.objects.filter(pk=one.pk).update(due_on=TODAY - timedelta(days=3))
    form = FORM | {"due_on": "2026-11-15", "prospect": "Tom Healy"}
    assert enter(acme.rob).post(f"{BASE}{one.pk}/", form).status_code == 302


def test_a_leader_hands_it_to_somebody_else_and_a_rep_of_another_team_cannot(acme, enter, plan):
    one = plan()
    assert enter(acme.sol).post(f"{BASE}{one.pk}/hand-over/", {"to": acme.sol.pk}).status_code == 404
    assert enter(acme.lea).post(f"{BASE}{one.pk}/hand-over/", {"to": acme.rita.pk}).status_code == 302
    with acme.scope():
        assert FollowUp.objects.get(pk=one.pk).member == acme.rita
        assert Event.objects.get(verb="follow_up_reassigned").data["before"] == acme.rob.pk


@pytest.mark.parametrize("to", ["", "0", "nobody", "9" * 30])
def test_handing_over_to_nobody_is_said_at_the_field_and_the_page_stays(acme, enter, plan, to):
    one = plan()
    answer = enter(acme.rob).post(f"{BASE}{one.pk}/hand-over/", {"to": to})
    page = answer.content.decode()
    assert answer.status_code == 422
    said = "Choose somebody." if not to else "Choose somebody who is here."
    assert re.search(rf'id="id_to-error">.*{said}', page)
    assert "hand-over/#hand-over-form" in page, "on a phone it stands below what is seen first"
    assert 'class="toast"' not in page
    assert 'value="2026-11-18"' in page, "what stands in the other form is there"
    with acme.scope():
        assert FollowUp.objects.get(pk=one.pk).member == acme.rob


def test_whoever_takes_over_is_searched_by_name_where_there_are_many(acme, enter, plan):
    add_people(acme, FEW)
    one, rob = plan(), enter(acme.rob)
    page = rob.get(f"{BASE}{one.pk}/").content.decode()
    assert 'list="id_to-people"' in page
    assert f'<option value="{acme.rita.pk}">' not in page
    several = rob.post(f"{BASE}{one.pk}/hand-over/", {"to": "south"})
    assert several.status_code == 422
    assert "Several people fit." in several.content.decode()
    assert rob.post(f"{BASE}{one.pk}/hand-over/", {"to": "south", "to-pick": acme.sol.pk}).status_code == 302
    with acme.scope():
        assert FollowUp.objects.get(pk=one.pk).member == acme.sol


def test_a_second_tap_on_hand_over_is_no_error_nor_is_one_on_what_was_done_meanwhile(acme, enter, plan):
    rob, one, other = enter(acme.rob), plan(), plan(prospect="Ann Orr")
    for _ in range(2):  # the second time it is out of his sight
        assert rob.post(f"{BASE}{one.pk}/hand-over/", {"to": acme.lea.pk}).url == BASE
    assert rob.get(f"{BASE}{one.pk}/").status_code == 404
    rob.post(f"{BASE}{other.pk}/done/")
    answer = rob.post(f"{BASE}{other.pk}/hand-over/", {"to": acme.lea.pk}, follow=True)
    assert "This follow-up is done already." in answer.content.decode()
    with acme.scope():
        assert FollowUp.objects.get(pk=other.pk).member == acme.rob
        assert Event.objects.filter(verb="follow_up_reassigned").count() == 1


def test_a_hand_over_is_undone_by_whoever_made_it_though_it_is_out_of_their_sight(acme, enter, plan):
    rob, one = enter(acme.rob), plan()
    page = rob.post(f"{BASE}{one.pk}/hand-over/", {"to": acme.rita.pk}, follow=True).content.decode()
    undo = re.search(rf'action="({BASE}{one.pk}/take-back/)"', page)[1]
    assert enter(acme.sol).post(undo).status_code == 404, "nobody else takes it"
    for _ in range(2):  # a second tap changes nothing
        assert "Rob Rep comes back to" in rob.post(undo, follow=True).content.decode()
    with acme.scope():
        assert FollowUp.objects.get(pk=one.pk).member == acme.rob
        told = [event.data for event in Event.objects.filter(verb="follow_up_reassigned").order_by("pk")]
    assert [(one["before"], one["after"]) for one in told] == [
        (acme.rob.pk, acme.rita.pk), (acme.rita.pk, acme.rob.pk),
    ]  # fmt: skip


@pytest.mark.parametrize(("act", "why"), [
    ("done", "done already"), ("later", "changed since then"), ("hand-over", "changed since then"),
])  # fmt: skip
def test_a_hand_over_that_something_happened_to_stays(acme, enter, plan, act, why):
    rob, rita, one = enter(acme.rob), enter(acme.rita), plan()
    rob.post(f"{BASE}{one.pk}/hand-over/", {"to": acme.rita.pk})
    assert rita.post(f"{BASE}{one.pk}/{act}/", {"to": acme.lea.pk}).status_code == 302
    assert why in rob.post(f"{BASE}{one.pk}/take-back/", follow=True).content.decode()
    with acme.scope():
        assert FollowUp.objects.get(pk=one.pk).member == (acme.lea if act == "hand-over" else acme.rita)


def test_nobody_who_has_left_gets_one_back(acme, enter, plan):
    lea, one = enter(acme.lea), plan()
    lea.post(f"{BASE}{one.pk}/hand-over/", {"to": acme.rita.pk})
    with acme.scope():
        deactivate_member(membership=acme.rob, by=acme.ada, now=NOW)
    assert "Rob Rep has left." in lea.post(f"{BASE}{one.pk}/take-back/", follow=True).content.decode()
    with acme.scope():
        assert FollowUp.objects.get(pk=one.pk).member == acme.rita


def test_nobody_who_has_left_gets_one(acme, plan):
    one = plan()
    acme.rita.deactivated_at = NOW
    with acme.scope(), pytest.raises(Exception, match="has left"):
        reassign_follow_up(follow_up=one, to=acme.rita, by=acme.lea, now=NOW)


def test_one_that_comes_again_is_planned_anew_when_it_is_done_and_undo_takes_that_back(acme, plan):
    one = plan(every=2, unit="weeks")
    with acme.scope():
        finish_follow_up(follow_up=one, by=acme.rob, now=NOW)
    assert [again.due_on for again in open_ones(acme)] == [TODAY + timedelta(days=14)]
    with acme.scope():
        reopen_follow_up(follow_up=one, by=acme.rob, now=NOW)
    assert [again.pk for again in open_ones(acme)] == [one.pk]


def test_a_talk_does_what_comes_again_too(acme, plan, log):
    plan(prospect="Tom Healy", every=1, unit="months")
    later = NOW + timedelta(minutes=1)
    log("not_interested", prospect="Tom Healy", at=later, now=later)
    assert [again.due_on for again in open_ones(acme)] == [date(2026, 12, 18)]


def test_dropping_it_ends_the_repetition(acme, plan):
    one = plan(every=1, unit="weeks")
    with acme.scope():
        drop_follow_up(follow_up=one, by=acme.rob, now=NOW)
    assert open_ones(acme) == []


@pytest.mark.parametrize(
    ("day", "every", "unit", "expected"),
    [
        (date(2026, 1, 31), 1, "months", date(2026, 2, 28)),
        (date(2026, 2, 28), 1, "months", date(2026, 3, 31)),
        (date(2026, 12, 15), 2, "months", date(2027, 2, 15)),
        (date(2026, 11, 18), 3, "days", date(2026, 11, 21)),
    ],
)
def test_months_that_are_too_short_end_on_their_last_day(day, every, unit, expected):
    assert after(day, every, unit, 31 if day.month < 3 else day.day) == expected


def test_what_comes_on_the_31st_is_on_the_31st_again_after_a_short_month(acme, plan):
    due, seen = plan(due_on=date(2026, 12, 31), every=1, unit="months"), []
    with acme.scope():
        for _ in range(3):
            finish_follow_up(follow_up=due, by=acme.rob, now=datetime.combine(due.due_on, NOW.timetz()))
            (due,) = FollowUp.objects.open().select_related("member__organization")
            seen.append(due.moved_from or due.due_on)
    assert seen == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]


def test_taking_back_one_of_two_that_were_done_at_once_leaves_the_next_of_the_other(acme, plan):
    offer, visit = (plan(every=1, unit="weeks", reason=reason) for reason in ("Offer", "Visit"))
    with acme.scope():
        for one in (offer, visit):
            finish_follow_up(follow_up=one, by=acme.rob, now=NOW)
        reopen_follow_up(follow_up=offer, by=acme.rob, now=NOW)
    assert [one.reason for one in open_ones(acme)] == ["Offer", "Visit"]
    assert [one.due_on > TODAY for one in open_ones(acme)] == [False, True]


def test_coming_back_from_leave_there_is_no_pile(acme, plan):
    """Two weeks off, twelve promises due meanwhile: eight today, what matters most first, the rest tomorrow."""
    for number in range(12):
        plan(prospect=f"Prospect {number}", priority=FollowUp.HIGH if number == 11 else FollowUp.NORMAL)
    with acme.scope():
        FollowUp.objects.update(due_on=TODAY - timedelta(days=5))
        take_time_off(
            membership=acme.rob,
            starts_on=TODAY - timedelta(days=14),
            ends_on=TODAY,
            share=Decimal(1),
            by=acme.rob,
            now=NOW,
        )
        assert move_after_days_off(organization=acme.organization, now=NOW) == 12
        assert move_after_days_off(organization=acme.organization, now=NOW) == 0
    today = [one for one in open_ones(acme) if one.due_on == TODAY]
    assert len(today) == MOST_A_DAY
    assert "Prospect 11" in [one.prospect for one in today]
    assert {one.due_on for one in open_ones(acme)} == {TODAY, TOMORROW}
    assert {one.moved_from for one in open_ones(acme)} == {TODAY - timedelta(days=5)}


def test_what_was_due_on_a_day_that_was_worked_stays_overdue(acme, plan):
    plan()
    with acme.scope():
        FollowUp.objects.update(due_on=TODAY - timedelta(days=1))
        assert move_after_days_off(organization=acme.organization, now=NOW) == 0


MONDAY = date(2026, 11, 16)


@given(
    days=st.lists(st.integers(0, 13), max_size=40),
    off=st.tuples(st.integers(0, 13), st.integers(1, 14)),
    load=st.dictionaries(st.integers(0, 5), st.integers(0, 12), max_size=4),
)
def test_however_much_was_missed_no_day_gets_more_than_it_can_hold(days, off, load):
    today = MONDAY + timedelta(days=14)
    calendar = Calendar(
        absences=[Absence(MONDAY + timedelta(days=off[0]), MONDAY + timedelta(days=off[0] + off[1]))]
    )
    due = [Due(number, MONDAY + timedelta(days=day), number % 3) for number, day in enumerate(days)]
    there = {today + timedelta(days=day): count for day, count in load.items()}
    new = moved(due, there, today, calendar)
    assert all(day >= today for day in new.values())
    for day in set(new.values()):
        assert list(new.values()).count(day) + there.get(day, 0) <= max(MOST_A_DAY, there.get(day, 0))


def test_today_says_why_and_puts_a_time_first(acme, enter, plan):
    plan("Later today", due_time=time(16, 0))
    plan("Important one", priority=FollowUp.HIGH)
    plan("Any time")
    page = enter(acme.rob).get("/o/acme/today/").content.decode()
    assert page.index("Later today") < page.index("Important one") < page.index("Any time")
    assert "Due at 16:00." in page
    assert "Important." in page


def test_a_time_is_a_time_in_ones_own_calendar(acme, enter, plan):
    from django.test import Client
    from icalendar import Calendar as Ical

    plan("Tom Healy", due_on=TOMORROW, due_time=time(9, 15))
    address = enter(acme.rob).post("/o/acme/calendars/feed/").context["address"].split("8000")[-1]
    (event,) = Ical.from_ical(Client().get(address).content).walk("VEVENT")
    assert event["DTSTART"].dt.isoformat() == "2026-11-19T09:15:00+00:00"


def test_the_list_costs_the_same_for_seven_as_for_two(acme, enter, plan):
    assert_flat(enter(acme.rob), BASE, lambda count: [plan(f"P {n}") for n in range(count)])


def test_somebody_who_asked_to_be_left_alone_gets_no_follow_up(acme, enter, marta):
    with acme.scope():
        marta.do_not_contact = True
        marta.save()
    form = {key: value for key, value in FORM.items() if key != "prospect"}
    answer = enter(acme.rob).post(f"{BASE}plan/?contact={marta.pk}", form)
    assert answer.status_code == 422
    assert "asked not to be contacted" in answer.content.decode()
