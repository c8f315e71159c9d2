"""Follow-ups: what was promised to a prospect for a day."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from activities.models import Activity, FollowUp
from crm.models import Account, Contact
from organizations.events import record
from organizations.models import Membership


def plan_follow_up(
    *,
    member: Membership,
    due_on: date,
    by: Membership | None,
    now: datetime,
    contact: Contact | None = None,
    account: Account | None = None,
    prospect: str = "",
    reason: str = "",
) -> FollowUp:
    """Promise to come back to someone on a day, today or later."""
    refuse_past(due_on, member.today(now))
    if contact is None and account is None and not prospect.strip():
        raise ValidationError({"prospect": ["Say who this is with: choose someone, or type a name."]})
    follow_up = FollowUp(
        member=member, contact=contact, account_id=account_of(contact, account),
        prospect=" ".join(prospect.split()), due_on=due_on, reason=reason.strip(), created_at=now,
    )  # fmt: skip
    follow_up.clean_fields(exclude=["id", "organization", "member", "activity", "account", "contact"])
    with transaction.atomic():
        follow_up.save(force_insert=True)
        record("follow_up_planned", follow_up, by=by, now=now, member=member.pk, due_on=str(due_on))
    return follow_up


def plan_for(entry: Activity, *, due_on: date, now: datetime) -> FollowUp:
    """The follow-up that an entry's outcome asks for. Part of logging it, which records the event."""
    return FollowUp.objects.create(
        member_id=entry.member_id, activity=entry, account_id=entry.account_id, contact_id=entry.contact_id,
        prospect=entry.prospect, due_on=due_on, reason=entry.outcome.name if entry.outcome else "", created_at=now,
    )  # fmt: skip


def finish_follow_up(*, follow_up: FollowUp, by: Membership | None, now: datetime) -> bool:
    """It is done. False if it was done already."""
    with transaction.atomic():
        done = bool(FollowUp.objects.open().filter(pk=follow_up.pk).update(done_at=now))
        if done:
            follow_up.done_at = now
            record("follow_up_finished", follow_up, by=by, now=now, due_on=str(follow_up.due_on))
    return done


def reopen_follow_up(*, follow_up: FollowUp, by: Membership | None, now: datetime) -> bool:
    """It is not done after all (undo). False if it was open."""
    with transaction.atomic():
        done = FollowUp.objects.filter(pk=follow_up.pk, done_at__isnull=False)
        opened = bool(done.update(done_at=None))
        if opened:
            follow_up.done_at = None
            record("follow_up_reopened", follow_up, by=by, now=now, due_on=str(follow_up.due_on))
    return opened


def snooze(*, follow_up: FollowUp, until: date, by: Membership | None, now: datetime) -> None:
    """Move it to a later day, today at the earliest. Refuses one that is done."""
    refuse_past(until, follow_up.member.today(now))
    with transaction.atomic():
        before = follow_up.due_on
        if not FollowUp.objects.open().filter(pk=follow_up.pk).update(due_on=until):
            raise ValidationError("This follow-up is done already. Plan a new one.")
        follow_up.due_on = until
        record("follow_up_snoozed", follow_up, by=by, now=now, before=str(before), after=str(until))


def account_of(contact: Contact | None, account: Account | None) -> int | None:
    """The account that is named, else the contact's own."""
    if account is not None:
        return account.pk
    return contact.account_id if contact is not None else None


def refuse_past(day: date, today: date) -> None:
    if day < today:
        raise ValidationError({"due_on": ["Choose today or a later day."]})
