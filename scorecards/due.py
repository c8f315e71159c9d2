"""Who is due: whose card is to be closed, which team's, and who is to be mailed.

`Window` is plain values, read once in a fixed number of queries; everything else follows from it and `now`.
A missed beat changes nothing but the hour: the weeks of the last five that are still open are found again,
each under its own name.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from organizations.models import Membership, Organization, OutboxMail, Placement, Team
from organizations.periods import Period, close_instant, first_local_time_after, local_day
from scorecards.models import Card, TeamCard, Watch
from scorecards.observers.letters import Expecting, card_key

LOOK_BACK = 5
MAIL_KEY = "card/{week}/{member}"


@dataclass(frozen=True)
class Window:
    """What has been closed and mailed in some weeks, and who is there to be closed and mailed."""

    organization: Organization
    weeks: tuple[Period, ...]
    members: Mapping[int, Membership]
    stays: Mapping[int, tuple[Placement, ...]]
    teams: tuple[Team, ...]
    cards: Mapping[date, Mapping[int, int | None]]  # week → member → team of the closed card
    team_cards: Mapping[date, frozenset[int]]
    mailed: frozenset[str]
    watches: tuple[Watch, ...] = ()
    by_hand: bool = False
    memory: dict[tuple[str, Period], Any] = field(default_factory=dict, compare=False, repr=False)

    def expected(self, week: Period) -> list[Membership]:
        """Everybody who gets a card of that week: who sells and was here on one of its days."""
        if ("expected", week) not in self.memory:
            here = [
                member for member in self.members.values() if member.is_rep and self.was_here(member, week)
            ]
            self.memory["expected", week] = here
        return self.memory["expected", week]

    def was_here(self, member: Membership, week: Period) -> bool:
        if member.ended_on is not None and member.ended_on <= week.start:
            return False
        if self.by_hand:
            return member.started_on is None or member.started_on < week.end
        return self.began_on(member) < week.end

    def began_on(self, member: Membership) -> date:
        """When the member's weeks begin here; never before the organization's own first day."""
        first = self.organization.day_of(self.organization.created_at)
        return max(member.started_on or local_day(member.created_at, member.zone), first)

    def closes_at(self, member: Membership, week: Period) -> datetime:
        return close_instant(week, self.organization.closing_time(week), member.zone)

    def due(self, week: Period, now: datetime) -> list[Membership]:
        """Members whose close time for the week has passed and who have no card of it yet."""
        closed = self.cards.get(week.start, {})
        waiting = [member for member in self.expected(week) if member.pk not in closed]
        return [member for member in waiting if self.closes_at(member, week) <= now]

    def not_yet(self, week: Period, now: datetime) -> list[Membership]:
        """Members whose week is still running, or whose close time has not come."""
        closed = self.cards.get(week.start, {})
        waiting = [member for member in self.expected(week) if member.pk not in closed]
        return [member for member in waiting if self.closes_at(member, week) > now]

    def team_of(self, member: Membership, week: Period) -> int | None:
        """The team of the closed card, else that of the member's last day in the week."""
        closed = self.cards.get(week.start, {})
        if member.pk in closed:
            return closed[member.pk]
        during = [s for s in self.stays.get(member.pk, ()) if s.starts_on < week.end and overlaps(s, week)]
        return max(during, key=lambda stay: stay.starts_on).team_id if during else None

    @cached_property
    def above(self) -> dict[int, list[int]]:
        """Each team's id → its own and those of all teams above it."""
        return {team.pk: [int(step) for step in team.path.split(".") if step] for team in self.teams}

    def people_by_team(self, week: Period) -> dict[int, list[Membership]]:
        """Everybody with a card of the week by team, counted in every team above theirs as well."""
        if ("people", week) not in self.memory:
            found: dict[int, list[Membership]] = defaultdict(list)
            for member in self.expected(week):
                for team_id in self.above.get(self.team_of(member, week) or 0, ()):
                    found[team_id].append(member)
            self.memory["people", week] = found
        return self.memory["people", week]

    def teams_due(self, week: Period) -> list[Team]:
        """Teams whose people have all been closed and which have no card of the week yet."""
        closed, done = self.cards.get(week.start, {}), self.team_cards.get(week.start, frozenset())
        people = self.people_by_team(week)
        return [
            team
            for team in self.teams
            if team.pk not in done and people.get(team.pk) and all(m.pk in closed for m in people[team.pk])
        ]

    def led(self, week: Period) -> dict[int, list[Team]]:
        """The teams with people in the week, by the id of the member who leads them."""
        people, led = self.people_by_team(week), defaultdict(list)
        for team in self.teams:
            if team.leader_id and people.get(team.pk):
                led[team.leader_id].append(team)
        return led

    def recipients(self, week: Period) -> list[Membership]:
        """Members whose own card and whose teams' cards of the week are all closed, and who have no mail yet."""
        led = self.led(week)
        candidates = {member.pk for member in self.expected(week)} | set(led)
        ready = (
            pk for pk in sorted(candidates) if pk in self.members and self.ready(pk, week, led.get(pk, []))
        )
        return [self.members[pk] for pk in ready]

    def ready(self, member_id: int, week: Period, led: Iterable[Team]) -> bool:
        member = self.members[member_id]
        if member.deactivated_at is not None or mail_key(week, member_id) in self.mailed:
            return False
        own = not (member.is_rep and self.was_here(member, week)) or member_id in self.cards.get(
            week.start, {}
        )
        return own and all(team.pk in self.team_cards.get(week.start, frozenset()) for team in led)

    def mail_at(self, member: Membership, week: Period, led: Iterable[Team]) -> datetime:
        """The recipient's first mail time after everything in the mail has closed."""
        people = self.people_by_team(week)
        told = [member, *(one for team in led for one in people[team.pk])]
        closed = max(self.closes_at(one, week) for one in told)
        return first_local_time_after(closed, self.organization.mailing_time(week), member.zone)

    def observers(self, week: Period) -> list[Expecting]:
        """Observers without a mail of the week, once the cards of everybody they watch have closed."""
        closed, here = self.cards.get(week.start, {}), {member.pk for member in self.expected(week)}
        theirs: dict[int, list[Watch]] = defaultdict(list)
        for watch in self.watches:
            member = self.members.get(watch.member_id)
            if member is None or member.pk not in here or member.deactivated_at is not None:
                continue
            if watch.had_confirmed_by(self.closes_at(member, week)):
                theirs[watch.observer_id].append(watch)
        return [
            Expecting(watches[0].observer, tuple(watches), self.observer_mail_at(watches, week))
            for pk, watches in sorted(theirs.items())
            if card_key(week, pk) not in self.mailed and all(watch.member_id in closed for watch in watches)
        ]

    def observer_mail_at(self, watches: Iterable[Watch], week: Period) -> datetime:
        """With the mail of the person watched; of several, with the last."""
        led = self.led(week)
        people = [self.members[watch.member_id] for watch in watches]
        return max(self.mail_at(member, week, led.get(member.pk, [])) for member in people)

    def observer_names(self, member: Membership) -> tuple[str, ...]:
        """Who gets this member's card by mail."""
        return tuple(
            sorted(
                watch.observer.name
                for watch in self.watches
                if watch.member_id == member.pk and watch.state == Watch.CONFIRMED
            )
        )

    def has_work(self, now: datetime) -> bool:
        return any(
            self.due(week, now) or self.teams_due(week) or self.recipients(week) or self.observers(week)
            for week in self.weeks
        )


