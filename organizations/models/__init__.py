"""Organizations, people, teams, working calendars, events, tokens and the mail outbox."""

from organizations.tenancy.models import Link, Owned

from .calendar import HolidayRegion, OwnDay, RampStep, RampTemplate, Schedule, StandardWeek
from .events import Event
from .invitations import Invitation
from .mail import Mail, OutboxMail, SignInMail
from .organization import Organization
from .people import ApiToken, Membership, Placement, Team
from .set_up import SetUp
from .time_off import TimeOff
from .tries import Tries
from .user import User

__all__ = [
    "ApiToken",
    "Event",
    "HolidayRegion",
    "Invitation",
    "Link",
    "Mail",
    "Membership",
    "Organization",
    "OutboxMail",
    "OwnDay",
    "Owned",
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
]
