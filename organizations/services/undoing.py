"""Undo of the last change of a team."""

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from organizations.events import record
from organizations.models import Event, Membership, Team

from .retiring import retire_team, undo_retirement
from .teams import move_team, name_leader, rename_team

TEAM = "organizations.team"


def undo_team_change(*, event: Event, by: Membership | None, now: datetime) -> Team | None:
    """Put back what this event changed, if nothing has changed the team since. None if the team is gone again."""
    with transaction.atomic():
        team = Team.objects.select_for_update().filter(pk=event.subject_id or 0).first()
        if team is None or event.subject_type != TEAM or event.verb not in UNDO or event != last_change(team):
            raise ValidationError(_("This was changed again since, so there is nothing to undo."))
        UNDO[event.verb](team, event, by, now)
    return None if event.verb == "team_created" else team


def last_change(team: Team) -> Event | None:
    """The newest event about a team."""
    return Event.objects.about(TEAM, team.pk).newest_first().first()


def remove(team: Team, event: Event, by: Membership | None, now: datetime) -> None:
    """A team that was just made, and that nobody has used."""
    record("team_removed", team, by=by, now=now, before=team.name)
    try:
        with transaction.atomic():
            team.delete()
    except ProtectedError as error:
        raise ValidationError(_("Somebody is in it already. Retire it instead.")) from error


def rename(team: Team, event: Event, by: Membership | None, now: datetime) -> None:
    rename_team(team=team, name=event.data["before"], by=by, now=now)


def move(team: Team, event: Event, by: Membership | None, now: datetime) -> None:
    parent = Team.objects.filter(pk=event.data["before"]).first()
    move_team(team=team, parent=parent, by=by, now=now)


def lead(team: Team, event: Event, by: Membership | None, now: datetime) -> None:
    leader = Membership.objects.filter(pk=event.data["before"]).first()
    name_leader(team=team, leader=leader, by=by, now=now)


def unretire(team: Team, event: Event, by: Membership | None, now: datetime) -> None:
    undo_retirement(team=team, event=event, by=by, now=now)


def retire_again(team: Team, event: Event, by: Membership | None, now: datetime) -> None:
    retire_team(team=team, by=by, now=now)


UNDO: dict[str, Callable[[Team, Event, Membership | None, datetime], None]] = {
    "team_created": remove, "team_renamed": rename, "team_moved": move, "leader_named": lead,
    "team_retired": unretire, "team_restored": retire_again,
}  # fmt: skip
