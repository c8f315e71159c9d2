"""Calendars that meetings come from: named, read, and taken away with what they proposed."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from meetings.matching import Matches, matches_for
from meetings.models import PROPOSED_FOR, CalendarSource, Meeting
from meetings.reading import Event
from organizations.events import record
from organizations.models import Membership
from organizations.outside import OutsideRefused, checked

MOST_SOURCES = 10
AHEAD = timedelta(days=2)


def add_address(
    *, membership: Membership, name: str, address: str, by: Membership, now: datetime
) -> CalendarSource:
    """Name the address of a calendar, to be read every hour. Refuses what is no address of one."""
    address = address.strip()
    if address.lower().startswith("webcal://"):
        address = "https://" + address[len("webcal://") :]
    if len(address) > 2000:
        raise ValidationError({"address": _("This address is too long. Copy it again.")})
    try:
        parts = checked(address)
    except OutsideRefused as refused:
        raise ValidationError({"address": str(refused)}) from refused
    if CalendarSource.objects.filter(membership=membership, address=address).exists():
        raise ValidationError({"address": _("This calendar is read already.")})
    # The path of such an address is a secret: the trail knows the server alone.
    return added(membership, name or str(parts.hostname), address, str(parts.hostname), by, now)


def add_file(*, membership: Membership, name: str, by: Membership, now: datetime) -> CalendarSource:
    """A calendar that was given as a file, once."""
    return added(membership, name, "", "file", by, now)


def added(
    membership: Membership, name: str, address: str, host: str, by: Membership, now: datetime
) -> CalendarSource:
    with transaction.atomic():
        if CalendarSource.objects.filter(membership=membership).count() >= MOST_SOURCES:
            raise ValidationError(_("Ten calendars are enough to keep in view. Take one away first."))
        source = CalendarSource.objects.create(
            membership=membership, name=" ".join(name.split())[:120], address=address, created_at=now
        )
        record("calendar_source_added", source, by=by, now=now, membership=membership.pk, host=host)
    return source


def remove_source(*, source: CalendarSource, by: Membership, now: datetime) -> None:
    """Read it no more. What was logged from it stays in the log; what it proposed goes."""
    with transaction.atomic():
        record("calendar_source_removed", source, by=by, now=now, membership=source.membership_id)
        source.delete()


def note_trouble(*, source: CalendarSource, trouble: str, now: datetime) -> None:
    """It could not be read this time; the page says why. Its proposals stay."""
    CalendarSource.objects.filter(pk=source.pk).update(trouble=trouble[:300], checked_at=now)


def take_events(*, source: CalendarSource, events: Sequence[Event], etag: str, now: datetime) -> int:
    """Propose the meetings among these events; how many are new.

    A meeting that was moved or renamed is changed, one that is no longer there is not proposed any more. What
    its member has said of a meeting stays. Reading the same calendar again changes nothing.
    """
    member = source.membership
    matches = matches_for(member, events)
    wanted = {event.key: event for event in events if matches.is_meeting(event)}
    with transaction.atomic():
        there = {one.key: one for one in Meeting.objects.filter(membership=member, key__in=wanted)}
        for key, event in wanted.items():
            if key in there:
                change(there[key], event, matches)
        new = [meeting_of(source, event, matches, now) for key, event in wanted.items() if key not in there]
        Meeting.objects.bulk_create(new, ignore_conflicts=True)
        gone = Meeting.objects.filter(source=source, state=Meeting.PROPOSED, ends_at__gt=now - PROPOSED_FOR)
        gone.exclude(key__in=wanted).delete()
        CalendarSource.objects.filter(pk=source.pk).update(etag=etag, checked_at=now, trouble="")
    return len(new)


def meeting_of(source: CalendarSource, event: Event, matches: Matches, now: datetime) -> Meeting:
    return Meeting(
        membership=source.membership, source=source, key=event.key, title=event.title, starts_at=event.starts_at,
        ends_at=event.ends_at, who=event.who, contact=matches.contact_of(event), account=matches.account_of(event),
        created_at=now,
    )  # fmt: skip


def change(meeting: Meeting, event: Event, matches: Matches) -> None:
    if meeting.state != Meeting.PROPOSED:
        return
    now = {"title": event.title, "starts_at": event.starts_at, "ends_at": event.ends_at, "who": event.who}
    now |= {"contact": matches.contact_of(event), "account": matches.account_of(event)}
    changed = [name for name, value in now.items() if getattr(meeting, name) != value]
    for name in changed:
        setattr(meeting, name, now[name])
    if changed:
        meeting.save(update_fields=changed)
