"""What this app keeps about a person, and what of it goes when they are erased."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from meetings.models import CalendarFeed, CalendarSource, Meeting
from organizations.models import Membership
from organizations.privacy.parts import DOING, erase_with, keep, withhold

HERE = "meetings."


def register() -> None:
    keep("feeds", DOING, f"{HERE}CalendarFeed", ["membership"], title=_("Your calendar address"),
         why=_("So that your calendar program shows your follow-ups. The address itself is not kept."),
         route="meetings:calendars", columns="id created_at revoked_at")  # fmt: skip
    keep("sources", DOING, f"{HERE}CalendarSource", ["membership"], title=_("Calendars that you connected"),
         why=_("So that meetings are proposed to you."), route="meetings:calendars",
         columns="id name address checked_at created_at")  # fmt: skip
    keep("meetings", DOING, f"{HERE}Meeting", ["membership"], title=_("Meetings read from them"),
         why=_("Proposed to you alone. What you do not log, nobody sees."), route="meetings:meetings",
         columns="id title who starts_at ends_at state created_at")  # fmt: skip
    for name in ("CalendarFeed", "CalendarSource", "Meeting"):
        withhold(f"{HERE}{name}", "*", _("a person's own calendar"))
    erase_with("calendars", _("Their calendars, and the meetings read from them."), wipe)


def wipe(member: Membership, now: datetime) -> list[str]:
    for model in (Meeting, CalendarSource, CalendarFeed):
        model.objects.filter(membership=member).delete()
    return []
