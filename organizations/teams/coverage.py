"""Leadership coverage: a team without a leader, a rep without a team, a leader with too many people. Reads only.

One query, whatever the number of teams and people: the leader's home has few to spend. Admins are told of the whole
organization, leaders of their teams and those below; a leader hears of somebody without a team whose last team was one
of theirs.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations.links import link
from organizations.models import Membership, Organization, Placement, Team

SHOWN = 5
TEAM, REP = "team", "rep"


@dataclass(frozen=True)
class Gap:
    """One thing that is missing, and the one thing that whoever looks can do about it."""

    title: str
    why: str
    act: str
    href: str


@dataclass(frozen=True)
class Coverage:
    """What is missing, the heaviest first. `more` is how many are not shown."""

    gaps: Sequence[Gap]
    more: int = 0

    def __bool__(self) -> bool:
        return bool(self.gaps)


class Line(NamedTuple):
    """A team in use, or a rep who is in no team.

    A team: how many people it has besides its leader, and in which team the leader sits. A rep: path and name of the
    team they were in last stand in `path` and `leader_name`.
    """

    kind: str
    pk: int
    name: str
    path: str
    leader_id: int | None
    leader_name: str
    is_led: bool
    parent_id: int | None
    seat: int | None
    people: int


def coverage(viewer: Membership, organization: Organization, today: date) -> Coverage:
    """What is missing, as far as this member is told."""
    lines = [Line(*row) for row in teams_now(today).union(unplaced_now(today), all=True)]
    teams = sorted((line for line in lines if line.kind == TEAM), key=lambda line: line.path)
    reps = sorted((line for line in lines if line.kind == REP), key=lambda line: line.name.casefold())
    scope = ("",) if viewer.is_admin else tuple(team.path for team in teams if team.leader_id == viewer.pk)
    gaps = [
        *leaderless(teams, scope, organization),
        *unplaced(reps, scope, organization),
        *crowded(teams, scope, organization),
    ]
    shown = gaps[:SHOWN] if viewer.is_admin else asking_an_admin(gaps[:SHOWN])
    return Coverage(shown, max(0, len(gaps) - SHOWN))


def teams_now(today: date) -> Any:
    here = Placement.objects.on(today).filter(membership__deactivated_at__isnull=True)
    others = here.filter(Q(team=OuterRef("pk")) & ~Q(membership=Coalesce(OuterRef("leader"), 0)))
    counted = others.order_by().values("team").annotate(n=Count("pk")).values("n")
    return (
        Team.objects.in_use()
        .annotate(
            kind=Value(TEAM), leader_name=Coalesce(F("leader__name"), Value("")),
            led=ExpressionWrapper(
                Q(leader__isnull=False, leader__deactivated_at__isnull=True), output_field=BooleanField()
            ),
            seat=Subquery(here.filter(membership=OuterRef("leader")).values("team")[:1]),
            people=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
        )
        .values_list("kind", "pk", "name", "path", "leader", "leader_name", "led", "parent", "seat", "people")
    )  # fmt: skip


def unplaced_now(today: date) -> Any:
    stays = Placement.objects.filter(membership=OuterRef("pk"), starts_on__lte=today).order_by("-starts_on")
    nothing = Cast(Value(None), BigIntegerField())
    return (
        Membership.objects.present()
        .reps()
        .filter(~Exists(Placement.objects.on(today).filter(membership=OuterRef("pk"))))
        .annotate(
            kind=Value(REP), path=Coalesce(Subquery(stays.values("team__path")[:1]), Value("")), leader=nothing,
            last=Coalesce(Subquery(stays.values("team__name")[:1]), Value("")), led=Value(True), parent=nothing,
            seat=nothing, people=Value(0),
        )
        .values_list("kind", "pk", "name", "path", "leader", "last", "led", "parent", "seat", "people")
    )  # fmt: skip


def leaderless(teams: Iterable[Line], scope: tuple[str, ...], organization: Organization) -> list[Gap]:
    return [
        Gap(
            _("%(team)s has no leader") % {"team": team.name},
            people_wait(team.people),
            _("Name a leader"),
            link(organization, "organizations:team_leader", pk=team.pk),
        )
        for team in teams
        if team.path.startswith(scope) and not team.is_led
    ]


def people_wait(n: int) -> str:
    if not n:
        return _("Nobody is in it yet.")
    return ngettext("%(n)s person is led by nobody here.", "%(n)s people are led by nobody here.", n) % {
        "n": n
    }


def unplaced(reps: Iterable[Line], scope: tuple[str, ...], organization: Organization) -> list[Gap]:
    return [
        Gap(
            _("%(name)s is in no team") % {"name": rep.name},
            last_team(rep.leader_name),
            _("Choose a team"),
            link(organization, "organizations:move_member", pk=rep.pk),
        )
        for rep in reps
        if rep.path.startswith(scope)
    ]


def last_team(name: str) -> str:
    return _("Was in %(team)s last.") % {"team": name} if name else _("What they do counts for no team.")


def crowded(teams: Sequence[Line], scope: tuple[str, ...], organization: Organization) -> list[Gap]:
    """Leaders with more people than the organization says is good. Their number is the same whoever looks."""
    most = organization.most_reports
    seen = {team.leader_id for team in teams if team.path.startswith(scope) and team.is_led}
    led = {team.leader_id: team for team in reversed(teams) if team.leader_id in seen}
    return [
        Gap(
            _("%(name)s leads %(n)s people") % {"name": led[leader].leader_name, "n": number},
            _("%(most)s are the most here. Another leader could take some.") % {"most": most},
            _("Look at the team"),
            link(organization, "organizations:team", pk=led[leader].pk),
        )
        for leader, number in sorted(reports(teams).items(), key=lambda one: -one[1])
        if leader in seen and number > most
    ]


def reports(teams: Iterable[Line]) -> dict[int, int]:
    """How many people each leader has directly: those in their teams, and who leads the teams right below.

    Nobody is counted twice: a leader below who sits in one of the leader's own teams is there already.
    """
    led = [(team.leader_id, team) for team in teams if team.is_led and team.leader_id is not None]
    leader_of: dict[int | None, int] = {team.pk: leader for leader, team in led}
    counts: dict[int, int] = defaultdict(int)
    below: dict[int, set[int]] = defaultdict(set)
    for leader, team in led:
        counts[leader] += team.people
        above = leader_of.get(team.parent_id)
        if above is not None and above != leader and leader_of.get(team.seat) != above:
            below[above].add(leader)
    return {leader: number + len(below[leader]) for leader, number in counts.items()}


def asking_an_admin(gaps: Sequence[Gap]) -> list[Gap]:
    """Whoever leads and may not change teams writes to an admin who may; it costs a query only where there are gaps."""
    if not gaps:
        return []
    admin = Membership.objects.present().filter(is_admin=True).select_related("user").order_by("pk")[0]
    act = _("Ask %(name)s") % {"name": admin.name}
    to = f"mailto:{admin.user.email}?subject="
    return [Gap(gap.title, gap.why, act, to + quote(gap.title)) for gap in gaps]
