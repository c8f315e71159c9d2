"""Closing the weeks that have ended and queueing their mails: what beat does by itself and `close_week` by hand.

Works in steps, each of which opens the organization, does at most a batch and commits. A worker that is killed
leaves whole batches and nothing half done; whoever comes next finds what is left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from organizations.mail import queue_mails
from organizations.models import Organization
from organizations.periods import Period
from organizations.plain_names import plain
from organizations.tenancy.scope import organization_scope
from scorecards.due import Window, weeks_back, window_of
from scorecards.mails import mails_for
from scorecards.observers.letters import observer_mails
from scorecards.services.closing import close_cards
from scorecards.services.teams import close_team_cards

BATCH = 100
TEAMS_AT_ONCE = 20
T = TypeVar("T")


@dataclass
class Closed:
    """What was closed for a week, and who has still to wait."""

    week: Period
    cards: int = 0
    team_cards: int = 0
    mails: int = 0
    not_yet: list[str] = field(default_factory=list)

    @property
    def anything(self) -> bool:
        return bool(self.cards or self.team_cards or self.mails)


def something_is_due(organization: Organization, now: datetime) -> bool:
    """Whether there is anything to close or to mail. Asked on each tick, inside the organization."""
    return window_of(organization, weeks_back(organization, now)).has_work(now)


def close_due(*, organization_id: int, now: datetime) -> list[Closed]:
    """Close everything of the last weeks whose time has come, oldest week first."""
    organization = Organization.objects.get(pk=organization_id)
    weeks = weeks_back(organization, now)
    return [closed for closed in close_weeks(organization, weeks, now) if closed.anything]


def close_week(*, organization: Organization, week: Period, now: datetime) -> Closed:
    """The same for one week, whichever: what was closed before stays as it is."""
    return close_weeks(organization, (week,), now, by_hand=True)[0]


def close_weeks(
    organization: Organization, weeks: Sequence[Period], now: datetime, *, by_hand: bool = False
) -> list[Closed]:
    def look() -> Window:
        with organization_scope(organization.pk):
            return window_of(organization, tuple(weeks), by_hand=by_hand)

    found = {week: Closed(week) for week in weeks}
    window = look()
    for week, done in found.items():
        done.not_yet = sorted((member.name for member in window.not_yet(week, now)), key=plain)
        for batch in batches(window.due(week, now), BATCH):
            with organization_scope(organization.pk):
                done.cards += len(close_cards(members=batch, week=week, now=now))
    window = look()
    for week, done in found.items():
        for teams in batches(window.teams_due(week), TEAMS_AT_ONCE):
            with organization_scope(organization.pk):
                done.team_cards += len(close_team_cards(teams=teams, week=week, now=now))
    window = look()
    for week, done in found.items():
        for recipients in batches(window.recipients(week), BATCH):
            with organization_scope(organization.pk):
                done.mails += len(queue_mails(mails=mails_for(recipients, week, window), now=now))
        for expecting in batches(window.observers(week), BATCH):
            with organization_scope(organization.pk):
                mails = observer_mails(expecting, week, organization, now)
                done.mails += len(queue_mails(mails=mails, now=now))
    return list(found.values())


def batches(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[start : start + size] for start in range(0, len(items), size))
