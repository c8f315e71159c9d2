"""Which events of a calendar may have been meetings."""

import time
from datetime import UTC, datetime

import pytest

from meetings.reading import NotACalendar, events_in
from tests.meetings.conftest import calendar, event, guest

SINCE, UNTIL = datetime(2026, 11, 4, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC)


def read(*events: str, zone="UTC", own=("rob@acme.example",)):
    return events_in(calendar(*events), since=SINCE, until=UNTIL, zone=zone, own=set(own))


def test_a_meeting_with_a_guest_is_read_with_its_time_and_who_was_invited():
    (found,) = read(event("one", "20261117T100000Z", "20261117T110000Z", "Spring order", guest(CN="Marta")))
    assert (found.title, found.who, found.addresses) == ("Spring order", "Marta", ("marta@kestrel.example",))
    assert found.starts_at == datetime(2026, 11, 17, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    ["STATUS:CANCELLED", "CLASS:PRIVATE", "CLASS:CONFIDENTIAL", "TRANSP:TRANSPARENT",
     guest("rob@acme.example", PARTSTAT="DECLINED")],
)  # fmt: skip
def test_what_is_no_meeting_or_nobodys_business_is_left_out(line):
    assert read(event("one", "20261117T100000Z", "20261117T110000Z", "Dentist", line)) == []


def test_whole_days_and_very_long_ones_are_no_meetings():
    lines = [
        "BEGIN:VEVENT",
        "UID:b",
        "DTSTAMP:20261101T000000Z",
        "DTSTART;VALUE=DATE:20261117",
        "END:VEVENT",
        "",
    ]
    birthday = "\r\n".join(lines)
    fair = event("fair", "20261116T080000Z", "20261118T180000Z", "Fair")
    assert read(birthday, fair) == []


def test_a_weekly_meeting_is_found_once_for_each_week_and_a_moved_one_keeps_its_identity():
    weekly = event("w", "20261103T100000Z", "20261103T110000Z", "Weekly", "RRULE:FREQ=WEEKLY;COUNT=5")
    before = read(weekly)
    assert [one.starts_at.day for one in before] == [10, 17]
    moved = event("w", "20261118T150000Z", "20261118T160000Z", "Weekly", "RECURRENCE-ID:20261117T100000Z")
    after = read(weekly, moved)
    assert [one.starts_at.day for one in after] == [10, 18]
    assert [one.key for one in after] == [one.key for one in before]


def test_times_without_a_zone_are_the_members_own():
    (found,) = read(event("one", "20261117T100000", "20261117T110000"), zone="Asia/Kathmandu")
    assert found.starts_at == datetime(2026, 11, 17, 4, 15, tzinfo=UTC)


def test_an_event_that_repeats_every_second_does_not_keep_us_busy():
    began = time.monotonic()
    endless = event("s", "20200101T000000Z", "20200101T000001Z", "Tick", "RRULE:FREQ=SECONDLY")
    found = read(endless, event("one"))
    assert [one.title for one in found] == ["Kestrel"]
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"\x00\xff\xfe", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT", b"<html></html>"]
)
def test_what_is_no_calendar_is_refused_in_words(data):
    with pytest.raises(NotACalendar, match="calendar file"):
        events_in(data, since=SINCE, until=UNTIL, zone="UTC", own=set())


def test_a_broken_event_does_not_spoil_the_others():
    broken = "BEGIN:VEVENT\r\nUID:x\r\nDTSTART:tomorrow\r\nSUMMARY:Broken\r\nEND:VEVENT\r\n"
    assert [one.title for one in read(broken, event("one"))] == ["Kestrel"]
