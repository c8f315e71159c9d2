"""Who is in which team: the tree as a page shows it, and one person's days. Reads only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from organizations.calendars import calendars_of
from organizations.day_reasons import DayReason, explain
from organizations.models import Membership, Placement, Team
from organizations.periods import Period
from organizations.working_days import gross_days, own_days


@dataclass(frozen=True)
class Person:
    """A member on the page of people."""

    member: Membership
    roles: tuple[str, ...]


@dataclass
class Branch:
    """A team with its people; `depth` is how far below the root it stands."""

    team: Team
    depth: int
    people: list[Person] = field(default_factory=list)


@dataclass(frozen=True)
class Roster:
    """The teams and people that a member sees. `unplaced`: people in no team."""

    branches: list[Branch]
    unplaced: list[Person]

    @property
    def without_leader(self) -> list[Team]:
        return [branch.team for branch in self.branches if branch.team.leader_id is None]


def roster(viewer: Membership, today: date) -> Roster:
    """Three queries, whatever the number of teams and people."""
    people = Membership.objects.present().visible_to(viewer).with_duties().select_related("user")
    shown = {member.pk: as_person(member) for member in people.order_by("name", "pk")}
    branches = in_tree(Team.objects.visible_to(viewer).select_related("leader"))
    by_team: dict[int, list[Person]] = defaultdict(list)
    places = Placement.objects.on(today).filter(membership__in=shown).values_list("membership", "team")
    team_of = dict(places)
    for pk, person in shown.items():
        by_team[team_of.get(pk, 0)].append(person)
    for branch in branches:
        branch.people = by_team[branch.team.pk]
    return Roster(branches, by_team[0])


def in_tree(teams: Iterable[Team]) -> list[Branch]:
    """Teams under their parents, by name; a team whose parent is not seen stands at the root."""
    children: dict[int, list[Team]] = defaultdict(list)
    found = {team.pk: team for team in teams}
    for team in sorted(found.values(), key=lambda team: (team.name.casefold(), team.pk)):
        children[team.parent_id if team.parent_id in found else 0].append(team)
    return list(below(0, children, 0))


def below(parent: int, children: dict[int, list[Team]], depth: int) -> Iterable[Branch]:
    for team in children[parent]:
        yield Branch(team, depth)
        yield from below(team.pk, children, depth + 1)


def as_person(member: Membership) -> Person:
    return Person(member, roles_of(member))


def roles_of(member: Membership) -> tuple[str, ...]:
    """Roles add up; nobody without one is left out."""
    held = [("Admin", member.is_admin), ("Leader", member.leads_any), ("Rep", member.is_rep)]
    return tuple(word for word, has in held if has) or ("No role",)


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
