"""The team tree: teams added, renamed, moved below another, and who leads them."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organizations.events import record
from organizations.models import Membership, Team

LONGEST_NAME = 300
# Ids and dots from the root to a team have to fit into `path`; nobody needs as many.
DEEPEST = 20


def create_team(
    *,
    name: str,
    by: Membership | None,
    now: datetime,
    parent: Team | None = None,
    leader: Membership | None = None,
) -> Team:
    """Add a team to the tree. A team may be without a leader: the product says so."""
    refuse_gone(leader)
    with transaction.atomic():
        lock_tree()
        parent = fresh(parent)
        refuse_retired(parent, "parent")
        refuse_deep(parent)
        team = Team(name=checked_name(name), parent=parent, leader=leader, created_at=now)
        refuse_taken(team, "name")
        team.save()
        team.path = f"{parent.path if parent else ''}{team.pk}."
        team.save(update_fields=["path"])
        record("team_created", team, by=by, now=now, parent=parent and parent.pk, leader=leader and leader.pk)
    return team


def rename_team(*, team: Team, name: str, by: Membership | None, now: datetime) -> None:
    """Call a team something else, on every page at once. Cards that are closed keep the name of their day."""
    with transaction.atomic():
        lock_tree()
        held = Team.objects.get(pk=team.pk)
        before, held.name = held.name, checked_name(name)
        if before != held.name:
            refuse_taken(held, "name")
            held.save(update_fields=["name"])
            record("team_renamed", held, by=by, now=now, before=before, after=held.name)
    team.name = held.name


def move_team(*, team: Team, parent: Team | None, by: Membership | None, now: datetime) -> None:
    """Put a team, with all teams below it, below another one or at the top. Refuses to put it below itself."""
    with transaction.atomic():
        lock_tree()
        held, above = Team.objects.get(pk=team.pk), fresh(parent)
        refuse_retired(held, "team")
        refuse_retired(above, "parent")
        refuse_circle(held, above)
        refuse_deep(above, below=depth_below(held))
        before, held.parent = held.parent_id, above
        if before == held.parent_id:
            return
        refuse_taken(held, "parent")
        hang_below(held, above)
        record("team_moved", held, by=by, now=now, before=before, after=above and above.pk)
    team.parent, team.path = above, held.path


def name_leader(*, team: Team, leader: Membership | None, by: Membership | None, now: datetime) -> None:
    """Say who leads a team, from now on; None: nobody. One person may lead several."""
    refuse_gone(leader)
    with transaction.atomic():
        held = Team.objects.select_for_update().get(pk=team.pk)
        refuse_retired(held, "leader")
        before = held.leader_id
        if before != (leader and leader.pk):
            held.leader = leader
            held.save(update_fields=["leader"])
            record("leader_named", held, by=by, now=now, before=before, after=leader and leader.pk)
    team.leader = leader


def change_team(*, team: Team, by: Membership | None, now: datetime, **changes: Any) -> None:
    """Change several things of a team in use, all of them or none: `name`, `parent`, `leader`, whichever is given."""
    with transaction.atomic():
        refuse_retired(fresh(team), "team")
        if "name" in changes:
            rename_team(team=team, name=changes["name"], by=by, now=now)
        if "parent" in changes:
            move_team(team=team, parent=changes["parent"], by=by, now=now)
        if "leader" in changes:
            name_leader(team=team, leader=changes["leader"], by=by, now=now)


def lock_tree() -> None:
    """All teams are held until the change is done: of two moves at once, the second sees the first."""
    list(Team.objects.select_for_update().order_by("pk").values_list("pk", flat=True))


def hang_below(team: Team, parent: Team | None) -> None:
    """Write the new place of a team, and the paths of all teams below it."""
    root = f"{parent.path if parent else ''}{team.pk}."
    inside = list(Team.objects.below(team))
    for one in inside:
        one.path = root + one.path[len(team.path) :]
    Team.objects.bulk_update(inside, ["path"])
    team.path = root
    Team.objects.filter(pk=team.pk).update(parent=parent)


def fresh(team: Team | None) -> Team | None:
    """The team as it is now: another page may have moved or retired it."""
    return team and Team.objects.get(pk=team.pk)


def depth_below(team: Team) -> int:
    """How many levels of teams stand below this one."""
    depths = [path.count(".") for path in Team.objects.below(team).values_list("path", flat=True)]
    return max(depths) - team.path.count(".")


def checked_name(name: str) -> str:
    name = " ".join(name.replace("\0", "").split())
    if not name:
        raise ValidationError({"name": _("Say what the team is called.")})
    if len(name) > LONGEST_NAME:
        raise ValidationError({"name": _("Keep it within %(n)s characters.") % {"n": LONGEST_NAME}})
    return name


def refuse_taken(team: Team, field: str) -> None:
    """Names are told apart where they stand side by side; retired teams take none."""
    beside = Team.objects.in_use().filter(parent=team.parent, name=team.name).exclude(pk=team.pk)
    if beside.exists():
        words = {"name": team.name}
        if team.parent is None:
            raise ValidationError({field: _("There is a team called %(name)s at the top already.") % words})
        words["above"] = team.parent.name
        raise ValidationError({field: _("There is a team called %(name)s below %(above)s already.") % words})


def refuse_circle(team: Team, parent: Team | None) -> None:
    if parent is not None and parent.path.startswith(team.path):
        if parent.pk == team.pk:
            raise ValidationError({"parent": _("A team can't stand below itself. Choose another one.")})
        words = {"above": parent.name, "team": team.name}
        raise ValidationError(
            {"parent": _("%(above)s is below %(team)s itself. Move %(above)s away first.") % words}
        )


def refuse_deep(parent: Team | None, below: int = 0) -> None:
    if parent is not None and parent.path.count(".") + 1 + below > DEEPEST:
        raise ValidationError(
            {"parent": _("A tree has at most %(n)s levels. Choose a team higher up.") % {"n": DEEPEST}}
        )


def refuse_retired(team: Team | None, field: str) -> None:
    if team is not None and team.retired_at is not None:
        raise ValidationError({field: _("%(team)s is retired. Restore it first.") % {"team": team.name}})


def refuse_gone(leader: Membership | None) -> None:
    if leader is not None and leader.deactivated_at is not None:
        raise ValidationError(
            {"leader": _("%(name)s has left. Choose somebody else.") % {"name": leader.name}}
        )
