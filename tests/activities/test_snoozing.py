"""Not now: a follow-up moves to another day, and back to where it was by undo."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from activities.models import FollowUp
from activities.services import change_follow_up, finish_follow_up, plan_follow_up, snooze, unsnooze
from organizations.models import Event
from tests.cast import NOW, TODAY

BASE = "/o/acme/log/follow-ups/"
OVERDUE, LATER = TODAY - timedelta(days=2), TODAY + timedelta(days=5)


@pytest.fixture
def overdue(inside):
    """Due on Monday at two, moved there from Sunday, to come again on the 31st of a month."""
    made = plan_follow_up(
        member=inside.rob, prospect="Tom Healy", due_on=OVERDUE, due_time=time(14), every=1, unit="months",
        by=inside.rob, now=NOW - timedelta(days=3),
    )  # fmt: skip
    FollowUp.objects.filter(pk=made.pk).update(moved_from=OVERDUE - timedelta(days=1), day_of_month=31)
    return FollowUp.objects.get(pk=made.pk)


def facts(one):
    found = FollowUp.objects.get(pk=one.pk)
    return found.due_on, found.due_time, found.moved_from, found.day_of_month


def test_undo_puts_it_back_overdue_with_everything_it_was(inside, overdue):
    was = facts(overdue)
    snooze(follow_up=overdue, until=LATER, at=time(9), by=inside.rob, now=NOW)
    assert facts(overdue) == (LATER, time(9), None, None)
    assert unsnooze(follow_up=overdue, by=inside.rob, now=NOW)
    assert facts(overdue) == was
    assert not unsnooze(follow_up=overdue, by=inside.rob, now=NOW)
    back = Event.objects.get(verb="follow_up_put_back")
    assert (back.data["before"], back.data["after"]) == (str(LATER), str(OVERDUE))


def test_what_was_changed_or_done_since_stays_as_it_is(inside, overdue):
    snooze(follow_up=overdue, until=LATER, by=inside.rob, now=NOW)
    change_follow_up(follow_up=overdue, reason="Send prices", by=inside.rob, now=NOW)
    with pytest.raises(ValidationError, match="changed since then"):
        unsnooze(follow_up=overdue, by=inside.rob, now=NOW)
    finish_follow_up(follow_up=overdue, by=inside.rob, now=NOW)
    with pytest.raises(ValidationError, match="done already"):
        unsnooze(follow_up=overdue, by=inside.rob, now=NOW)
    assert facts(overdue)[0] == LATER


def test_the_day_that_is_chosen_is_the_day_it_moves_to(inside, enter, overdue):
    rob = enter(inside.rob)
    page = rob.get(BASE).content.decode()
    assert f'name="until" value="{TODAY + timedelta(days=7)}"' in page
    rob.post(f"{BASE}{overdue.pk}/later/", {"until": str(TODAY + timedelta(days=7)), "next": BASE})
    page = rob.get(BASE).content.decode()
    assert "Moved to Wed 25 Nov: Tom Healy" in page
    assert f"{BASE}{overdue.pk}/back/?next=%2Fo%2Facme%2Flog%2Ffollow-ups%2F" in page


@pytest.mark.parametrize("until", ["", "soon", "2026-13-40"])
def test_without_a_day_it_is_the_next_that_its_owner_works(inside, enter, overdue, until):
    enter(inside.rob).post(f"{BASE}{overdue.pk}/later/", {"until": until})
    assert facts(overdue)[0] == date(2026, 11, 19)


def test_a_day_that_is_over_is_refused_in_words(inside, enter, overdue):
    rob = enter(inside.rob)
    rob.post(f"{BASE}{overdue.pk}/later/", {"until": "2026-11-01", "next": BASE})
    assert "Choose today or a later day." in rob.get(BASE).content.decode()
    assert facts(overdue)[0] == OVERDUE


def test_undo_leads_back_to_where_it_was_pressed_and_says_what_it_did(inside, enter, overdue):
    rob = enter(inside.rob)
    rob.post(f"{BASE}{overdue.pk}/later/", {"next": BASE})
    rob.get(BASE)
    assert rob.post(f"{BASE}{overdue.pk}/back/?next={BASE}").url == BASE
    assert "Back on Mon 16 Nov: Tom Healy" in rob.get(BASE).content.decode()
    rob.post(f"{BASE}{overdue.pk}/done/", {"next": BASE})
    assert "Done: Tom Healy. Again on" in rob.get(BASE).content.decode()
    assert rob.post(f"{BASE}{overdue.pk}/reopen/?next={BASE}").url == BASE
    assert "Open again: Tom Healy" in rob.get(BASE).content.decode()


def test_a_unit_without_a_number_is_asked_about_and_a_number_taken_out_ends_it(inside, enter, overdue):
    rob = enter(inside.rob)
    said = {"due_on": str(LATER), "channel": "call", "priority": "1", "unit": "weeks", "every": ""}
    page = rob.post(
        f"{BASE}plan/", said | {"prospect": "Ann Orr"}, headers={"referer": f"http://testserver{BASE}plan/"}
    )
    assert page.status_code == 422
    assert "Say how often with a number from 1 to 99." in page.content.decode()
    assert 'name="next"' not in page.content.decode()  # else saving it would lead back to the form
    rob.post(f"{BASE}{overdue.pk}/", said | {"prospect": "Tom Healy", "unit": "months"})
    assert FollowUp.objects.get(pk=overdue.pk).every is None


def test_who_comes_back_reads_once_that_nothing_piled_up(inside, enter, overdue):
    FollowUp.objects.filter(pk=overdue.pk).update(due_on=TODAY, moved_from=OVERDUE)
    page = enter(inside.rob).get(BASE).content.decode()
    assert "1 came due while you were off. It has moved to a day that you work." in page
    assert "every month" in page
    page = enter(inside.lea).get(f"{BASE}?person={inside.rob.pk}").content.decode()
    assert "1 came due on a day off. It has moved to a day that is worked." in page
