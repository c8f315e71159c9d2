"""What is read for the leader's home: everything with a date in one query, and where everybody stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import IntegerField, QuerySet, Value
from django.db.models.fields.json import KT

from goals.progress import Ground, Progress, ground_from, ground_query, progress_of
from metrics.models import Metric
from organizations.calendar.absences import Asked, asked_facts, asked_from
from organizations.calendars import NEVER, DatedFact, by_member, dated, joined
from organizations.models import Membership, Organization, Team
from organizations.periods import Period
from organizations.prepared import Members, Prepared, ids_of
from organizations.teams.coverage import Coverage, coverage_facts, coverage_from
from organizations.working_days import own_days, own_days_elapsed
from scorecards.library import Library, assigned_facts, library_from
from scorecards.models import Card, TeamCard
from scorecards.trends import ROW_WEEKS

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
