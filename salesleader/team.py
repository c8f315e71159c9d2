"""The leader's home: who needs them now, everyone, what went well, and how last week ended."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goals.progress import Progress, ground_of, progress_of
from metrics.models import Metric
from organizations.models import Membership, Organization, Placement, Team
from organizations.periods import Period
from organizations.working_days import own_days, own_days_elapsed
from scorecards.attention import Cell, Need, Person, needs_you, worth_praising
from scorecards.cards import score_status
from scorecards.models import Card, TeamCard
from scorecards.pages import rows_link
from scorecards.reading import WeekView, short_label
from scorecards.services.ground import metrics_for
from scorecards.trends import ROW_WEEKS


@dataclass(frozen=True)
class Column:
    """One metric of the matrix."""

    metric: Metric
    actual: Fraction
    due: Fraction
    status: str
    ratio: Fraction | None


@dataclass(frozen=True)
class Square:
    """One cell of the matrix, with the address of its records."""

    progress: Progress
    href: str


@dataclass(frozen=True)
class Row:
    """One person of the matrix."""

    person: Person
    squares: tuple[Square, ...]
    away: bool
    weeks: Sequence[WeekView]
    last: WeekView | None
    card_pk: int | None


@require_GET
def team(request: Any) -> HttpResponse:
    """Every team one leads and those below, or one of them. Needs you first, then everyone by name."""
    me = request.membership
    if not (me.leads_any or me.is_admin):
        raise PermissionDenied
    stays = list(stays_seen_by(me))
    teams = {stay.team.pk: stay.team for stay in stays}
    chosen = teams.get(number(request.GET.get("team")))
    members = [stay.membership for stay in stays if chosen is None or below(stay.team, chosen)]
    context = page(members, request.organization, me, request.now) if members else {"rows": []}
    shown = [chosen] if chosen else list(teams.values())
    return render(
        request,
        "home/team.html",
        {
            **context, "teams": sorted(teams.values(), key=lambda one: one.path) if len(teams) > 1 else [],
            "chosen": chosen, "names": names_of(shown),
            "team_cards": last_team_cards(shown), "people": len(members),
        },
    )  # fmt: skip


def names_of(teams: Sequence[Team]) -> str:
    return " and ".join(one.name for one in teams) if len(teams) < 3 else f"{len(teams)} teams"


def number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0


def below(team: Team, chosen: Team) -> bool:
    return team.path.startswith(chosen.path)


def stays_seen_by(me: Membership) -> Any:
    """Who sells in the teams one leads and below; for an admin in all teams."""
    found = Placement.objects.current().filter(
        membership__is_rep=True, membership__deactivated_at__isnull=True
    )
    if not me.is_admin:
        found = found.filter(team__in=Team.objects.led_by(me).values("pk"))
    return found.select_related("team", "membership").order_by("membership__name", "membership_id")


def page(members: list[Membership], organization: Organization, me: Membership, now: Any) -> dict[str, Any]:
    week = organization.week_of(me.today(now))
    metrics = metrics_for(week)
    days = {member.pk: member.today(now) for member in members}
    ground = ground_of(members, week, organization)
    progress = progress_of(members, metrics, week, days, organization=organization, ground=ground)
    history = history_of(members, week)
    elapsed = {m.pk: own_days_elapsed(week, ground.calendars[m.pk], days[m.pk]) for m in members}
    people = {m.pk: person_of(m, metrics, progress, history, bool(elapsed[m.pk])) for m in members}
    others = [person for person in people.values() if person.id != me.pk]
    needs = needs_you(others)
    order = {need.person.id: place for place, need in enumerate(needs)}
    rows = [
        row_of(
            people[m.pk],
            metrics,
            progress,
            organization,
            week,
            history,
            not own_days(week, ground.calendars[m.pk]),
        )
        for m in sorted(members, key=lambda m: (order.get(m.pk, len(order)), m.name.casefold()))
    ]
    columns = [column_of(metric, members, progress) for metric in metrics]
    praises = worth_praising(others)
    return {
        "rows": rows, "needs": needs, "praises": praises, "columns": columns, "week": week,
        "verdict": verdict_of(columns, needs, any(elapsed.values())), "last_label": short_label(week.shift(-7).start),
    }  # fmt: skip


def person_of(
    member: Membership,
    metrics: Sequence[Metric],
    progress: Mapping[tuple[int, str], Progress],
    history: Mapping[int, Mapping[date, tuple[int, Fraction | None, Fraction]]],
    worked: bool,
) -> Person:
    """A person as the rules of attention see them: what is due by now in place of the whole target."""
    cells = []
    for metric in metrics:
        one = progress[member.pk, metric.key]
        cells.append(
            Cell(
                metric.key,
                metric.name,
                metric.unit,
                one.actual,
                one.due,
                one.status,
                metric.direction == Metric.LOWER,
            )
        )
    logged = any(part for metric in metrics for part in progress[member.pk, metric.key].parts)
    return Person(member.pk, member.name, tuple(cells), worked, logged)


def row_of(
    person: Person,
    metrics: Sequence[Metric],
    progress: Mapping[tuple[int, str], Progress],
    organization: Organization,
    week: Period,
    history: Mapping[int, Mapping[date, tuple[int, Fraction | None, Fraction]]],
    away: bool,
) -> Row:
    squares = tuple(
        Square(progress[person.id, metric.key], rows_link(organization, metric.key, week, member=person.id))
        for metric in metrics
    )
    mine = history.get(person.id, {})
    weeks = [week_view(start, mine.get(start)) for start in starts_before(week)]
    last = mine.get(week.shift(-7).start)
    return Row(person, squares, away, weeks, weeks[-1] if last else None, last[0] if last else None)


def starts_before(week: Period) -> list[date]:
    return [week.shift(-7 * back).start for back in range(ROW_WEEKS, 0, -1)]


def history_of(
    members: Sequence[Membership], week: Period
) -> dict[int, dict[date, tuple[int, Fraction | None, Fraction]]]:
    """Each member's last 13 closed cards: week → (id, exact score, own days)."""
    found: dict[int, dict[date, tuple[int, Fraction | None, Fraction]]] = defaultdict(dict)
    closed = Card.objects.closed().filter(
        member__in=members, week_on__gte=starts_before(week)[0], week_on__lt=week.start
    )
    for pk, member_id, start, score, days in closed.values_list(
        "pk", "member_id", "week_on", "snapshot__score", "own_days"
    ):
        found[member_id][start] = (pk, None if score is None else Fraction(score), Fraction(days))
    return found


