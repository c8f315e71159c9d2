"""Writing down many entries of the past at once."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from activities.entries import evidence_of, prospect_key
from activities.models import Activity
from organizations.events import record
from organizations.models import Membership, Placement
from organizations.tenancy.scope import current_organization_id


def log_history(*, entries: Sequence[Activity], by: Membership, now: datetime) -> list[Activity]:
    """Write unsaved entries down in one go: day, team, prospect and evidence follow from what they say.

    For histories that were not typed in here one by one; each entry has member, type, outcome, time and
    `logged_at`. One event for all of them. Follow-ups and blocked contacts are not looked at.
    """
    teams = placements_of({entry.member_id for entry in entries})
    for entry in entries:
        entry.organization_id = current_organization_id()
        entry.occurred_on = entry.member.today(entry.occurred_at)
        entry.team_id = team_on(teams[entry.member_id], entry)
        entry.prospect_key = prospect_key(
            contact_id=entry.contact_id, account_id=entry.account_id, text=entry.prospect
        )
        entry.evidence = evidence_of(
            occurred_at=entry.occurred_at, now=entry.logged_at, zone=entry.member.zone
        )
    with transaction.atomic():
        made = Activity.objects.bulk_create(entries, batch_size=2000)
        record("history_logged", by, by=by, now=now, entries=len(made))
    return made


def placements_of(members: set[int]) -> dict[int, list[Placement]]:
    found: dict[int, list[Placement]] = defaultdict(list)
    for placement in Placement.objects.filter(membership__in=members):
        found[placement.membership_id].append(placement)
    return found


def team_on(placements: list[Placement], entry: Activity) -> int | None:
    day = entry.occurred_on
    fitting = (p for p in placements if p.starts_on <= day and (p.ends_on is None or day < p.ends_on))
    return next((placement.team_id for placement in fitting), None)
