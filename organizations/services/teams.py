"""The team tree, its leaders, and who is in which team from when."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from organizations.events import record
from organizations.models import Membership, Placement, Team


def create_team(
    *,
    name: str,
    by: Membership | None,
    now: datetime,
    parent: Team | None = None,
    leader: Membership | None = None,
) -> Team:
    """Add a team to the tree. A team may be without a leader: the product says so."""
    with transaction.atomic():
        team = Team(name=name, parent=parent, leader=leader, created_at=now)
        team.full_clean(exclude=["organization"])
        team.save()
        team.path = f"{parent.path if parent else ''}{team.pk}."
        team.save(update_fields=["path"])
        record("team_created", team, by=by, now=now, parent=parent and parent.pk, leader=leader and leader.pk)
    return team


def name_leader(*, team: Team, leader: Membership | None, by: Membership | None, now: datetime) -> None:
    """Say who leads a team, from now on."""
    with transaction.atomic():
        before, team.leader = team.leader_id, leader
        team.save(update_fields=["leader"])
        record("leader_named", team, by=by, now=now, before=before, after=leader and leader.pk)


def place_member(
    *, membership: Membership, team: Team | None, from_on: date, by: Membership | None, now: datetime
) -> Placement | None:
    """Put a member into a team from a day on; earlier work stays with the team of its day. None: no team."""
    with transaction.atomic():
        before = end_placements(membership, from_on)
        placement = None
        if team is not None:
            placement = Placement.objects.create(membership=membership, team=team, starts_on=from_on)
        record(
            "member_moved", membership, by=by, now=now, before=before, after=team and team.pk, on=str(from_on)
        )
    return placement


def end_placements(membership: Membership, day: date) -> int | None:
    """End what runs on `day`; a placement that was to start on or after it never happened. The team before."""
    running = Placement.objects.filter(membership=membership)
    later = running.filter(starts_on__gt=day)
    if later.exists():
        raise ValidationError({"from_on": "There is a later move already. Choose a day after it."})
    current = running.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day)).first()
    if current is None:
        return None
    team = current.team_id
    if current.starts_on == day:
        current.delete()
    else:
        running.filter(pk=current.pk).update(ends_on=day)
    return team