def week_view(start: date, found: tuple[int, Fraction | None, Fraction] | None) -> WeekView:
    label = short_label(start).removeprefix("Week ")
    if found is None:
        return WeekView(start, label, None, "none", away=False)
    return WeekView(start, label, found[1], score_status(found[1]), away=not found[2])


def column_of(
    metric: Metric, members: Sequence[Membership], progress: Mapping[tuple[int, str], Progress]
) -> Column:
    """The team's foot of a column: Σ actual ÷ Σ due, people who logged nothing among them."""
    found = [progress[member.pk, metric.key] for member in members]
    if metric.aggregate == Metric.RATIO:
        return ratio_column(metric, found)
    actual, due = (
        sum((one.actual or Fraction(0) for one in found), Fraction(0)),
        sum((one.due for one in found), Fraction(0)),
    )
    ratio = actual / due if due else None
    status = "none" if ratio is None else score_status(100 * ratio)
    return Column(metric, actual, due, status, ratio)


def ratio_column(metric: Metric, found: Sequence[Progress]) -> Column:
    above, under = (sum((one.parts[n] for one in found), Fraction(0)) for n in (0, 1))
    due = max((one.due for one in found), default=Fraction(0))
    actual = above / under if under else Fraction(0)
    ratio = actual / due if due and under else None
    return Column(metric, actual, due, "none" if ratio is None else score_status(100 * ratio), ratio)


def verdict_of(columns: Sequence[Column], needs: Sequence[Need], begun: bool) -> str:
    """One sentence: how far the first metric is, and who it hangs on."""
    if not begun:
        return "The week has just begun."
    first = next((column for column in columns if column.ratio is not None), None)
    if first is None:
        return "Nobody has a goal yet." if not needs else f"{len(needs)} need you."
    whole = int((first.ratio or Fraction(0)) * 100 + Fraction(1, 2))
    return f"{first.metric.name} are at {whole}% of what is due. {who(needs)}"


def who(needs: Sequence[Need]) -> str:
    silent = [need.person.name.split()[0] for need in needs if need.word == "Silent"]
    behind = len(needs) - len(silent)
    told = []
    if silent:
        told.append(f"{silent[0]} is silent" if len(silent) == 1 else f"{len(silent)} are silent")
    if behind:
        told.append(f"{behind} {'is' if behind == 1 else 'are'} behind")
    return f"{', '.join(told)}." if told else "Nobody is behind."


def last_team_cards(teams: Sequence[Team]) -> list[TeamCard]:
    """The latest closed card of each of these teams."""
    if not teams:
        return []
    latest = TeamCard.objects.filter(team__in=teams).order_by("team__path", "-week_on").distinct("team__path")
    return list(latest.select_related("team").defer("snapshot"))
