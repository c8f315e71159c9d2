"""What this app tells the audit page. Whose calendar and what meeting it was stays with its member alone."""

from django.utils.translation import gettext_lazy as _

from organizations.audit.names import call
from organizations.audit.verbs import CHANGED, MADE, TOLD, kind, say

CALENDARS, FEED, SOURCE, MEETING = (
    "calendars", "meetings.calendarfeed", "meetings.calendarsource", "meetings.meeting",
)  # fmt: skip


def register() -> None:
    kind(CALENDARS, _("Connected calendars"), rank=45)
    say("calendar_feed_started", MADE, CALENDARS, _("Calendar address made"), _("%(who)s made %(what)s"))
    say("calendar_feed_ended", TOLD, CALENDARS, _("Calendar address ended"), _("%(who)s ended %(what)s"))
    say("calendar_source_added", MADE, CALENDARS, _("Calendar connected"), _("%(who)s connected %(what)s"))
    say("calendar_source_removed", TOLD, CALENDARS, _("Calendar taken off"), _("%(who)s took off %(what)s"))
    say(
        "meeting_told", CHANGED, CALENDARS, _("Meeting dealt with"), _("%(who)s said what became of %(what)s"),
        activity="activities.activity",
    )  # fmt: skip
    call(FEED, _("calendar address"))
    call(SOURCE, _("calendar"))
    call(MEETING, _("meeting"))
