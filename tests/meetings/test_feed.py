"""The secret address that calendar programs read."""

from datetime import timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from activities.services import finish_follow_up, plan_follow_up
from coaching.services import plan_one_on_one
from organizations.models import Event
from organizations.services import deactivate_member, reactivate_member
from tests.cast import NOW, TODAY


@pytest.fixture
def address(acme, enter):
    """Rob's address, as the page shows it once."""
    page = enter(acme.rob).post("/o/acme/calendars/feed/")
    return page.context["address"].split("8000")[-1]


@pytest.fixture
def promised(acme):
    with acme.scope():
        return plan_follow_up(
            member=acme.rob,
            prospect="Tom Healy",
            due_on=TODAY + timedelta(days=1),
            reason="Call back",
            by=acme.rob,
            now=NOW,
        )


def read(address):
    return Client().get(address)


def events(answer):
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_follow_ups_and_talks_are_in_it_without_signing_in(acme, address, promised):
    with acme.scope():
        plan_one_on_one(
            leader=acme.lea,
            rep=acme.rob,
            planned_at=NOW + timedelta(days=2),
            topic="Secret topic",
            by=acme.lea,
            now=NOW,
        )
    answer = read(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    talk, call = sorted(events(answer), key=lambda one: str(one["SUMMARY"]))
    assert str(talk["SUMMARY"]) == "1:1 with Lea Leader"
    assert talk["DTSTART"].dt == NOW + timedelta(days=2)
    assert (str(call["SUMMARY"]), call["DTSTART"].dt) == ("Tom Healy", TODAY + timedelta(days=1))
    assert b"Secret topic" not in answer.content


def test_what_is_done_is_gone_from_it(acme, address, promised):
    with acme.scope():
        finish_follow_up(follow_up=promised, by=acme.rob, now=NOW)
    assert events(read(address)) == []


def test_a_program_that_has_it_already_is_told_so(address, promised):
    mark = read(address)["ETag"]
    assert Client().get(address, headers={"If-None-Match": mark}).status_code == 304


def test_a_new_address_closes_the_one_before(acme, enter, address):
    second = enter(acme.rob).post("/o/acme/calendars/feed/").context["address"].split("8000")[-1]
    assert (read(address).status_code, read(second).status_code) == (404, 200)
    enter(acme.rob).post("/o/acme/calendars/feed/end/")
    assert read(second).status_code == 404


def test_who_has_left_has_no_calendar_any_more(acme, address):
    with acme.scope():
        deactivate_member(membership=acme.rob, by=acme.ada, now=NOW)
    assert read(address).status_code == 404
    with acme.scope():
        reactivate_member(membership=acme.rob, by=acme.ada, now=NOW)
        assert Event.objects.filter(verb="calendar_feed_ended", actor=acme.ada).count() == 1
    assert read(address).status_code == 404, "an address that was closed stays closed when they come back"


def test_a_guessed_address_is_answered_as_one_that_never_was(address, promised):
    guessed = read(address[:-8] + "xxxx.ics")
    never = read("/calendar/nothing.ics")
    assert (guessed.status_code, guessed.content) == (404, never.content)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_can_only_be_read(address, method):
    assert getattr(Client(), method)(address).status_code == 405


def test_names_that_look_like_calendar_lines_stay_names(acme, address):
    with acme.scope():
        plan_follow_up(
            member=acme.rob, prospect="Tom; X,Y\\n BEGIN:VEVENT 😀 ‮abc", due_on=TODAY, by=acme.rob, now=NOW
        )
    (only,) = events(read(address))
    assert str(only["SUMMARY"]) == "Tom; X,Y\\n BEGIN:VEVENT 😀 ‮abc"
