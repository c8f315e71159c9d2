"""What calendars tell Today: that there are meetings nobody has said anything about."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Meeting
from organizations.links import link
from organizations.models import Membership
from organizations.today import TodayItem

ASKED_LAST = 45


def today_items(*, membership: Membership, today: date, now: datetime) -> list[TodayItem]:
    """One line for all of them; one query."""
    waiting = Meeting.objects.visible_to(membership).proposed(now).count()
    if not waiting:
        return []
    title = ngettext("%(n)s meeting from your calendar", "%(n)s meetings from your calendar", waiting)
    return [
        TodayItem(
            rank=ASKED_LAST,
            title=title % {"n": waiting},
            why=_("Did it take place? Nothing is logged until you say so."),
            href=link(membership.organization, "meetings:meetings"),
            icon="calendar",
        )
    ]
