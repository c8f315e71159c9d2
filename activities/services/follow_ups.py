"""Follow-ups: what was promised to a prospect or customer for a day, done, moved, coming again."""

import calendar
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from activities.models import Activity, FollowUp, FollowUpQuerySet
from crm.models import Account, Contact, Opportunity
from organizations.calendars import calendars_of
from organizations.events import record
from organizations.models import Membership
from organizations.periods import Period
from organizations.working_days import next_own_day

CHANGEABLE = (
    "due_on", "due_time", "priority", "channel", "reason", "every", "unit", "contact", "account", "opportunity",
    "prospect",
)  # fmt: skip
# Checked by the database, or by who calls, without a query each.
NOT_CLEANED = ["id", "organization", "member", "activity", "account", "contact", "opportunity"]
LOOK_AHEAD, FARTHEST = timedelta(days=60), timedelta(days=3653)


def plan_follow_up(
    *,
    member: Membership,
    due_on: date,
    by: Membership | None,
    now: datetime,
    contact: Contact | None = None,
    account: Account | None = None,
    opportunity: Opportunity | None = None,
    prospect: str = "",
    reason: str = "",
    due_time: time | None = None,
    priority: int = FollowUp.NORMAL,
    channel: str = "call",
    every: int | None = None,
    unit: str = "",
) -> FollowUp:
    """Promise to come back to someone on a day, today or later, at a time or not, once or again and again."""
    refuse_day(due_on, member.today(now))
    follow_up = FollowUp(
        member=member, contact=contact, account_id=account_of(contact, account, opportunity), opportunity=opportunity,
        prospect=" ".join(prospect.split()), due_on=due_on, due_time=due_time, reason=reason.strip(),
        priority=priority, channel=channel, every=every, unit=unit if every else "", created_at=now,
    )  # fmt: skip
    check(follow_up)
    with transaction.atomic():
        follow_up.save(force_insert=True)
        record("follow_up_planned", follow_up, by=by, now=now, member=member.pk, due_on=str(due_on))
    return follow_up


def check(follow_up: FollowUp) -> None:
    """Refuse what nobody could act on, with a sentence at the field."""
    if not (follow_up.contact_id or follow_up.account_id or follow_up.opportunity_id or follow_up.prospect):
        raise ValidationError({"prospect": [_("Say who this is with: choose someone, or type a name.")]})
    if follow_up.every is not None and not 1 <= follow_up.every <= 99:
        raise ValidationError({"every": [_("Say how often with a number from 1 to 99.")]})
    if follow_up.every and not follow_up.unit:
        raise ValidationError({"unit": [_("Choose days, weeks or months.")]})
    if follow_up.contact is not None and follow_up.contact.do_not_contact:
        name = follow_up.contact.name
        raise ValidationError({"contact": [_("%(name)s asked not to be contacted.") % {"name": name}]})
    follow_up.clean_fields(exclude=NOT_CLEANED)


def plan_for(entry: Activity, *, due_on: date, now: datetime) -> FollowUp:
    """The follow-up that an entry's outcome asks for. Part of logging it, which records the event."""
    return FollowUp.objects.create(
        member_id=entry.member_id, activity=entry, account_id=entry.account_id, contact_id=entry.contact_id,
        opportunity_id=entry.opportunity_id, prospect=entry.prospect, due_on=due_on,
        reason=entry.outcome.name if entry.outcome else "", created_at=now,
    )  # fmt: skip


def change_follow_up(
    *, follow_up: FollowUp, by: Membership | None, now: datetime, **changes: Any
) -> FollowUp:
    """Change when, with whom, how and how often. Refuses one that is done, and a day that is over."""
    if unknown := set(changes) - set(CHANGEABLE):
        raise TypeError(f"A follow-up has no {', '.join(sorted(unknown))} to change.")
    with transaction.atomic():
        found = locked_open(follow_up)
        before = facts(found)
        for name, value in changes.items():
            setattr(found, name, value)
        found.unit = found.unit if found.every else ""
        if {"contact", "account", "opportunity"} & set(changes):
            found.account_id = account_of(found.contact, found.account, found.opportunity)
        if found.due_on != follow_up.due_on:
            refuse_day(found.due_on, found.member.today(now))
            found.moved_from = found.day_of_month = None
        check(found)
        after = facts(found)
        if before != after:
            found.save()
            changed = [name for name in before if before[name] != after[name]]
            record(
                "follow_up_changed", found, by=by, now=now,
                before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
            )  # fmt: skip
    return found


def facts(follow_up: FollowUp) -> dict[str, Any]:
    """What the trail tells of it: ids and plain values."""
    values = {name: getattr(follow_up, f"{name}_id", None) for name in ("contact", "account", "opportunity")}
    values |= {name: getattr(follow_up, name) for name in CHANGEABLE if name not in values}
    return {name: iso(value) for name, value in values.items()}


def iso(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | time) else value


def locked_open(follow_up: FollowUp) -> FollowUp:
    found = FollowUp.objects.with_names().select_for_update(of=("self",)).get(pk=follow_up.pk)
    if found.done_at is not None:
        raise ValidationError(_("This follow-up is done already. Plan a new one."))
    return found


