"""What an entry does to others: contacts that are blocked, when someone last answered, follow-ups that are done."""

from datetime import date, datetime

from django.db.models import Max

from activities.models import Activity, FollowUp, Outcome
from crm.models import Account, Contact
from crm.services import restore_number, strike_number
from crm.touches import allow_contact, block_contact, set_two_way, touch_two_way
from organizations.models import Membership

from .follow_ups import finish_due, open_due


def follow_from(entry: Activity, *, follow_up_on: date | None, by: Membership | None, now: datetime) -> None:
    """Right after an entry was written: only statements that its outcome calls for.

    An attempt that reached nobody leaves what was promised open, unless it says when it goes on.
    """
    outcome = entry.outcome
    reached = outcome is not None and outcome.is_conversation
    if reached:
        touch_two_way(contact_id=entry.contact_id, account_id=entry.account_id, at=entry.occurred_at)
    if reached or follow_up_on is not None or not (outcome and outcome.is_attempt):
        finish_due(due_with(entry), at=entry.logged_at)
    do_more(entry, by=by, now=now)


def do_more(entry: Activity, *, by: Membership | None, now: datetime) -> None:
    """What the outcome does beyond counting: block the contact, strike the number."""
    if has_effect(entry, Outcome.BLOCK) and entry.contact is not None:
        block_contact(contact=entry.contact, by=by, now=now)
    if has_effect(entry, Outcome.STRIKE) and (holder := called(entry)) is not None:
        strike_number(holder=holder, on=entry.occurred_on, by=by, now=now)


def take_back(entry: Activity, *, by: Membership | None, now: datetime) -> None:
    """After an entry was deleted or changed: what rested on it alone is as it was before."""
    retell_two_way(entry)
    open_again(entry)
    if has_effect(entry, Outcome.BLOCK) and entry.contact is not None and not still(entry, Outcome.BLOCK):
        allow_contact(contact=entry.contact, by=by, now=now)
    if has_effect(entry, Outcome.STRIKE) and (holder := called(entry)) is not None:
        unstrike(entry, holder, by, now)


def bring_back(entry: Activity, *, by: Membership | None, now: datetime) -> None:
    """After a deleted entry was restored, or got its new content: its effects again."""
    reached = entry.outcome is not None and entry.outcome.is_conversation
    if reached:
        touch_two_way(contact_id=entry.contact_id, account_id=entry.account_id, at=entry.occurred_at)
        finish_due(due_with(entry), at=entry.logged_at)
    do_more(entry, by=by, now=now)


def has_effect(entry: Activity, effect: str) -> bool:
    return entry.outcome is not None and entry.outcome.effect == effect


def called(entry: Activity) -> Contact | Account | None:
    """Whose number was called: the contact's, else the account's."""
    return entry.contact if entry.contact is not None else entry.account


def unstrike(entry: Activity, holder: Contact | Account, by: Membership | None, now: datetime) -> None:
    """Bring the number back that this entry alone had struck."""
    if holder.struck_on == entry.occurred_on and not still(entry, Outcome.STRIKE):
        restore_number(holder=holder, by=by, now=now)


def still(entry: Activity, effect: str) -> bool:
    """Whether another entry with the same one asks for it too."""
    others = Activity.objects.kept().exclude(pk=entry.pk).filter(outcome__effect=effect)
    if entry.contact_id:
        return others.filter(contact=entry.contact_id).exists()
    return others.filter(contact__isnull=True, account=entry.account_id).exists()


def with_same_prospect(entry: Activity):
    """The member's follow-ups with whom the entry was with."""
    mine = FollowUp.objects.filter(member=entry.member_id)
    if entry.contact_id:
        return mine.filter(contact=entry.contact_id)
    if entry.account_id:
        return mine.filter(account=entry.account_id, contact__isnull=True)
    if entry.prospect:
        return mine.filter(contact__isnull=True, account__isnull=True, prospect__iexact=entry.prospect)
    return mine.none()


def due_with(entry: Activity):
    earlier = with_same_prospect(entry).open().filter(due_on__lte=entry.occurred_on)
    return earlier.filter(created_at__lt=entry.logged_at)


def open_again(entry: Activity) -> None:
    finished = with_same_prospect(entry).filter(done_at=entry.logged_at)
    open_due(finished.exclude(activity=entry.pk), at=entry.logged_at)


def retell_two_way(entry: Activity) -> None:
    """Ask the log again when they last answered."""
    if entry.contact_id:
        told_by_log(entry.contact or Contact.objects.get(pk=entry.contact_id), "contact")
    if entry.account_id:
        told_by_log(entry.account or Account.objects.get(pk=entry.account_id), "account")


def told_by_log(holder: Contact | Account, link: str) -> None:
    answers = Activity.objects.kept().filter(outcome__is_conversation=True, **{link: holder.pk})
    set_two_way(holder, at=answers.aggregate(at=Max("occurred_at"))["at"])
