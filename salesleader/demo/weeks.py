"""Closing the demo's weeks: the older ones as cards alone, the last five with their mails, as beat would."""

from datetime import UTC, datetime, time

from organizations.models import Organization
from organizations.periods import Period
from organizations.tenancy.scope import organization_scope
from salesleader.demo.people import WEEKS
from scorecards import weekly
from scorecards.due import LOOK_BACK, window_of
from scorecards.services import close_cards, close_team_cards


def close_weeks(*, organization: Organization, now: datetime) -> None:
    """Close every week of the demo that is over at `now`, oldest first."""
    running = organization.week_of(now.date())
    for back in range(WEEKS, LOOK_BACK, -1):
        week = running.shift(-7 * back)
        close_quietly(organization, week, datetime.combine(week.end, time(14), UTC))
    weekly.close_due(organization_id=organization.pk, now=now)


def close_quietly(organization: Organization, week: Period, at: datetime) -> None:
    with organization_scope(organization.pk):
        close_cards(members=window_of(organization, (week,)).due(week, at), week=week, now=at)
        close_team_cards(teams=window_of(organization, (week,)).teams_due(week), week=week, now=at)
