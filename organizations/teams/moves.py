"""Somebody's time in teams: where they stand, and what is planned. Reads only."""

from dataclasses import dataclass
from datetime import date

from organizations.models import Membership, Placement, Team


@dataclass(frozen=True)
class PlannedMove:
    """A move that is still to come; `team` None: out of all teams."""

    on: date
    team: Team | None


def standing(member: Membership, day: date) -> Placement | None:
    """Where they are on a day."""
    return Placement.objects.on(day).filter(membership=member).select_related("team").first()


def planned_move(member: Membership, today: date) -> PlannedMove | None:
    """The last move that is planned: the one that can be taken back."""
    stays = Placement.objects.filter(membership=member).select_related("team").order_by("-starts_on")
    return planned_of(list(stays[:1]), today)


def planned_of(stays: list[Placement], today: date) -> PlannedMove | None:
    """The same from placements that are there already, the latest first."""
    if not stays:
        return None
    last = stays[0]
    if last.starts_on > today:
        return PlannedMove(last.starts_on, last.team)
    if last.ends_on is not None and last.ends_on > today:
        return PlannedMove(last.ends_on, None)
    return None
