"""Closing people's cards: claimed by a unique key, worked out and kept, all in one transaction."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django.db import transaction

from goals.progress import ground_of, progress_of
from metrics.models import Metric
from organizations.events import record
from organizations.models import Membership, Organization
from organizations.periods import Period
from organizations.tenancy.scope import current_organization_id
from scorecards.cards import FORMULA, digest_of, snapshot_of
from scorecards.library import library_for
from scorecards.models import Card
from scorecards.services.ground import (
    commitments_of,
    measured_of,
    past_of,
    teams_in,
)  # fmt: skip
from scorecards.services.turns import take_turn_to_close

KEPT = [
    "team",
    "closed_at",
    "template",
    "score",
    "own_days",
    "verdict",
    "snapshot",
    "formula_version",
    "digest",
]


def close_card(*, member: Membership, week: Period, now: datetime) -> Card:
    """Close one person's card of a week. Closed before, it stays as it was."""
    close_cards(members=[member], week=week, now=now)
    return Card.objects.get(member=member, week_on=week.start)


def close_cards(*, members: Sequence[Membership], week: Period, now: datetime) -> list[Card]:
    """Close the cards of these people, in one transaction, and return those that this call closed.

    Whoever comes second waits at the unique key for the first, and finds nothing left to do.
    """
    with transaction.atomic():
        organization = Organization.objects.get(pk=current_organization_id())
        take_turn_to_close()
        mine = claim(members, week, now)
        if not mine:
            return []
        claimed = [member for member in members if member.pk in mine]
        for card, facts in zip(mine.values(), worked_out(claimed, week, organization), strict=True):
            keep(card, facts, now)
        # The rows are ours and unseen: writing them again over their key is one statement for all.
        Card.objects.bulk_create(
            mine.values(), update_conflicts=True, unique_fields=["organization", "member", "week_on"],
            update_fields=KEPT,
        )  # fmt: skip
        record(
            "cards_closed",
            organization,
            by=None,
            now=now,
            week=str(week.start),
            members=[m.pk for m in claimed],
        )
    return list(mine.values())


def claim(members: Sequence[Membership], week: Period, now: datetime) -> dict[int, Card]:
    """Rows for those who have none yet, by member id, in the order of `members`."""
    rows = [
        Card(member=member, week_on=week.start, claimed_at=now)
        for member in sorted(members, key=lambda m: m.pk)
    ]
    Card.objects.bulk_create(rows, ignore_conflicts=True)
    open_rows = Card.objects.filter(member__in=members, week_on=week.start, closed_at__isnull=True)
    found = {card.member_id: card for card in open_rows.select_for_update()}
    return {member.pk: found[member.pk] for member in members if member.pk in found}


def worked_out(
    members: Sequence[Membership], week: Period, organization: Organization
) -> list[dict[str, Any]]:
    """The snapshots of these people, in a number of queries that does not depend on how many they are."""
    library, ground = library_for(week, members), ground_of(members, week, organization)
    for member in members:
        member.organization = organization  # so that links to their promises cost no query each
    measured = measured_of(members, week, organization, library, ground)
    past = past_of(members, week, organization, library)
    teams, promised = teams_in(members, week), commitments_of(members, week)
    return [
        snapshot_of(
            week=week, member_id=member.pk, team_id=teams.get(member.pk), rules=library.of(member.pk).rules,
            measured=measured[member.pk], calendar=ground.calendars[member.pk], past=past[member.pk],
            commitments=promised[member.pk], grid=organization.grid,
        )
        for member in members
    ]  # fmt: skip


def running_card(
    *, member: Membership, week: Period, today: date, organization: Organization
) -> dict[str, Any]:
    """What the card of a running week says so far. Keeps nothing.

    The score is against the whole week, as it would close; each line's status is against what is due by `today`.
    """
    facts = worked_out([member], week, organization)[0]
    metrics = list(Metric.objects.filter(key__in=[line["key"] for line in facts["lines"]]))
    standing = progress_of([member], metrics, week, today, organization=organization)
    for line in facts["lines"]:
        so_far = standing[member.pk, line["key"]]
        line["status"], line["due"] = so_far.status, str(so_far.due)
    return facts


def keep(card: Card, facts: dict[str, Any], now: datetime) -> None:
    """Put a snapshot into its row. The columns beside it are for lists and never printed as figures."""
    card.snapshot, card.digest, card.formula_version = facts, digest_of(facts), FORMULA
    card.team_id, card.template_id, card.closed_at = facts["team"], facts["template"]["id"], now
    card.score = None if facts["score"] is None else rounded(facts["score"], "0.001")
    card.own_days = rounded(facts["days"]["own"], "0.01")
    card.verdict = facts["verdict"][:200]


def rounded(exact: str, places: str) -> Decimal:
    value = Fraction(exact)
    return (Decimal(value.numerator) / value.denominator).quantize(Decimal(places), ROUND_HALF_UP)
