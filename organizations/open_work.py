"""What this app calls open work: the teams somebody leads, leave they have asked for, and moves that are planned."""

from datetime import date, datetime

from django.utils.translation import ngettext

from organizations.handing_over import OpenWork, open_work
from organizations.models import Membership, Placement, Team, TimeOff
from organizations.services.placements import take_back_move
from organizations.services.teams import name_leader
from organizations.teams.moves import planned_move


def register() -> None:
    """Called when the app starts."""
    open_work(
        OpenWork("teams", "organizations.team", says_teams, count_teams, lead_teams, leave_teams, rank=5)
    )
    open_work(
        OpenWork(
            "leave_asked_for", "organizations.timeoff", says_leave, count_leave, end=withdraw_leave, rank=95
        )
    )
    open_work(
        OpenWork("planned_moves", "organizations.team", says_moves, count_moves, end=take_back_moves, rank=96)
    )


def says_teams(n: int) -> str:
    return ngettext("%(n)s team to lead", "%(n)s teams to lead", n) % {"n": n}


def count_teams(member: Membership, now: datetime) -> int:
    return Team.objects.in_use().filter(leader=member).count()


def lead_teams(member: Membership, to: Membership, by: Membership | None, now: datetime) -> list[int]:
    """Whoever takes over leads their teams from now on."""
    return name_for_all(member, to, by, now)


def leave_teams(member: Membership, by: Membership | None, now: datetime) -> list[int]:
    """Nobody leads them, and the product says so: no admin becomes a leader without having been chosen."""
    return name_for_all(member, None, by, now)


def name_for_all(
    member: Membership, to: Membership | None, by: Membership | None, now: datetime
) -> list[int]:
    theirs = list(Team.objects.in_use().filter(leader=member).order_by("pk"))
    for team in theirs:
        name_leader(team=team, leader=to, by=by, now=now)
    return [team.pk for team in theirs]


def says_leave(n: int) -> str:
    return ngettext("%(n)s request for leave", "%(n)s requests for leave", n) % {"n": n}


def count_leave(member: Membership, now: datetime) -> int:
    return TimeOff.objects.asked().filter(membership=member).count()


def withdraw_leave(member: Membership, by: Membership | None, now: datetime) -> list[int]:
    """Nobody has to answer it any more."""
    theirs = TimeOff.objects.asked().filter(membership=member)
    pks = list(theirs.order_by("pk").values_list("pk", flat=True))
    TimeOff.objects.filter(pk__in=pks).update(state=TimeOff.WITHDRAWN, withdrawn_at=now)
    return pks


def says_moves(n: int) -> str:
    return ngettext("%(n)s planned move to another team", "%(n)s planned moves to another team", n) % {"n": n}


def count_moves(member: Membership, now: datetime) -> int:
    return len(planned_days(member, member.today(now)))


def planned_days(member: Membership, today: date) -> set[date]:
    """The days on which they would change team, or leave all of them."""
    stays = Placement.objects.filter(membership=member).values_list("starts_on", "ends_on")
    return {day for stay in stays for day in stay if day is not None and day > today}


def take_back_moves(member: Membership, by: Membership | None, now: datetime) -> list[int]:
    """Whoever is gone changes no team. The teams they would have moved to."""
    teams: list[int] = []
    while (planned := planned_move(member, member.today(now))) is not None:
        take_back_move(membership=member, by=by, now=now)
        teams += [planned.team.pk] if planned.team else []
    return teams
