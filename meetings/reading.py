"""Reading a calendar file: which of its events may have been meetings with somebody from outside.

Plain values in and out; no queries and no clock. Files come from strangers, so what could be endless is bounded.
"""

import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from django.utils.translation import gettext as _
from icalendar import Calendar

from organizations.addresses import spelled

LONGEST_FILE = 2_000_000
MOST_EVENTS, MOST_REPEATS = 5_000, 500
LONGEST_MEETING = timedelta(hours=12)
# Nobody meets every second, and counting them out would take for ever.
TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
MAILTO = re.compile("^mailto:", re.I)


class NotACalendar(Exception):
    """The file can't be read; the message says what to do."""


@dataclass(frozen=True)
class Event:
    """One event of a calendar. `addresses` are those invited, in lower case, the member's own house left out."""

    key: str
    title: str
    starts_at: datetime
    ends_at: datetime
    who: str
    addresses: tuple[str, ...]


def events_in(
    data: bytes, *, since: datetime, until: datetime, zone: str, own: Collection[str]
) -> list[Event]:
    """Events with a time that lie between two instants, oldest first, repetitions counted out.

    All-day events, what was cancelled, declined, private or marked as free time are left out: they are no
    meetings, or nobody's business. `own` holds the addresses of the organization, `zone` the member's zone for
    times without one. Refuses what is no calendar.
    """
    calendar = parsed(data)
    found = recurring_ical_events.of(calendar, skip_bad_series=True).between(since, until)
    events = (as_event(one, zone, own) for one in islice(found, MOST_REPEATS))
    inside = (one for one in events if one and since <= one.ends_at <= until)
    return sorted({one.key: one for one in inside}.values(), key=lambda one: (one.starts_at, one.key))


def parsed(data: bytes) -> Calendar:
    if len(data) > LONGEST_FILE:
        raise NotACalendar(_("This file is larger than 2 MB. Export a shorter time from your calendar."))
    try:
        calendar = Calendar.from_ical(data)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, UnicodeError) as error:
        raise NotACalendar(_("This is not a calendar file. Export it as .ics, and try that file.")) from error
    if calendar.name != "VCALENDAR":
        raise NotACalendar(_("This is not a calendar file. Export it as .ics, and try that file."))
    events = calendar.walk("VEVENT")
    if len(events) > MOST_EVENTS:
        raise NotACalendar(_("This calendar has more than 5,000 events. Export a shorter time from it."))
    calendar.subcomponents = [
        part for part in calendar.subcomponents if part.name == "VTIMEZONE" or is_usable(part)
    ]
    return calendar


def is_usable(component: Any) -> bool:
    """An event that is not repeated so often that counting it out would never end."""
    if component.name != "VEVENT" or "DTSTART" not in component:
        return False
    rules = component.get("RRULE", [])
    rules = rules if isinstance(rules, list) else [rules]
    return not any(TOO_OFTEN & {str(one).upper() for one in rule.get("FREQ", [])} for rule in rules)


def as_event(component: Any, zone: str, own: Collection[str]) -> Event | None:
    """The event in our words; None for what is no meeting."""
    start, end = times_of(component, zone)
    if start is None or end is None or not timedelta() <= end - start <= LONGEST_MEETING:
        return None
    invited = list(people_of(component))
    if is_nobodys_business(component) or declined(invited, own):
        return None
    outside = [(address, name) for address, name, _status in invited if address not in own]
    return Event(
        key=key_of(component, start),
        title=plain(component.get("SUMMARY"))[:300] or _("Meeting"),
        starts_at=start,
        ends_at=end,
        who=", ".join(name or address for address, name in outside)[:300],
        addresses=tuple(address for address, _name in outside),
    )


def times_of(component: Any, zone: str) -> tuple[datetime | None, datetime | None]:
    start, end = getattr(component.get("DTSTART"), "dt", None), getattr(component.get("DTEND"), "dt", None)
    if not isinstance(start, datetime):
        return None, None  # a whole day, such as a birthday
    lasts = getattr(component.get("DURATION"), "dt", None)
    if end is None and isinstance(lasts, timedelta):
        end = start + lasts
    return as_instant(start, zone), as_instant(end if isinstance(end, datetime) else start, zone)


def as_instant(moment: date | datetime, zone: str) -> datetime | None:
    if not isinstance(moment, datetime):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def people_of(component: Any) -> Iterator[tuple[str, str, str]]:
    """Address, name and answer of everybody who is invited, the organizer included."""
    attendees = component.get("ATTENDEE", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]
    organizer = component.get("ORGANIZER")
    for person in [*attendees, *([organizer] if organizer else [])]:
        params = getattr(person, "params", {})
        if str(params.get("CUTYPE", "INDIVIDUAL")).upper() in ("ROOM", "RESOURCE"):
            continue
        address = spelled(MAILTO.sub("", plain(person), count=1))
        if "@" in address:
            yield address[:254], plain(params.get("CN"))[:120], str(params.get("PARTSTAT", "")).upper()


def is_nobodys_business(component: Any) -> bool:
    said = {name: plain(component.get(name)).upper() for name in ("STATUS", "CLASS", "TRANSP")}
    return (
        said["STATUS"] == "CANCELLED"
        or said["CLASS"] in ("PRIVATE", "CONFIDENTIAL")
        or said["TRANSP"] == "TRANSPARENT"
    )


def declined(invited: list[tuple[str, str, str]], own: Collection[str]) -> bool:
    """One of our own was invited and said no, and nobody of ours said anything else."""
    answers = {status for address, _name, status in invited if address in own}
    return answers == {"DECLINED"}


def key_of(component: Any, start: datetime) -> str:
    """Which event, and which of its repetitions. The original day of a repetition stays when it is moved."""
    moved_from = component.get("RECURRENCE-ID")
    which = getattr(moved_from, "dt", None) or start
    when = which.astimezone(UTC) if isinstance(which, datetime) and which.tzinfo else which
    return hashlib.sha256(f"{plain(component.get('UID'))}\n{when.isoformat()}".encode()).hexdigest()


def plain(value: Any) -> str:
    """Text on one line, without characters that can't be stored."""
    return " ".join(str(value if value is not None else "").replace("\0", "").split())
