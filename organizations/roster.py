"""Who is in which team: people by team as a page shows them, and one person's days. Reads only."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from organizations.calendars import calendars_of
from organizations.day_reasons import DayReason, explain
from organizations.models import Membership, Placement, Team
from organizations.people_asking import Asked
from organizations.periods import Period
from organizations.plain_names import plain
from organizations.teams.tree import flat
from organizations.working_days import gross_days, own_days

A_PAGE = 100
NO_TEAM = 0


@dataclass(frozen=True)
class Person:
    """A member on the page of people."""

    member: Membership
    roles: tuple[str, ...]


@dataclass
class Branch:
    """A team with its people; `depth` is how far below the root it stands. Without a team: those who are in none."""

    team: Team | None
    depth: int
    people: list[Person] = field(default_factory=list)


@dataclass(frozen=True)
class Roster:
    """A page of the people that a member sees, by team. `without_leader` are all such teams, whatever was asked."""

    branches: list[Branch]
    page: Page
    without_leader: list[Team]
    unplaced: int
    asked: Asked

    @property
    def total(self) -> int:
        return self.page.paginator.count


def roster(viewer: Membership, today: date, asked: Asked, page: Any = 1) -> Roster:
    """Four queries, whatever the number of teams and people."""
    teams = list(flat(Team.objects.visible_to(viewer).in_use().select_related("leader")))
    order = {team.pk: place for place, (team, _depth) in enumerate(teams)}
    people = asked.narrow(Membership.objects.visible_to(viewer).with_duties(), today)
    stays = Placement.objects.on(today).filter(membership__in=people.values("pk"))
    team_of = {who: team for who, team in stays.values_list("membership", "team") if team in order}
    names = people.values_list("pk", "name")
    sorted_ = sorted(
        names,
        key=lambda one: (order.get(team_of.get(one[0], NO_TEAM), len(order)), plain(one[1]), one[0]),
    )
    shown = Paginator(sorted_, A_PAGE).get_page(page)
    members = people.select_related("user").in_bulk([pk for pk, _name in shown])
    branches = [Branch(team, depth) for team, depth in teams] + [Branch(None, 0)]
    for pk, _name in shown:
        branches[order.get(team_of.get(pk, NO_TEAM), -1)].people.append(as_person(members[pk]))
    whole = not asked and shown.paginator.num_pages == 1
    return Roster(
        branches=[branch for branch in branches if branch.people or (whole and branch.team)],
        page=shown,
        without_leader=[team for team, _depth in teams if team.leader is None or team.leader.deactivated_at],
        unplaced=sum(1 for pk, _name in sorted_ if pk not in team_of),
        asked=asked,
    )


def as_person(member: Membership) -> Person:
    return Person(member, roles_of(member))


def roles_of(member: Membership) -> tuple[str, ...]:
    """Roles add up; nobody without one is left out."""
    held = [(_("Admin"), member.is_admin), (_("Leader"), member.leads_any), (_("Rep"), member.is_rep)]
    return tuple(word for word, has in held if has) or (_("No role"),)


@dataclass(frozen=True)
class Month:
    """A member's own days of a month: how many, of how many by the standard week, and why."""

    period: Period
    own: Fraction
    standard: Fraction
    days: list[DayReason]

    @property
    def less(self) -> list[DayReason]:
        """The days that are not whole working days, weekends of the standard week left out."""
        return [day for day in self.days if day.weight != 1 and day.reason != "not a working day"]


def own_month(member: Membership, today: date) -> Month:
    period = member.organization.period_of("month", today)
    calendar = calendars_of([member], member.organization, period)[member.pk]
    return Month(period, own_days(period, calendar), gross_days(period, calendar), explain(period, calendar))
