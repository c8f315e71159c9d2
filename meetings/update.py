"""Bringing what a calendar holds into the proposals: from its bytes, or from its address."""

from datetime import datetime

from meetings import services
from meetings.models import PROPOSED_FOR, CalendarSource
from meetings.reading import events_in
from meetings.services.sources import AHEAD
from organizations.addresses import spelled
from organizations.models import Membership


def take_data(*, source: CalendarSource, data: bytes, etag: str, now: datetime) -> int:
    """Propose the meetings in these bytes; how many are new. Raises NotACalendar."""
    events = events_in(
        data, since=now - PROPOSED_FOR, until=now + AHEAD, zone=source.membership.zone, own=own_addresses()
    )
    return services.take_events(source=source, events=events, etag=etag, now=now)


def own_addresses() -> set[str]:
    """The addresses of everybody here: whom one meets in the house is not a prospect."""
    return {spelled(address) for address in Membership.objects.values_list("user__email", flat=True)}
