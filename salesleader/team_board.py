"""What the leader's home shows, put together in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.progress import Progress
from metrics.models import Metric
from organizations.calendar.absences import Asked
from organizations.models import Membership, Organization, Team
from organizations.periods import MONDAY, Period
from organizations.plain_names import plain
from organizations.teams.coverage import Coverage
from salesleader.team_look import Closed, History, Look, look_at
from scorecards.attention import Cell, Need, Person, Praise, needs_you, worth_praising
from scorecards.cards import score_status
from scorecards.pages import rows_link
from scorecards.reading import WeekView, short_label

NONE = Fraction(0)


@dataclass(frozen=True)
class Square:
    """One cell of the matrix, with the address of its records."""

    progress: Progress
    href: str


@dataclass(frozen=True)
class Row:
    """One person of the matrix; `last` is their card of last week."""

    person: Person
    squares: tuple[Square | None, ...]  # by column; None where their card does not score it
    away: bool
    weeks: Sequence[WeekView]
    last: WeekView | None
    card_pk: int | None


@dataclass(frozen=True)
class Column:
    """The foot of one metric: Σ actual ÷ Σ due over everybody, those who logged nothing among them."""

    metric: Metric
    ratio: Fraction | None
    status: str


@dataclass(frozen=True)
class TeamWeek:
    """The latest closed card of a team."""

    name: str
    pk: int
    week_on: date
    score: Fraction | None
    status: str


@dataclass(frozen=True)
class Board:
    week: Period
    verdict: str
    needs: Sequence[Need]
    rows: Sequence[Row]
    columns: Sequence[Column]
    praises: Sequence[Praise]
    team_weeks: Sequence[TeamWeek]
    last_label: str
    waiting: Sequence[Asked]
    coverage: Coverage


def board_of(
    members: Sequence[Membership],
    teams: Sequence[Team],
    organization: Organization,
    me: Membership,
    now: datetime,
) -> Board:
    look = look_at(members, teams, organization, me, now)
    people = {member.pk: person_of(member, look) for member in members}
    others = [person for person in people.values() if person.id != me.pk]
    needs = needs_you(others)
    order = {need.person.id: place for place, need in enumerate(needs)}
    ordered = sorted(
        people.values(), key=lambda one: (order.get(one.id, len(order)), plain(one.name), one.id)
    )
    columns = [column_of(metric, look) for metric in look.metrics]
    return Board(
        look.week,
        verdict_of(columns, needs, any(person.worked for person in people.values())),
        needs,
        [row_of(person, look) for person in ordered],
        columns,
        worth_praising(others),
        team_weeks(teams, look.history),
        short_label(look.weeks_before[-1]),
        [off for off in look.asked if me.leads_any and off.member_id != me.pk],
        look.coverage,
    )


def person_of(member: Membership, look: Look) -> Person:
    """A person as the rules of attention see them: what is due by now in place of the whole target."""
    found = look.of(member.pk)
    cells = tuple(
        Cell(
            one.metric.key, one.metric.name, one.metric.unit, one.actual, one.due, one.status,
            one.metric.direction == Metric.LOWER,
        )
        for one in found
    )  # fmt: skip
    logged = any(part for one in found for part in one.parts)
    return Person(member.pk, member.name, cells, look.has_begun(member.pk), logged, photo=member.photo)


def row_of(person: Person, look: Look) -> Row:
    own = {
        one.metric.key: Square(one, rows_link(look.organization, one.metric.key, look.week, member=person.id))
        for one in look.of(person.id)
    }
    squares = tuple(own.get(metric.key) for metric in look.metrics)
    closed = look.history.people.get(person.id, {})
    weeks = [week_view(start, closed.get(start)) for start in look.weeks_before]
    last = closed.get(look.weeks_before[-1])
    return Row(
        person,
        squares,
        look.is_away(person.id),
        weeks,
        weeks[-1] if last else None,
        last.pk if last else None,
    )


def week_view(start: date, found: Closed | None) -> WeekView:
    label = label_of(start)
    if found is None:
        return WeekView(start, label, None, "none", away=False)
    return WeekView(start, label, found.score, score_status(found.score), away=not found.own_days)


def label_of(start: date) -> str:
    """The number of the week; its first day where weeks have no number."""
    return str(start.isocalendar().week) if start.weekday() == MONDAY else short_label(start)


def column_of(metric: Metric, look: Look) -> Column:
    found = [one for member in look.members for one in look.of(member.pk) if one.metric.key == metric.key]
    if metric.aggregate == Metric.RATIO:
        above, below = (sum((one.parts[n] for one in found), NONE) for n in (0, 1))
        due = max((one.due for one in found), default=NONE)
        ratio = above / below / due if below and due else None
    else:
        due = sum((one.due for one in found), NONE)
        ratio = sum((one.actual or NONE for one in found), NONE) / due if due else None
    return Column(metric, ratio, "none" if ratio is None else score_status(100 * ratio))


def verdict_of(columns: Sequence[Column], needs: Sequence[Need], begun: bool) -> str:
    """One sentence: how far the first metric is, and who it hangs on."""
    if not begun:
        return _("The week has just begun.")
    first = next((column for column in columns if column.ratio is not None), None)
    if first is None or first.ratio is None:
        return _("Nobody has a goal yet, so nothing is due.")
    whole = int(first.ratio * 100 + Fraction(1, 2))
    return _("%(metric)s are at %(whole)s%% of what is due. %(who)s") % {
        "metric": first.metric.name, "whole": whole, "who": who(needs),
    }  # fmt: skip


def who(needs: Sequence[Need]) -> str:
    silent = [need.person.name.split()[0] for need in needs if need.person.is_silent]
    behind, told = sum(1 for need in needs if need.status == "off") - len(silent), []
    if silent:
        told.append(
            _("%(name)s is silent") % {"name": silent[0]}
            if len(silent) == 1
            else ngettext("%(n)s is silent", "%(n)s are silent", len(silent)) % {"n": len(silent)}
        )
    if behind:
        told.append(ngettext("%(n)s is behind", "%(n)s are behind", behind) % {"n": behind})
    return f"{', '.join(told)}." if told else _("Nobody is behind.")


def team_weeks(teams: Sequence[Team], history: History) -> list[TeamWeek]:
    """The latest closed card of each of these teams, in the order of the tree."""
    found = [(team, history.teams[team.pk]) for team in teams if team.pk in history.teams]
    return [
        TeamWeek(team.name, closed.pk, start, closed.score, score_status(closed.score))
        for team, (start, closed) in sorted(found, key=lambda one: one[0].path)
    ]
