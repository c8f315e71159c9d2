"""Organizations, people, teams, working calendars, events, tokens and the mail outbox."""

from organizations.tenancy.models import Link, Owned

from .calendar import HolidayRegion, OwnDay, RampStep, RampTemplate, Schedule, StandardWeek
from .events import Event
from .exports import DataExport
from .invitations import Invitation
from .mail import Mail, MailAbout, MailStop, OutboxMail, SignInMail
from .organization import Organization
from .people import Membership, Placement, Team
from .pictures import Picture
from .set_up import SetUp
from .time_off import TimeOff
from .tokens import ApiToken
from .tries import Tries
from .user import User
from .viewings import Viewing

__all__ = [
    "ApiToken",
    "DataExport",
    "Event",
    "HolidayRegion",
    "Invitation",
    "Link",
    "Mail",
    "MailAbout",
    "MailStop",
    "Membership",
    "Organization",
    "OutboxMail",
    "OwnDay",
    "Owned",
    "Picture",
    "Placement",
    "RampStep",
    "RampTemplate",
    "Schedule",
    "SetUp",
    "SignInMail",
    "StandardWeek",
    "Team",
    "TimeOff",
    "Tries",
    "User",
    "Viewing",
]
