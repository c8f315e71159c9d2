"""What the leader's home shows, put together in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import IntegerField, QuerySet, Value
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.progress import Ground, Progress, ground_from, ground_query, progress_of
from metrics.models import Metric
from organizations.calendar.absences import Asked, asked_facts, asked_from
from organizations.calendars import NEVER, DatedFact, by_member, dated, joined
from organizations.models import Membership, Organization, Team
from organizations.periods import MONDAY, Period
from organizations.prepared import Members, Prepared, ids_of
from organizations.teams.coverage import Coverage, coverage_facts, coverage_from
from organizations.working_days import own_days, own_days_elapsed
from scorecards.attention import Cell, Need, Person, Praise, needs_you, worth_praising
from scorecards.cards import score_status
from scorecards.library import Library, assigned_facts, library_from
from scorecards.models import Card, TeamCard
from scorecards.pages import rows_link
from scorecards.reading import WeekView, short_label
from scorecards.trends import ROW_WEEKS

NONE = Fraction(0)
PERSON, TEAM = "card", "team card"


class Closed(NamedTuple):
    """A closed week as far as this page shows it."""

    pk: int
    score: Fraction | None
    own_days: Fraction


@dataclass(frozen=True)
class History:
    """The last 13 closed weeks: of people by week, and the latest card of each team with its week."""

    people: Mapping[int, Mapping[date, Closed]]
    teams: Mapping[int, tuple[date, Closed]]


@dataclass(frozen=True)
class Look:
    """Everything that was read: what rows and columns are worked out from."""

    organization: Organization
    week: Period
    weeks_before: Sequence[date]
    members: Sequence[Membership]
    metrics: Sequence[Metric]
    library: Library
    ground: Ground
    today: Mapping[int, date]
    progress: Mapping[tuple[int, str], Progress]
    history: History
    asked: Sequence[Asked]
    coverage: Coverage

    def of(self, member_id: int) -> list[Progress]:
        """Where a person stands in what their own card scores, in its order."""
        return [self.progress[member_id, metric.key] for metric in self.library.of(member_id).metrics]

    def has_begun(self, member_id: int) -> bool:
        """Whether own working days of the week are over."""
        return bool(own_days_elapsed(self.week, self.ground.calendars[member_id], self.today[member_id]))

    def is_away(self, member_id: int) -> bool:
        return not own_days(self.week, self.ground.calendars[member_id])


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
    ordered = sorted(people.values(), key=lambda one: (order.get(one.id, len(order)), one.name.casefold()))
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


def look_at(
    members: Sequence[Membership],
    teams: Sequence[Team],
    organization: Organization,
    me: Membership,
    now: datetime,
) -> Look:
    week = organization.week_of(me.today(now))
    before = [one.start for one in organization.grid.weeks_before(week, ROW_WEEKS)]
    rows = LOOK.rows(
        members=ids_of(members),
        teams=[team.pk for team in teams],
        since=before[0],
        start=week.start,
        end=week.end,
        today=me.today(now),
    )
    ground = ground_from(rows, members, week, organization)
    today = {member.pk: member.today(now) for member in members}
    library = library_from(rows, week)
    metrics = library.metrics_of(members)
    progress = progress_of(members, metrics, week, today, organization=organization, ground=ground)
    asked = asked_from(rows, members, now)
    return Look(
        organization,
        week,
        before,
        members,
        metrics,
        library,
        ground,
        today,
        progress,
        history_from(rows),
        asked,
        coverage_from(rows, me, organization),
    )


def look_query(
    members: Members, teams: Any, since: date, start: date, end: date, today: date
) -> QuerySet[Any]:
    """Everything that has a date, in one query: what targets rest on, closed cards, requests, who leads whom."""
    more = [
        *history_facts(members, teams, since, start),
        asked_facts(members),
        assigned_facts(members, start),
        *coverage_facts(today),
    ]
    return ground_query(members, start, end).union(*more, all=True)


LOOK = Prepared(look_query)


def history_facts(members: Members, teams: Any, since: date, start: date) -> list[QuerySet[Any]]:
    """The closed cards of people and of teams as dated facts: own days, and the exact score where there is one."""
    weeks = {"week_on__gte": since, "week_on__lt": start}
    own = Card.objects.closed().filter(member__in=members, **weeks).annotate(exact=KT("snapshot__score"))
    theirs = TeamCard.objects.filter(team__in=teams, **weeks)
    theirs = theirs.annotate(exact=KT("snapshot__score"), whole=Value(5, IntegerField()))
    return [
        dated(own, PERSON, "member_id", "week_on", NEVER, joined("own_days", "exact"), "pk"),
        dated(theirs, TEAM, "team_id", "week_on", NEVER, joined("whole", "exact"), "pk"),
    ]


def history_from(rows: Sequence[tuple]) -> History:
    people = {
        member_id: {fact.from_on: closed(fact) for fact in facts}
        for member_id, facts in by_member(rows, PERSON).items()
    }
    teams = {
        team_id: (facts[-1].from_on, closed(facts[-1])) for team_id, facts in by_member(rows, TEAM).items()
    }
    return History(people, teams)


def closed(fact: DatedFact) -> Closed:
    days, _comma, score = fact.figures.partition(",")
    return Closed(fact.about, Fraction(score) if score else None, Fraction(days))


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
