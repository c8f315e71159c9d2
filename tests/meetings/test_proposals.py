"""Calendars in: meetings are proposed, and logged only when their member says so."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from activities.models import Activity, FollowUp, Outcome
from crm.models import Account, Contact
from meetings.models import CalendarSource, Meeting
from meetings.tasks import read_calendar, tick
from organizations.models import Event
from tests.cast import NOW
from tests.flat import assert_flat
from tests.meetings.conftest import calendar, event, guest

BASE = "/o/acme"


@pytest.fixture
def marta(acme):
    with acme.scope():
        kestrel = Account.objects.create(
            name="Kestrel Foods", owner=acme.rob, website="www.kestrel.example", created_at=NOW
        )
        return Contact.objects.create(
            name="Marta Novak", account=kestrel, owner=acme.rob, email="Marta@kestrel.example", created_at=NOW
        )


def give(client, data: bytes):
    return client.post(f"{BASE}/calendars/file/", {"file": SimpleUploadedFile("work.ics", data)})


def proposed(acme):
    with acme.scope():
        return list(Meeting.objects.visible_to(acme.rob).proposed(NOW))


def outcome(acme, key):
    with acme.scope():
        return Outcome.objects.get(type__key="meeting", key=key)


def test_a_file_proposes_what_was_a_meeting_and_logs_nothing(acme, enter, marta):
    answer = give(enter(acme.rob), calendar(
        event("a", "20261117T100000Z", "20261117T110000Z", "Spring order", guest("marta@kestrel.example")),
        event("b", "20261117T120000Z", "20261117T130000Z", "Dentist"),
        event("c", "20261117T140000Z", "20261117T150000Z", "Team meeting", guest("lea@acme.example")),
        event("d", "20261119T140000Z", "20261119T150000Z", "Tomorrow", guest("marta@kestrel.example")),
        event("e", "20261101T140000Z", "20261101T150000Z", "Long ago", guest("marta@kestrel.example")),
        event("f", "20261118T080000Z", "20261118T083000Z", "Visit to Kestrel Foods"),
    ))  # fmt: skip
    assert answer.status_code == 302
    assert {one.title: one.with_whom for one in proposed(acme)} == {
        "Spring order": "Marta Novak", "Visit to Kestrel Foods": "Kestrel Foods",
    }  # fmt: skip
    with acme.scope():
        assert not Activity.objects.exists()


def test_a_file_that_is_no_calendar_or_was_read_before_is_not_kept_as_one(acme, enter, marta):
    rob = enter(acme.rob)
    for _ in range(11):
        answer = give(rob, b"no calendar at all")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "This is not a calendar file." in page
    assert "No calendar is joined up yet." in page
    spring = calendar(
        event("a", "20261117T100000Z", "20261117T110000Z", "Spring", guest("marta@kestrel.example"))
    )
    assert give(rob, spring).url.endswith("/meetings/")
    again = give(rob, spring)  # a second tap
    assert again.url.endswith("/calendars/")
    assert "No new meeting of the last two weeks is in it." in rob.get(again.url).content.decode()
    with acme.scope():
        assert CalendarSource.objects.count() == 1
    assert len(proposed(acme)) == 1


def test_saying_that_it_was_held_logs_it_once_at_its_own_time(acme, enter, marta):
    rob = enter(acme.rob)
    give(
        rob,
        calendar(event("a", "20261117T100000Z", "20261117T104500Z", "Order", guest("marta@kestrel.example"))),
    )
    (meeting,) = proposed(acme)
    held = {"outcome": outcome(acme, "held").pk, "note": "Wants 40"}
    for _again in range(2):
        assert rob.post(f"{BASE}/meetings/{meeting.pk}/", held).status_code == 302
    with acme.scope():
        entry = Activity.objects.select_related("contact").get()
    assert (entry.contact, entry.seconds, entry.occurred_on.day, entry.note) == (marta, 2700, 17, "Wants 40")
    assert entry.evidence == "late"
    assert proposed(acme) == []


def test_nobody_came_asks_when_it_goes_on(acme, enter, marta):
    rob = enter(acme.rob)
    give(
        rob,
        calendar(event("a", "20261117T100000Z", "20261117T104500Z", "Order", guest("marta@kestrel.example"))),
    )
    (meeting,) = proposed(acme)
    away = {"outcome": outcome(acme, "no_show").pk}
    refused = rob.post(f"{BASE}/meetings/{meeting.pk}/", away)
    assert refused.status_code == 422
    assert "needs a date" in refused.content.decode()
    assert (
        rob.post(f"{BASE}/meetings/{meeting.pk}/", away | {"follow_up_on": "2026-11-20"}).status_code == 302
    )
    with acme.scope():
        assert FollowUp.objects.get().contact == marta


def test_a_stranger_at_the_meeting_is_named(acme, enter):
    rob = enter(acme.rob)
    give(
        rob,
        calendar(
            event("a", "20261117T100000Z", "20261117T110000Z", "Coffee", guest("tom@new.example", CN="Tom"))
        ),
    )
    (meeting,) = proposed(acme)
    held = {"outcome": outcome(acme, "held").pk, "prospect": " "}
    assert rob.post(f"{BASE}/meetings/{meeting.pk}/", held).status_code == 422
    rob.post(f"{BASE}/meetings/{meeting.pk}/", held | {"prospect": "Tom Healy"})
    with acme.scope():
        assert Activity.objects.get().prospect == "Tom Healy"


def test_putting_aside_can_be_undone_and_is_not_asked_again(acme, enter, marta):
    rob, data = enter(acme.rob), calendar(event("a", title="Order with Marta Novak"))
    give(rob, data)
    (meeting,) = proposed(acme)
    rob.post(f"{BASE}/meetings/{meeting.pk}/dismiss/")
    give(rob, data)
    assert proposed(acme) == []
    rob.post(f"{BASE}/meetings/{meeting.pk}/propose/")
    assert [one.pk for one in proposed(acme)] == [meeting.pk]


def test_an_address_is_read_and_changes_follow(acme, enter, server, marta):
    invited = guest("marta@kestrel.example")
    server.body = calendar(event("a", "20261117T100000Z", "20261117T110000Z", "Order", invited))
    server.etag = '"one"'
    answer = enter(acme.rob).post(
        f"{BASE}/calendars/address/", {"address": f"{server.address}/secret/work.ics"}
    )
    assert answer.status_code == 302
    with acme.scope():
        source = CalendarSource.objects.get()
        assert "secret" not in str(Event.objects.get(verb="calendar_source_added").data)
    ids = {"organization_id": acme.organization.pk, "source_id": source.pk}
    read_calendar(**ids)
    read_calendar(**ids)
    assert [mark for _path, mark in server.asked] == ["", '"one"']
    assert [one.title for one in proposed(acme)] == ["Order"]
    server.etag, server.body = (
        '"two"',
        calendar(event("a", "20261117T120000Z", "20261117T130000Z", "Order, moved", invited)),
    )
    read_calendar(**ids)
    assert [one.title for one in proposed(acme)] == ["Order, moved"]
    server.etag, server.body = '"three"', calendar()
    read_calendar(**ids)
    assert proposed(acme) == []


def test_a_calendar_that_cannot_be_read_says_why_and_keeps_what_it_proposed(acme, enter, server, marta):
    server.body = calendar(event("a", title="Order with Marta Novak"))
    enter(acme.rob).post(f"{BASE}/calendars/address/", {"address": f"{server.address}/work.ics"})
    with acme.scope():
        source = CalendarSource.objects.get()
    ids = {"organization_id": acme.organization.pk, "source_id": source.pk}
    read_calendar(**ids)
    for status, body, words in [(404, b"", "404"), (200, b"<html>", "not a calendar file")]:
        server.status, server.body = status, body
        read_calendar(**ids)
        with acme.scope():
            source.refresh_from_db()
        assert words in source.trouble
        assert len(proposed(acme)) == 1
    assert words in enter(acme.rob).get(f"{BASE}/calendars/").content.decode()


def test_the_hourly_tick_leaves_alone_whoever_has_left(acme, clock, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as of_others:
        tick()
    with acme.scope():
        CalendarSource.objects.create(
            membership=acme.rob, name="W", address="https://calendar.example/w.ics", created_at=NOW
        )
        acme.rita.deactivated_at = NOW
        acme.rita.save()
        CalendarSource.objects.create(
            membership=acme.rita, name="R", address="https://calendar.example/r.ics", created_at=NOW
        )
    with django_capture_on_commit_callbacks() as woken:
        tick()
    assert len(woken) == len(of_others) + 1


def test_a_private_address_is_refused_at_the_field(acme, enter):
    answer = enter(acme.rob).post(f"{BASE}/calendars/address/", {"address": "http://10.0.0.1/x.ics"})
    assert answer.status_code == 422
    assert "https://" in answer.content.decode()


def test_taking_a_calendar_away_takes_its_proposals(acme, enter, marta):
    rob = enter(acme.rob)
    give(rob, calendar(event("a", title="Order with Marta Novak")))
    with acme.scope():
        source = CalendarSource.objects.get()
    rob.post(f"{BASE}/calendars/{source.pk}/remove/")
    assert proposed(acme) == []


def test_today_asks_about_them_in_one_line(acme, enter, marta):
    rob = enter(acme.rob)
    give(rob, calendar(event("a", title="Order with Marta Novak")))
    assert "1 meeting from your calendar" in rob.get(f"{BASE}/today/").content.decode()


def test_the_list_costs_the_same_for_seven_as_for_two(acme, enter, marta):
    with acme.scope():
        source = CalendarSource.objects.create(membership=acme.rob, name="Work", created_at=NOW)

    def add(count):
        with acme.scope():
            start = Meeting.objects.count()
            Meeting.objects.bulk_create(
                Meeting(membership=acme.rob, source=source, key=f"{start + n:064d}", title=f"{n}", contact=marta,
                        starts_at=NOW - timedelta(hours=2), ends_at=NOW - timedelta(hours=1), created_at=NOW)
                for n in range(count)
            )  # fmt: skip

    assert_flat(enter(acme.rob), f"{BASE}/meetings/", add)
