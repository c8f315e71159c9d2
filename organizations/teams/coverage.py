"""Leadership coverage: a team without a leader, a rep without a team, a leader with too many people. Reads only.

One query, whatever the number of teams and people, or a part of another: the leader's home has few to spend. Admins
are told of the whole organization, leaders of their teams and those below; a leader hears of somebody without a team
whose last team was one of theirs.
"""

import json
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
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations.calendars import NEVER, DatedFact, dated
from organizations.links import link
from organizations.models import Membership, Organization, Placement, Team
from organizations.plain_names import plain
from organizations.prepared import Prepared

SHOWN = 5
TEAM, REP, ADMIN = "team in use", "rep in no team", "admin"


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
    """A team in use, a rep who is in no team, or an admin.

    A team: how many people it has besides its leader, and in which team the leader sits. A rep: path and name of the
    team they were in last stand in `path` and `leader_name`. An admin: so does the address.
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
    return coverage_from(COVERAGE.rows(today=today), viewer, organization)


def coverage_from(rows: Sequence[tuple], viewer: Membership, organization: Organization) -> Coverage:
    """From the facts of coverage among these rows."""
    lines = [line_of(row) for row in rows if row[0] in (TEAM, REP, ADMIN)]
    teams = sorted((line for line in lines if line.kind == TEAM), key=lambda line: line.path)
    reps = sorted((line for line in lines if line.kind == REP), key=lambda line: plain(line.name))
    scope = ("",) if viewer.is_admin else tuple(team.path for team in teams if team.leader_id == viewer.pk)
    gaps = [
        *leaderless(teams, scope, organization),
        *unplaced(reps, scope, organization),
        *crowded(teams, scope, organization),
    ]
    admins = sorted((line for line in lines if line.kind == ADMIN), key=lambda line: line.pk)
    shown = gaps[:SHOWN] if viewer.is_admin else asking_an_admin(gaps[:SHOWN], admins)
    return Coverage(shown, max(0, len(gaps) - SHOWN))


def line_of(row: tuple) -> Line:
    fact = DatedFact(*row)
    return Line(fact.kind, fact.about, *json.loads(fact.figures))


def coverage_facts(today: date) -> list[QuerySet[Any]]:
    """Teams, reps in no team, and admins, as rows of `DatedFact`: parts of a query that a page makes anyway."""
    return [teams_now(today), unplaced_now(today), admins_now(today)]


def told(rows: QuerySet[Any], kind: str, today: date, *figures: Any) -> QuerySet[Any]:
    """Names hold commas, so these figures are JSON."""
    of = Func(*figures, function="jsonb_build_array", template="%(function)s(%(expressions)s)::text")
    of.output_field = TextField()
    return dated(rows, kind, None, Value(today, DateField()), NEVER, of, "pk")


def teams_now(today: date) -> QuerySet[Any]:
    here = Placement.objects.on(today).filter(membership__deactivated_at__isnull=True)
    others = here.filter(Q(team=OuterRef("pk")) & ~Q(membership=Coalesce(OuterRef("leader"), 0)))
    counted = others.order_by().values("team").annotate(n=Count("pk")).values("n")
    led = Q(leader__isnull=False, leader__deactivated_at__isnull=True)
    return told(
        Team.objects.in_use(), TEAM, today,
        F("name"), F("path"), F("leader_id"), Coalesce(F("leader__name"), Value("")),
        ExpressionWrapper(led, output_field=BooleanField()), F("parent_id"),
        Subquery(here.filter(membership=OuterRef("leader")).values("team")[:1]),
        Coalesce(Subquery(counted, output_field=IntegerField()), 0),
    )  # fmt: skip


def unplaced_now(today: date) -> QuerySet[Any]:
    stays = Placement.objects.filter(membership=OuterRef("pk"), starts_on__lte=today).order_by("-starts_on")
    nowhere = ~Exists(Placement.objects.on(today).filter(membership=OuterRef("pk")))
    nothing = Cast(Value(None), BigIntegerField())
    return told(
        Membership.objects.present().reps().filter(nowhere), REP, today,
        F("name"), Coalesce(Subquery(stays.values("team__path")[:1]), Value("")), nothing,
        Coalesce(Subquery(stays.values("team__name")[:1]), Value("")), Value(True), nothing, nothing, Value(0),
    )  # fmt: skip


def admins_now(today: date) -> QuerySet[Any]:
    nothing = Cast(Value(None), BigIntegerField())
    return told(
        Membership.objects.present().filter(is_admin=True), ADMIN, today,
        F("name"), Value(""), nothing, F("user__email"), Value(True), nothing, nothing, Value(0),
    )  # fmt: skip


def coverage_query(today: date) -> QuerySet[Any]:
    first, *more = coverage_facts(today)
    return first.union(*more, all=True)


COVERAGE = Prepared(coverage_query)


def leaderless(teams: Iterable[Line], scope: tuple[str, ...], organization: Organization) -> list[Gap]:
    return [
        Gap(
            _("%(team)s has no leader") % {"team": team.name},
            people_wait(team.people),
            _("Name a leader"),
            link(organization, "organizations:team_leader", pk=team.pk),
        )
        for team in sorted(teams, key=lambda team: -team.people)
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


def asking_an_admin(gaps: Sequence[Gap], admins: Sequence[Line]) -> list[Gap]:
    """Whoever leads and may not change teams writes to the admin who has been here longest."""
    if not gaps:
        return []
    admin = admins[0]
    act = _("Ask %(name)s") % {"name": admin.name}
    to = f"mailto:{admin.leader_name}?subject="
    return [Gap(gap.title, gap.why, act, to + quote(gap.title)) for gap in gaps]
