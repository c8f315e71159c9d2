"""Organizations, people, teams, working calendars, events, tokens and the mail outbox."""

from organizations.tenancy.models import Link, Owned

from .calendar import RampStep, Schedule, StandardWeek, TimeOff
from .events import Event
from .mail import OutboxMail
from .organization import Organization
from .people import ApiToken, Membership, Placement, Team
from .user import User

__all__ = [
    "ApiToken",
    "Event",
    "Link",
    "Membership",
    "Organization",
    "OutboxMail",
    "Owned",
    "Placement",
    "RampStep",
    "Schedule",
    "StandardWeek",
    "Team",
    "TimeOff",
    "User",
]
