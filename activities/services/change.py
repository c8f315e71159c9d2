"""Changing entries, taking them out, and bringing them back. The trail keeps what was there before."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from activities.entries import evidence_of, prospect_key
from activities.models import Activity, FollowUp
from organizations.events import record
from organizations.models import Membership, Placement
from organizations.periods import close_instant

from .checks import check_entry, refuse_blocked
from .effects import bring_back, take_back
from .follow_ups import plan_for
from .log import facts_of

EDITABLE = {
    "type", "outcome", "account", "contact", "opportunity", "prospect", "occurred_at", "seconds", "inbound", "note",
}  # fmt: skip
KEPT = [
    "type_id", "outcome_id", "account_id", "contact_id", "opportunity_id", "team_id", "prospect", "prospect_key",
    "occurred_at", "occurred_on", "seconds", "inbound", "note", "evidence",
]  # fmt: skip
FRESHNESS = {"live", "same_day", "late"}


def edit_activity(
    *,
    activity: Activity,
    by: Membership | None,
    now: datetime,
    follow_up_on: date | None = None,
    **changes: Any,
) -> Activity:
    """Change an entry: type, outcome, with whom, when, how long, note. What it was stays in the trail.

    Day, team and prospect follow from the changes. Refuses what logging it would refuse, and a deleted entry.
    """
    if unknown := set(changes) - EDITABLE:
        raise TypeError(f"An entry has no {', '.join(sorted(unknown))} to change.")
    with transaction.atomic():
        entry = locked(activity)
        if entry.deleted_at is not None:
            raise ValidationError(_("This entry was deleted. Bring it back first, then change it."))
        before = snapshot(entry)
        old = locked(activity)
        apply(entry, changes, now)
        check_change(entry, old, follow_up_on, now)
        after = snapshot(entry)
        changed = [name for name in KEPT if before[name] != after[name]]
        if changed or follow_up_on:
            entry.edited_at = now
            entry.save(update_fields=[*changed, "edited_at"])
            follow(entry, old, follow_up_on, by, now)
            record_edit(entry, before, after, changed, by, now)
    return entry


def locked(activity: Activity) -> Activity:
    return Activity.objects.with_names().select_for_update(of=("self",)).get(pk=activity.pk)


def snapshot(entry: Activity) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in KEPT}


def apply(entry: Activity, changes: dict[str, Any], now: datetime) -> None:
    """Set what changes and everything that follows from it."""
    moved = changes.get("occurred_at", entry.occurred_at) != entry.occurred_at
    for name, value in changes.items():
        setattr(entry, name, " ".join(value.split()) if name == "prospect" else value)
    if "contact" in changes and "account" not in changes:
        entry.account_id = entry.contact.account_id if entry.contact else None
    if moved:
        move(entry, now)
    entry.prospect_key = prospect_key(
        contact_id=entry.contact_id, account_id=entry.account_id, text=entry.prospect
    )


def move(entry: Activity, now: datetime) -> None:
    """To another instant: the day in the member's zone, and the team they were in that day."""
    entry.occurred_on = entry.member.today(entry.occurred_at)
    placement = Placement.objects.on(entry.occurred_on).filter(membership=entry.member_id).first()
    entry.team_id = placement.team_id if placement else None
    if entry.evidence in FRESHNESS:
        entry.evidence = evidence_of(occurred_at=entry.occurred_at, now=now, zone=entry.member.zone)


def check_change(entry: Activity, old: Activity, follow_up_on: date | None, now: datetime) -> None:
    if entry.contact_id != old.contact_id:
        refuse_blocked(entry.contact, inbound=entry.inbound)
    promised = follow_up_on
    if promised is None and entry.outcome and entry.outcome.needs_date:
        promised = entry.follow_ups.values_list("due_on", flat=True).last()
        promised = max(promised, entry.occurred_on) if promised else None
    check_entry(entry, outcome=entry.outcome, follow_up_on=promised, now=now)


def follow(
    entry: Activity, old: Activity, follow_up_on: date | None, by: Membership | None, now: datetime
) -> None:
    """The effects of what it was go, those of what it is come."""
    take_back(old, by=by, now=now)
    bring_back(entry, by=by, now=now)
    if follow_up_on is not None and not entry.follow_ups.open().update(due_on=follow_up_on):
        plan_for(entry, due_on=follow_up_on, now=now)


def record_edit(
    entry: Activity,
    before: dict[str, Any],
    after: dict[str, Any],
    changed: list[str],
    by: Membership | None,
    now: datetime,
) -> None:
    record(
        "activity_edited", entry, by=by, now=now, **facts_of(entry), occurred_on_before=str(before["occurred_on"]),
        before={name: plain(before[name]) for name in changed}, after={name: plain(after[name]) for name in changed},
    )  # fmt: skip


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def delete_activity(
    *, activity: Activity, by: Membership | None, now: datetime, reason: str = "", in_batch: bool = False
) -> bool:
    """Take an entry out of every count, with the follow-up it asked for, until it is restored. False if it was out.

    Once its week has closed that changes what stands on a card, so it needs a reason. `in_batch` leaves cards to the
    one event of all that are taken out together.
    """
    reason = " ".join(reason.split())
    if not reason and is_closed(activity, now):
        raise ValidationError({"reason": [_("The week of this entry is closed. Say why it is taken out.")]})
    with transaction.atomic():
        if not Activity.objects.kept().filter(pk=activity.pk).update(deleted_at=now):
            return False
        entry = locked(activity)
        FollowUp.objects.open().filter(activity=entry).update(done_at=now)
        take_back(entry, by=by, now=now)
        record(
            "activity_deleted", entry, by=by, now=now, **facts_of(entry), reason=reason,
            before="kept", after="deleted", **({"in_batch": True} if in_batch else {}),
        )  # fmt: skip
    activity.deleted_at = now
    return True


def is_closed(activity: Activity, now: datetime) -> bool:
    """Whether the card of this entry's week has closed, by the clock of whose it is."""
    organization = activity.member.organization
    week = organization.week_of(activity.occurred_on)
    return now >= close_instant(week, organization.close_time, activity.member.zone)


def restore_activity(*, activity: Activity, by: Membership | None, now: datetime) -> bool:
    """Bring a deleted entry back, with the follow-up it asked for. False if it was there."""
    with transaction.atomic():
        entry = locked(activity)
        if entry.deleted_at is None:
            return False
        FollowUp.objects.filter(activity=entry, done_at=entry.deleted_at).update(done_at=None)
        entry.deleted_at = None
        entry.save(update_fields=["deleted_at"])
        bring_back(entry, by=by, now=now)
        record("activity_restored", entry, by=by, now=now, **facts_of(entry), before="deleted", after="kept")
    activity.deleted_at = None
    return True