def finish_follow_up(*, follow_up: FollowUp, by: Membership | None, now: datetime) -> bool:
    """It is done; one that comes again is planned anew. False if it was done already."""
    with transaction.atomic():
        done = bool(FollowUp.objects.open().filter(pk=follow_up.pk).update(done_at=now))
        if done:
            follow_up.done_at = now
            record(
                "follow_up_finished", follow_up, by=by, now=now, due_on=str(follow_up.due_on),
                before="open", after="done",
            )  # fmt: skip
            plan_next([follow_up], now=now)
    return done


def finish_due(due: FollowUpQuerySet, *, at: datetime) -> None:
    """What logging an entry has done; part of that change. Those that come again are planned anew."""
    again = list(due.filter(every__isnull=False).select_related("member__organization"))
    due.update(done_at=at)
    plan_next(again, now=at)


def open_due(finished: FollowUpQuerySet, *, at: datetime) -> None:
    """The entry that had done them is gone: they are open again, and what was planned in their place goes."""
    for one in finished.filter(every__isnull=False):
        planned_instead_of(one, at).delete()
    finished.update(done_at=None)


def planned_instead_of(done: FollowUp, at: datetime) -> FollowUpQuerySet:
    """The next of one that comes again: planned at the instant at which that one was done."""
    return FollowUp.objects.open().filter(
        member=done.member_id, contact=done.contact_id, account=done.account_id, opportunity=done.opportunity_id,
        prospect=done.prospect, reason=done.reason, created_at=at, every=done.every, unit=done.unit,
    )  # fmt: skip


def next_of(done: FollowUp) -> FollowUp | None:
    """What was planned when one that comes again was done."""
    return planned_instead_of(done, done.done_at).first() if done.every and done.done_at else None


def plan_next(finished: Sequence[FollowUp], *, now: datetime) -> list[FollowUp]:
    """The next of those that come again, on a day that their owner works. Part of the change that finished them."""
    return [planned_again(one, now) for one in finished if one.every]


def planned_again(follow_up: FollowUp, now: datetime) -> FollowUp:
    member = follow_up.member
    today = member.today(now)
    planned = follow_up.moved_from or follow_up.due_on
    day_of_month = follow_up.day_of_month or planned.day
    due = planned
    while due <= max(today, planned):
        due = after(due, follow_up.every or 1, follow_up.unit, day_of_month)
    calendar_of = calendars_of([member], member.organization, Period(due, due + LOOK_AHEAD))[member.pk]
    again = FollowUp(
        member=member, contact_id=follow_up.contact_id, account_id=follow_up.account_id,
        opportunity_id=follow_up.opportunity_id, prospect=follow_up.prospect, reason=follow_up.reason,
        due_on=next_own_day(due, calendar_of) or due, due_time=follow_up.due_time, priority=follow_up.priority,
        channel=follow_up.channel, every=follow_up.every, unit=follow_up.unit, created_at=now,
    )  # fmt: skip
    again.moved_from = due if again.due_on != due else None
    if follow_up.unit == FollowUp.MONTHS and due.day < day_of_month:
        again.day_of_month = day_of_month
    again.save(force_insert=True)
    record(
        "follow_up_planned",
        again,
        by=None,
        now=now,
        member=member.pk,
        due_on=str(again.due_on),
        after=follow_up.pk,
    )
    return again


def after(day: date, every: int, unit: str, day_of_month: int) -> date:
    """So many days, weeks or months later. A month that is too short ends on its last day, the next is whole again."""
    if unit != FollowUp.MONTHS:
        return day + timedelta(days=every * (7 if unit == FollowUp.WEEKS else 1))
    count = day.year * 12 + day.month - 1 + every
    year, month = divmod(count, 12)
    longest = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day_of_month, longest))


def drop_follow_up(*, follow_up: FollowUp, by: Membership | None, now: datetime) -> bool:
    """It is not to be done any more, and does not come again. False if it was done already."""
    with transaction.atomic():
        dropped = bool(FollowUp.objects.open().filter(pk=follow_up.pk).update(done_at=now))
        if dropped:
            follow_up.done_at = now
            record("follow_up_dropped", follow_up, by=by, now=now, due_on=str(follow_up.due_on))
    return dropped


def reopen_follow_up(*, follow_up: FollowUp, by: Membership | None, now: datetime) -> bool:
    """It is not done after all (undo); the one that was planned in its place goes. False if it was open."""
    with transaction.atomic():
        found = FollowUp.objects.select_for_update().filter(pk=follow_up.pk, done_at__isnull=False).first()
        if found is None:
            return False
        if found.every and found.done_at:
            planned_instead_of(found, found.done_at).delete()
        FollowUp.objects.filter(pk=found.pk).update(done_at=None)
        follow_up.done_at = None
        record(
            "follow_up_reopened", follow_up, by=by, now=now, due_on=str(follow_up.due_on),
            before="done", after="open",
        )  # fmt: skip
    return True


def account_of(
    contact: Contact | None, account: Account | None, opportunity: Opportunity | None = None
) -> int | None:
    """The account that is named, else the contact's own, else the opportunity's."""
    if account is not None:
        return account.pk
    if contact is not None and contact.account_id:
        return contact.account_id
    return opportunity.account_id if opportunity is not None else None


def refuse_day(day: date, today: date) -> None:
    """Refuse what is over, and what is so far off that nobody means it: the next of those has no day any more."""
    if day < today:
        raise ValidationError({"due_on": [_("Choose today or a later day.")]})
    if day > today + FARTHEST:
        raise ValidationError({"due_on": [_("Choose a day within the next ten years.")]})
