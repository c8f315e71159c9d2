"""What this app ends when somebody leaves: the secret address under which calendar programs read their calendar."""

from datetime import datetime

from django.utils.translation import ngettext

from meetings.models import CalendarFeed
from meetings.services import end_feed
from organizations.handing_over import OpenWork, open_work
from organizations.models import Membership


def register() -> None:
    """Called when the app starts."""
    open_work(
        OpenWork("calendar_feeds", "meetings.calendarfeed", says_feeds, count_feeds, end=end_feeds, rank=96)
    )


def says_feeds(n: int) -> str:
    return ngettext("%(n)s calendar address", "%(n)s calendar addresses", n) % {"n": n}


def count_feeds(member: Membership, now: datetime) -> int:
    return CalendarFeed.objects.filter(membership=member, revoked_at__isnull=True).count()


def end_feeds(member: Membership, by: Membership | None, now: datetime) -> list[int]:
    """For good: the address stays closed when they come back, and they make another one then."""
    live = CalendarFeed.objects.filter(membership=member, revoked_at__isnull=True)
    pks = list(live.order_by("pk").values_list("pk", flat=True))
    end_feed(membership=member, by=by, now=now)
    return pks
