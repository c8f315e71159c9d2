"""Retiring a team and bringing it back. Who and what is in it goes where one says; nothing is left hanging."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organizations.events import record
from organizations.models import Event, Invitation, Membership, Organization, Placement, Team
from organizations.tenancy.scope import current_organization_id

from .placements import standing_on
from .teams import fresh, hang_below, lock_tree, refuse_retired, refuse_taken


@dataclass(frozen=True)
class Going:
    """Where people and sub-teams of a retired team go. None for people: into no team; for teams: to the top.

    What is not among `said` was left open: refused where there is somebody or something to go.
    """

    people: Team | None = None
    teams: Team | None = None
    said: tuple[str, ...] = ("people_to", "teams_to")


def retire_team(*, team: Team, by: Membership | None, now: datetime, going: Going | None = None) -> Event:
    """Take a team out of use, from today on. With people or teams in it one must say where they go."""
    with transaction.atomic():
        lock_tree()
        held = Team.objects.get(pk=team.pk)
        refuse_retired(held, "team")
        day = Organization.objects.get(pk=current_organization_id()).today(now)
        stays = list(Placement.objects.filter(standing_on(day), team=held).select_for_update())
        children = list(Team.objects.in_use().filter(parent=held).order_by("pk"))
        refuse_unsaid(held, stays, children, going)
        people_to, teams_to = (fresh(going.people), fresh(going.teams)) if going else (None, None)
        refuse_into_itself(held, people_to, teams_to)
        for stay in stays:
            switch(stay, people_to, day)
        for child in children:
            rehang(child, teams_to)
        Invitation.objects.open().filter(team=held).update(
            team=people_to, **({} if people_to else {"leads": False})
        )
        Team.objects.filter(pk=held.pk).update(retired_at=now)
        team.retired_at = now
        return record(
            "team_retired", held, by=by, now=now, on=str(day), people=[stay.membership_id for stay in stays],
            teams=[child.pk for child in children], people_to=people_to and people_to.pk,
            teams_to=teams_to and teams_to.pk,
        )  # fmt: skip


def restore_team(*, team: Team, by: Membership | None, now: datetime) -> None:
    """Use a team again, empty, where it stood; at the top if what it stood below is retired. Its leader leads again."""
    with transaction.atomic():
        lock_tree()
        held = Team.objects.select_related("parent", "leader").get(pk=team.pk)
        if held.retired_at is None:
            return
        if held.parent is not None and held.parent.retired_at is not None:
            held.parent = None
        held.retired_at = None
        refuse_taken(held, "team")
        if held.leader is not None and held.leader.deactivated_at is not None:
            held.leader = None
        held.save(update_fields=["retired_at", "leader"])
        hang_below(held, held.parent)
        record("team_restored", held, by=by, now=now, leader=held.leader_id)
    team.retired_at = None


def undo_retirement(*, team: Team, event: Event, by: Membership | None, now: datetime) -> None:
    """Restore a team with everybody and everything that is still where the retirement of today put it."""
    data = event.data
    with transaction.atomic():
        restore_team(team=team, by=by, now=now)
        held = Team.objects.get(pk=team.pk)
        day = date.fromisoformat(data["on"])
        for member in data["people"]:
            switch_back(member, held, data["people_to"], day)
        for child in Team.objects.in_use().filter(pk__in=data["teams"], parent=data["teams_to"]):
            rehang(child, held)


def switch(stay: Placement, team: Team | None, day: date) -> None:
    """Somebody's time in a team goes on in another one from this day on, until the same end."""
    if stay.starts_on >= day:
        if team is None:
            stay.delete()
        else:
            Placement.objects.filter(pk=stay.pk).update(team=team)
        return
    Placement.objects.filter(pk=stay.pk).update(ends_on=day)
    if team is not None:
        Placement.objects.create(
            membership_id=stay.membership_id, team=team, starts_on=day, ends_on=stay.ends_on
        )


def switch_back(member: int, team: Team, went_to: int | None, day: date) -> None:
    """Undo `switch`, where nothing has moved the person since."""
    before = Placement.objects.filter(membership=member, team=team, ends_on=day).first()
    if went_to is None:
        if before and not Placement.objects.filter(membership=member, starts_on__gte=day).exists():
            Placement.objects.filter(pk=before.pk).update(ends_on=None)
        return
    after = Placement.objects.filter(membership=member, team=went_to, starts_on__gte=day).first()
    if after is None:
        return
    if before is None or after.starts_on > day:
        Placement.objects.filter(pk=after.pk).update(team=team)
    else:
        after.delete()
        Placement.objects.filter(pk=before.pk).update(ends_on=after.ends_on)


def rehang(child: Team, parent: Team | None) -> None:
    child = Team.objects.get(pk=child.pk)
    child.parent = parent
    refuse_taken(child, "teams_to")
    hang_below(child, fresh(parent))


def refuse_unsaid(
    team: Team, stays: Iterable[Placement], children: Iterable[Team], going: Going | None
) -> None:
    words, said = {"team": team.name}, going.said if going else ()
    errors = {}
    if stays and "people_to" not in said:
        errors["people_to"] = _("Say where the people of %(team)s go.") % words
    if children and "teams_to" not in said:
        errors["teams_to"] = _("Say where the teams below %(team)s go.") % words
    if errors:
        raise ValidationError(errors)


def refuse_into_itself(team: Team, people_to: Team | None, teams_to: Team | None) -> None:
    refuse_retired(people_to, "people_to")
    refuse_retired(teams_to, "teams_to")
    if people_to is not None and people_to.pk == team.pk:
        raise ValidationError({"people_to": _("Choose another team: this one goes.")})
    if teams_to is not None and teams_to.path.startswith(team.path):
        raise ValidationError({"teams_to": _("Choose a team that is not part of this one.")})
