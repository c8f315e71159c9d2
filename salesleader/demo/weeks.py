"""Closing the demo's weeks: the older ones as cards alone, the last five with their mails, as beat would."""

from datetime import UTC, datetime, time, timedelta

from organizations.models import Organization
from organizations.periods import Period
from organizations.tenancy.scope import organization_scope
from salesleader.demo.people import WEEKS
from scorecards import weekly
from scorecards.due import LOOK_BACK, window_of
from scorecards.models import Card
from scorecards.services import acknowledge_card, close_cards, close_team_cards

REFLECTIONS = [
    "",
    "Mornings were easy to plan, so I called in the mornings. They pick up after four.",
    "Two long quotes ate the calling hours on Wednesday.",
    "",
    "The new list is better. Fewer wrong numbers.",
]


def close_weeks(*, organization: Organization, now: datetime) -> None:
    """Close every week of the demo that is over at `now`, oldest first."""
    running = organization.week_of(now.date())
    for back in range(WEEKS, 0, -1):
        week = running.shift(-7 * back)
        at = min(now, datetime.combine(week.end, time(14), UTC))
        if back > LOOK_BACK:
            close_quietly(organization, week, at)
        else:
            weekly.close_week(organization=organization, week=week, now=at)
    with organization_scope(organization.pk):
        read_the_cards(running, now)


def read_the_cards(running: Period, now: datetime) -> None:
    """Everybody has read the cards of the weeks before last, and most said why; last week's are still open."""
    cards = Card.objects.closed().filter(
        week_on__gte=running.shift(-70).start, week_on__lt=running.shift(-7).start
    )
    for number, card in enumerate(cards.select_related("member").order_by("member", "week_on")):
        acknowledge_card(
            card=card, reflection=REFLECTIONS[number % len(REFLECTIONS)], by=card.member,
            now=datetime.combine(card.week_on, time(11), UTC) + timedelta(days=7),
        )  # fmt: skip


def close_quietly(organization: Organization, week: Period, at: datetime) -> None:
    with organization_scope(organization.pk):
        close_cards(members=window_of(organization, (week,)).due(week, at), week=week, now=at)
        close_team_cards(teams=window_of(organization, (week,)).teams_due(week), week=week, now=at)
