"""The team tree as a page shows it, and words for a team in a choice. Reads only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from organizations.models import Membership, Placement, Team
from organizations.plain_names import plain

TOP = 0


@dataclass
class Node:
    """A team with what stands below it. `into` and `out_to` are where the arrows put it: None where they can't."""

    team: Team
    people: int
    children: list["Node"] = field(default_factory=list)
    into: Team | None = None
    out_to: int | None = None


def tree(today: date) -> list[Node]:
    """All teams in use under their parents, by name: one query."""
    teams = in_order(Team.objects.in_use().select_related("leader").annotate(people=people_in(today)))
    nodes = {team.pk: Node(team, team.people) for team in teams}  # type: ignore[attr-defined]
    roots: list[Node] = []
    for node in nodes.values():
        above = nodes.get(node.team.parent_id or TOP)
        siblings = above.children if above else roots
        node.into = siblings[-1].team if siblings else None
        node.out_to = (above.team.parent_id or TOP) if above else None
        siblings.append(node)
    return roots


def in_order(teams: Iterable[Team]) -> list[Team]:
    """Siblings by name."""
    return sorted(teams, key=lambda team: (plain(team.name), team.pk))


def people_in(today: date) -> Coalesce:
    """How many people are in a team on a day, those who have left not among them."""
    here = Placement.objects.on(today).filter(team=OuterRef("pk"), membership__deactivated_at__isnull=True)
    counted = here.order_by().values("team").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def retired_teams() -> list[Team]:
    return list(Team.objects.filter(retired_at__isnull=False).order_by("-retired_at", "pk"))


def choices(teams: QuerySet[Team] | None = None) -> list[tuple[int, str]]:
    """Teams in use for a choice, in the order of the tree and set in by dashes."""
    found = Team.objects.in_use() if teams is None else teams
    return [(team.pk, f"{'– ' * depth}{team.name}") for team, depth in flat(found)]


def flat(teams: Iterable[Team]) -> Iterator[tuple[Team, int]]:
    """Teams under their parents with how deep they stand; one whose parent is not among them stands at the root."""
    found = {team.pk: team for team in teams}
    children: dict[int, list[Team]] = defaultdict(list)
    for team in in_order(found.values()):
        children[team.parent_id if team.parent_id in found else TOP].append(team)
    yield from below(TOP, children, 0)


def below(parent: int, children: dict[int, list[Team]], depth: int) -> Iterator[tuple[Team, int]]:
    for team in children[parent]:
        yield team, depth
        yield from below(team.pk, children, depth + 1)


def leader_choices(team: Team | None, today: date) -> list[tuple[int, str]]:
    """Everybody who could lead, by name; those of the team first. Says what each leads already."""
    led: dict[int, list[str]] = defaultdict(list)
    for leader, name in (
        Team.objects.in_use()
        .filter(leader__isnull=False)
        .order_by("plain_name", "pk")
        .values_list("leader", "name")
    ):
        led[leader].append(name)
    inside = set()
    if team is not None:
        inside = set(Placement.objects.on(today).filter(team=team).values_list("membership", flat=True))
    people = Membership.objects.present().order_by("plain_name", "pk").values_list("pk", "name")
    first = sorted(people, key=lambda one: one[0] not in inside)
    return [(pk, f"{name} ({', '.join(led[pk])})" if pk in led else name) for pk, name in first]
