"""What a list of people says of each beside the record itself: the team of today, a planned move, teams they lead."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from organizations.models import Membership, Placement, Team
from organizations.teams.moves import PlannedMove, planned_of


@dataclass
class Place:
    """Where somebody stands on their own day."""

    team: int | None = None
    planned: PlannedMove | None = None
    leads: list[int] = field(default_factory=list)


def places_of(people: Iterable[Membership], now: datetime) -> dict[int, Place]:
    """Two queries, whatever the number of people."""
    members = list(people)
    found = {member.pk: Place() for member in members}
    stays: dict[int, list[Placement]] = defaultdict(list)
    placements = Placement.objects.filter(membership__in=members).select_related("team")
    for stay in placements.order_by("-starts_on"):
        stays[stay.membership_id].append(stay)
    for member in members:
        today, theirs = member.today(now), stays[member.pk]
        here = [stay for stay in theirs if stay.starts_on <= today and not over(stay, today)]
        found[member.pk].team = here[0].team_id if here else None
        found[member.pk].planned = None if member.deactivated_at else planned_of(theirs, today)
    for team, leader in (
        Team.objects.in_use().filter(leader__in=members).order_by("pk").values_list("pk", "leader")
    ):
        found[leader].leads.append(team)
    return found


def over(stay: Placement, today: date) -> bool:
    return stay.ends_on is not None and stay.ends_on <= today
