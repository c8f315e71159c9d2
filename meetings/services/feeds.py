"""The secret address of a member's own calendar: made, and ended."""

import secrets
from datetime import datetime

from django.db import transaction

from meetings.models import CalendarFeed
from organizations.events import record
from organizations.models import Membership
from organizations.models.people import digest_of


def start_feed(*, membership: Membership, by: Membership, now: datetime) -> str:
    """Make the address's secret, which can't be read again. An earlier one ends at once."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        end_feed(membership=membership, by=by, now=now)
        feed = CalendarFeed.objects.create(membership=membership, digest=digest_of(secret), created_at=now)
        record("calendar_feed_started", feed, by=by, now=now, membership=membership.pk)
    return secret


def end_feed(*, membership: Membership, by: Membership | None, now: datetime) -> bool:
    """Nobody reads the calendar under this address any more. False if there was none."""
    with transaction.atomic():
        live = CalendarFeed.objects.select_for_update().filter(membership=membership, revoked_at__isnull=True)
        feed = live.first()
        if feed is None:
            return False
        feed.revoked_at = now
        feed.save(update_fields=["revoked_at"])
        record("calendar_feed_ended", feed, by=by, now=now, membership=membership.pk)
    return True
