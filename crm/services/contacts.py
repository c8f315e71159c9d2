"""Contacts: added, changed."""

from datetime import datetime
from typing import Any

from django.db import transaction

from crm.models import Contact
from organizations.events import record
from organizations.lazy_words import gettext_lazy as _
from organizations.models import Membership
from organizations.plain_names import on_one_line

from .changes import check, refuse_blank, set_fields

EDITABLE = frozenset({"name", "account", "title", "email", "phone", "owner"})
NAMELESS = _("Type the person's name.")


def create_contact(
    *, name: str, by: Membership | None, now: datetime, owner: Membership | None = None, **details: Any
) -> Contact:
    """Add a person to talk to. Without an owner everybody here sees them."""
    refuse_blank("name", name, NAMELESS)
    contact = Contact(name=on_one_line(name), owner=owner, created_at=now, **details)
    check(contact)
    with transaction.atomic():
        contact.save()
        record("contact_created", contact, by=by, now=now, account=contact.account_id, owner=contact.owner_id)
    return contact


def change_contact(*, contact: Contact, by: Membership | None, now: datetime, **changes: Any) -> Contact:
    """Change name, account, title, address, phone or owner of a contact."""
    refuse_blank("name", changes.get("name", contact.name), NAMELESS)
    with transaction.atomic():
        difference = set_fields(contact, changes, EDITABLE)
        if difference["after"]:
            record("contact_changed", contact, by=by, now=now, **difference)
    return contact
