"""What a batch of cards is worked out from, read in a fixed number of queries for any number of people."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from goals.progress import Ground, as_exact, target_of
from metrics.engine import Tally, tally
from organizations import registry
from organizations.models import Membership, Organization, Placement
from organizations.periods import Period
from scorecards.cards import Measured, Past
from scorecards.library import Library, Rulebook
from scorecards.models import Card
from scorecards.trends import ROW_WEEKS, ScoredWeek

# A streak may be a year long, and its quarters have to be whole (trends.streak).
STREAK_WEEKS = 52


def measured_of(
    members: Sequence[Membership], week: Period, organization: Organization, library: Library, ground: Ground
) -> dict[int, dict[str, Measured]]:
    """Actual and target by member id and metric of their template, for everybody, zeros included."""
    counted = tally(library.metrics_of(members), week, by="person", organization=organization, people=members)
    return {member.pk: measured_by(counted, ground, member.pk, library.of(member.pk)) for member in members}


def measured_by(counted: Tally, ground: Ground, member_id: int, book: Rulebook) -> dict[str, Measured]:
    return {
        metric.key: Measured(
            as_exact(counted.value(metric.key, member_id)),
            tuple(Fraction(part) for part in counted.parts(metric.key, member_id)),
            target_of(ground, member_id, metric),
        )
        for metric in book.metrics
    }


def past_of(
    members: Sequence[Membership], week: Period, organization: Organization, library: Library
) -> dict[int, list[Past]]:
    """Each member's closed weeks of about a year, oldest first; the last twelve with their lines."""
    grid = organization.grid
    since = grid.period_of("quarter", week.start - timedelta(weeks=STREAK_WEEKS)).start
    closed = Card.objects.closed().filter(member__in=members, week_on__lt=week.start).order_by("week_on")
    lines = lines_of(closed, grid.weeks_before(week, ROW_WEEKS - 1)[0].start)
    money = {metric.key for metric in library.metrics_of(members) if metric.unit == "money"}
    currency = cache(organization.currency_on)  # a thousand cards ask for the same weeks
    past: dict[int, list[Past]] = defaultdict(list)
    figures = closed.filter(week_on__gte=since).values_list(
        "member_id", "week_on", "snapshot__score", "own_days"
    )
    for member_id, start, score, days in figures:
        exact = None if score is None else exactly(score)
        row = lines.get((member_id, start), {})
        if money and currency(start) != currency(week.start):
            row = {key: figures for key, figures in row.items() if key not in money}
        past[member_id].append(Past(ScoredWeek(start, exact, days), row))
    return past


def exactly(text: str) -> Fraction:
    """A fraction as Python writes it, "84" or "63/4": read by its own pattern it takes three times as long."""
    above, _, below = text.partition("/")
    return Fraction(int(above), int(below or 1))


def lines_of(closed: Any, since: date) -> Mapping[tuple[int, date], Mapping[str, Any]]:
    """The row of (actual, target) that each of the last twelve cards kept, in week order without gaps."""
    recent = closed.filter(week_on__gte=since)
    found = recent.values_list("member_id", "week_on", "snapshot__row")
    return {(member_id, start): row or {} for member_id, start, row in found}


def teams_in(members: Sequence[Membership], week: Period) -> dict[int, int]:
    """The team of each member on their last day of the week; who is in none is absent."""
    stays: dict[int, list[Placement]] = defaultdict(list)
    for stay in Placement.objects.during(week.start, week.end).filter(membership__in=members):
        stays[stay.membership_id].append(stay)
    return {pk: max(found, key=lambda stay: stay.starts_on).team_id for pk, found in stays.items()}


def commitments_of(members: Sequence[Membership], week: Period) -> dict[int, list[dict[str, Any]]]:
    """What each member promised for the week, as the supplier says it, JSON-safe."""
    promised: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for member_id, one in registry.ask("commitments of cards", memberships=members, week=week):
        facts = {key: str(value) if isinstance(value, date) else value for key, value in asdict(one).items()}
        promised[member_id].append(facts)
    return promised
