"""Services: what being in touch with someone changes on their record. The log calls them within its own change."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from crm.models import Account, Contact
from organizations.events import record
from organizations.models import Membership


def touch_two_way(*, contact_id: int | None, account_id: int | None, at: datetime) -> None:
    """They answered at this instant: remember it on the contact and the account, unless a later one is known.

    Part of the change that caused it, which records the event.
    """
    older = Q(last_two_way_at__isnull=True) | Q(last_two_way_at__lt=at)
    if contact_id:
        Contact.objects.filter(older, pk=contact_id).update(last_two_way_at=at)
    if account_id:
        Account.objects.filter(older, pk=account_id).update(last_two_way_at=at)


def set_two_way(record_of: Contact | Account, *, at: datetime | None) -> None:
    """What the log says after an entry was changed or taken out; part of that change, which records the event."""
    type(record_of).objects.filter(pk=record_of.pk).update(last_two_way_at=at)
    record_of.last_two_way_at = at


def block_contact(*, contact: Contact, by: Membership | None, now: datetime) -> bool:
    """They asked not to be contacted: refuse every channel from now on. False if that stands already."""
    return set_do_not_contact(contact, True, "contact_blocked", by, now)


def allow_contact(*, contact: Contact, by: Membership | None, now: datetime, reason: str = "") -> bool:
    """They may be contacted again, and why. False if they might all along."""
    return set_do_not_contact(contact, False, "contact_allowed", by, now, reason=reason.strip())


def set_do_not_contact(
    contact: Contact, value: bool, verb: str, by: Membership | None, now: datetime, **why: str
) -> bool:
    with transaction.atomic():
        others = Contact.objects.filter(pk=contact.pk).exclude(do_not_contact=value)
        changed = bool(others.update(do_not_contact=value))
        contact.do_not_contact = value
        if changed:
            record(verb, contact, by=by, now=now, before=not value, after=value, **why)
    return changed
