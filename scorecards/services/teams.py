"""Closing a team's card, once the card of its last member has closed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from organizations.events import record
from organizations.models import Organization, Team
from organizations.periods import Period
from organizations.plain_names import plain
from organizations.tenancy.scope import current_organization_id
from scorecards.library import library_for
from scorecards.models import Card, TeamCard
from scorecards.services.closing import rounded
from scorecards.team_cards import team_snapshot
from scorecards.trends import ROW_WEEKS, ScoredWeek


def close_team_card(*, team: Team, week: Period, now: datetime) -> TeamCard | None:
    """Close one team's card of a week from its people's cards. None when nobody in it has one."""
    close_team_cards(teams=[team], week=week, now=now)
    return TeamCard.objects.filter(team=team, week_on=week.start).first()


def close_team_cards(*, teams: Sequence[Team], week: Period, now: datetime) -> list[Team]:
    """Close the cards of these teams, each with the people of the teams below it. The teams that had people."""
    with transaction.atomic():
        organization = Organization.objects.get(pk=current_organization_id())
        row = organization.grid.weeks_before(week, ROW_WEEKS - 1)
        people, past = snapshots_by_team(teams, week), past_of(teams, row[0].start, week)
        library = library_for(week, [])
        facts = {
            team: team_snapshot(
                week=week,
                team_id=team.pk,
                rules=library.of_team(people[team.pk]).rules,
                people=people[team.pk],
                past=past.get(team.pk, []),
                row=row,
            )
            for team in teams
            if people[team.pk]
        }
        # A second closing of the same week finds the unique key taken and leaves what is there.
        TeamCard.objects.bulk_create(
            [card_of(team, week, one, now) for team, one in facts.items()], ignore_conflicts=True
        )
        if facts:
            closed = [team.pk for team in facts]
            record("team_cards_closed", organization, by=None, now=now, week=str(week.start), teams=closed)
    return list(facts)


def card_of(team: Team, week: Period, facts: dict[str, Any], now: datetime) -> TeamCard:
    score = None if facts["score"] is None else rounded(facts["score"], "0.001")
    return TeamCard(team=team, week_on=week.start, closed_at=now, score=score, snapshot=facts)


def snapshots_by_team(teams: Sequence[Team], week: Period) -> dict[int, list[Mapping[str, Any]]]:
    """The closed cards of everybody in these teams and below, by the team's id; in the order of names."""
    below = Q(pk__in=[])
    for team in teams:
        below |= Q(team__path__startswith=team.path)
    closed = Card.objects.closed().filter(below, week_on=week.start).select_related("team", "member")
    cards = sorted(closed, key=lambda card: (plain(card.member.name), card.pk))
    return {
        team.pk: [card.snapshot for card in cards if card.team and card.team.path.startswith(team.path)]
        for team in teams
    }


def past_of(teams: Sequence[Team], since: date, week: Period) -> dict[int, list[ScoredWeek]]:
    """The scores of the weeks from that day on until this week, oldest first."""
    past: dict[int, list[ScoredWeek]] = {}
    earlier = TeamCard.objects.filter(team__in=teams, week_on__gte=since, week_on__lt=week.start)
    for team_id, start, score in earlier.order_by("week_on").values_list("team_id", "week_on", "score"):
        past.setdefault(team_id, []).append(ScoredWeek(start, score, 5))
    return past
