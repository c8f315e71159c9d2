"""The end-of-day tally: how many of each, for people who work on paper. Lower evidence, and marked as such."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from activities.models import Activity, Outcome
from organizations.models import Membership
from organizations.periods import local_instant

from .change import delete_activity, restore_activity
from .log import log_activity

TALLY = "tally"
MOST_OF_ONE = 200
# Nobody remembers an older day well enough to count it.
LOOK_BACK = timedelta(days=7)
NOON = time(12)
# Names the entries of a tally: the first, second, third … of an outcome on a day is always the same one.
NAMESPACE = uuid.UUID("4a4b7c0e-51c9-4a36-9d3a-0f5d9c1f7e55")


def tallied(member: Membership, day: date) -> dict[int, int]:
    """How many of each outcome are tallied for that day, by outcome id; one query."""
    found: dict[int, int] = {}
    entries = Activity.objects.kept().filter(member=member, occurred_on=day, evidence=TALLY)
    for outcome_id in entries.values_list("outcome", flat=True):
        found[outcome_id] = found.get(outcome_id, 0) + 1
    return found


def tally(
    *, member: Membership, day: date, counts: Mapping[Outcome, int], by: Membership | None, now: datetime
) -> tuple[int, int]:
    """Make the tally of a day say these counts; how many entries came and how many went.

    Sent twice it changes nothing. What was logged otherwise stays beside it. Refuses days to come, days longer ago
    than a week, and counts that no day can hold.
    """
    check(member, day, counts, now)
    there = tallied(member, day)
    at = min(local_instant(day, NOON, member.zone), now)
    added = removed = 0
    with transaction.atomic():
        for outcome, count in counts.items():
            before = there.get(outcome.pk, 0)
            for number in range(before + 1, count + 1):
                add(member, outcome, day, number, at, by, now)
                added += 1
            for number in range(before, count, -1):
                remove(member, outcome, day, number, by, now)
                removed += 1
    return added, removed


def check(member: Membership, day: date, counts: Mapping[Outcome, int], now: datetime) -> None:
    today = member.today(now)
    if day > today:
        raise ValidationError({"day": _("That day has not come yet.")})
    if day < today - LOOK_BACK:
        raise ValidationError(
            {"day": _("Tally the last seven days. Log what is older as entries of their own.")}
        )
    for outcome, count in counts.items():
        if not 0 <= count <= MOST_OF_ONE:
            said = {"name": outcome.name, "most": MOST_OF_ONE}
            raise ValidationError(_("%(name)s: type a number from 0 to %(most)s.") % said)


def name_of(member: Membership, outcome: Outcome, day: date, number: int) -> uuid.UUID:
    return uuid.uuid5(
        NAMESPACE, f"{member.organization_id}/{member.pk}/{day.isoformat()}/{outcome.pk}/{number}"
    )


def add(
    member: Membership,
    outcome: Outcome,
    day: date,
    number: int,
    at: datetime,
    by: Membership | None,
    now: datetime,
) -> None:
    """One more: the one that was taken out before comes back, else a new one."""
    client_id = name_of(member, outcome, day, number)
    if (known := Activity.objects.filter(member=member, client_id=client_id).first()) is not None:
        restore_activity(activity=known, by=by, now=now)
        return
    log_activity(
        member=member, type=outcome.type, outcome=outcome, occurred_at=at, now=now, by=by, evidence=TALLY,
        client_id=client_id,
    )  # fmt: skip


def remove(
    member: Membership, outcome: Outcome, day: date, number: int, by: Membership | None, now: datetime
) -> None:
    entry = Activity.objects.get(member=member, client_id=name_of(member, outcome, day, number))
    delete_activity(activity=entry, by=by, now=now, reason=_("Tally changed"))
