"""A number that is wrong is struck: it stays to be read, and is not called again until somebody brings it back."""

from datetime import date, datetime

from django.db import transaction

from crm.models import Account, Contact
from organizations.events import record
from organizations.models import Membership

Holder = Contact | Account


def strike_number(*, holder: Holder, on: date, by: Membership | None, now: datetime) -> bool:
    """The number of this contact or account was wrong on that day. Its others, and other people's, stay.

    False if they have none, or if this one is struck already.
    """
    if not holder.phone or holder.is_struck:
        return False
    with transaction.atomic():
        set_struck(holder, holder.phone, on)
        record("number_struck", holder, by=by, now=now, number=holder.phone, on=str(on))
    return True


def restore_number(*, holder: Holder, by: Membership | None, now: datetime) -> bool:
    """The struck number was right after all. False if none is struck."""
    number = holder.struck_phone
    if not number:
        return False
    with transaction.atomic():
        set_struck(holder, "", None)
        record("number_restored", holder, by=by, now=now, number=number)
    return True


def set_struck(holder: Holder, number: str, on: date | None) -> None:
    type(holder).objects.filter(pk=holder.pk).update(struck_phone=number, struck_on=on)
    holder.struck_phone, holder.struck_on = number, on