def overlaps(stay: Placement, week: Period) -> bool:
    return stay.ends_on is None or stay.ends_on > week.start


def mail_key(week: Period, member_id: int) -> str:
    return MAIL_KEY.format(week=week.start.isoformat(), member=member_id)


def weeks_back(organization: Organization, now: datetime, count: int = LOOK_BACK) -> tuple[Period, ...]:
    """The last weeks that are over somewhere on earth, oldest first."""
    furthest = now.date() + timedelta(days=1)
    return tuple(organization.grid.weeks_before(organization.week_of(furthest), count))


def window_of(organization: Organization, weeks: tuple[Period, ...], *, by_hand: bool = False) -> Window:
    """Seven queries, however many people and weeks. `by_hand` asks also for weeks before the beginning here."""
    start, end = weeks[0].start, weeks[-1].end
    members = Membership.objects.working_in(start, end).select_related("user")
    stays: dict[int, list[Placement]] = defaultdict(list)
    for stay in Placement.objects.during(start, end):
        stays[stay.membership_id].append(stay)
    cards: dict[date, dict[int, int | None]] = defaultdict(dict)
    closed = Card.objects.closed().filter(week_on__gte=start, week_on__lt=end)
    for week_on, member_id, team_id in closed.values_list("week_on", "member_id", "team_id"):
        cards[week_on][member_id] = team_id
    team_cards: dict[date, set[int]] = defaultdict(set)
    closed_teams = TeamCard.objects.filter(week_on__gte=start, week_on__lt=end)
    for week_on, team_id in closed_teams.values_list("week_on", "team_id"):
        team_cards[week_on].add(team_id)
    return Window(
        organization, weeks, {member.pk: member for member in members},
        {pk: tuple(found) for pk, found in stays.items()}, tuple(Team.objects.order_by("path")), cards,
        {week_on: frozenset(found) for week_on, found in team_cards.items()}, mail_keys(weeks),
        tuple(Watch.objects.confirmed().select_related("observer")), by_hand,
    )  # fmt: skip


def mail_keys(weeks: Iterable[Period]) -> frozenset[str]:
    wanted = [MAIL_KEY.format(week=week.start.isoformat(), member="") for week in weeks]
    wanted += [card_key(week, "") for week in weeks]
    found = OutboxMail.objects.starting_with(wanted).values_list("key", flat=True)
    return frozenset(found)
