"""A member's own calendar as calendar programs read it (RFC 5545)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from organizations import registry
from organizations.calendar_entries import CalendarEntry
from organizations.links import absolute
from organizations.models import Membership

BACK, AHEAD = timedelta(days=14), timedelta(days=180)
ONE_DAY = timedelta(days=1)


def entries_of(membership: Membership, today: date, now: datetime) -> list[CalendarEntry]:
    """From two weeks back to half a year ahead, as the rooms supply it."""
    asked = registry.ask(
        "calendar entries", membership=membership, first=today - BACK, last=today + AHEAD, now=now
    )
    return sorted(asked, key=lambda one: one.key)


def as_ical(membership: Membership, entries: Iterable[CalendarEntry]) -> bytes:
    """The calendar. The same entries give the same bytes, so that a reader can be told that nothing changed."""
    calendar = Calendar()
    calendar.add("prodid", "-//SalesLeader//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add(
        "x-wr-calname", _("SalesLeader, %(organization)s") % {"organization": membership.organization.name}
    )
    for entry in entries:
        calendar.add_component(as_event(entry))
    return calendar.to_ical()


def as_event(entry: CalendarEntry) -> Any:
    event = Event()
    event.add("uid", f"{entry.key}@{settings.MAIL_DOMAIN}")
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("summary", entry.title)
    event.add("url", absolute(entry.href))
    event.add("description", "\n".join(part for part in (entry.detail, absolute(entry.href)) if part))
    if entry.starts_at is not None:
        event.add("dtstart", entry.starts_at)
        event.add("dtend", entry.starts_at + timedelta(minutes=entry.minutes))
    elif entry.on is not None:
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + ONE_DAY)
        # A day on which something is to be done is not a day on which one is away.
        event.add("transp", "TRANSPARENT")
    return event
